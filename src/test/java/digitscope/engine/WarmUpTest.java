package digitscope.engine;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.Child;
import digitscope.config.BackendChoice;
import digitscope.config.ConfigFiles;
import digitscope.config.Flatten;
import digitscope.config.LayerSpec;
import digitscope.config.NetworkSpec;
import digitscope.config.RunConfig;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** In a process that finds no native library for its machine. */
class WarmUpTest {
  @Test
  void loadsTheNativeLibraryOnlyWhereSomethingIsComputedByIt() throws Exception {
    Child process =
        Child.run(
            Child.java(
                List.of(
                    "--add-modules",
                    "jdk.incubator.vector",
                    "-Dorg.bytedeco.javacpp.platform=plan9-pdp11",
                    "-Djava.util.logging.config.file=packaging/logging.properties"),
                WarmUpTest.class));
    String said = process.out();
    assertThat(process.status()).as(said).isZero();
    assertThat(said.lines().filter(line -> line.startsWith("warm-up ")))
        .as(said)
        .containsExactly(
            "warm-up mlp: done",
            "warm-up mlp by nd4j: The native library cannot be loaded",
            "warm-up cnn by plain: done",
            "warm-up what does not fit: done",
            // Its maps at full resolution, of which vectors compute none.
            "warm-up cnn: The native library cannot be loaded");
  }

  /** What the process does. */
  public static void main(String[] arguments) throws Exception {
    RunConfig cnn = new ConfigFiles().preset("cnn");
    RunConfig mlp = new ConfigFiles().preset("mlp");
    warmUp("mlp", mlp);
    warmUp("mlp by nd4j", by(BackendChoice.ND4J, mlp));
    warmUp("cnn by plain", by(BackendChoice.PLAIN, cnn));
    List<LayerSpec> layers = new ArrayList<>();
    layers.add(new Flatten());
    layers.addAll(cnn.network().layers());
    warmUp("what does not fit", cnn.withNetwork(new NetworkSpec(layers)));
    warmUp("cnn", cnn);
  }

  private static RunConfig by(BackendChoice backend, RunConfig config) {
    return config.withTraining(config.training().withBackend(backend));
  }

  private static void warmUp(String name, RunConfig planned) {
    String end = "done";
    try {
      WarmUp.of(planned);
    } catch (LinkageError e) {
      end = e.getMessage();
    }
    System.out.println("warm-up " + name + ": " + end);
  }
}
