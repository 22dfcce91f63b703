package digitscope.engine;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.Child;
import digitscope.config.BackendChoice;
import digitscope.config.ConfigFiles;
import digitscope.config.Flatten;
import digitscope.config.LayerSpec;
import digitscope.config.NetworkSpec;
import digitscope.config.RunConfig;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** In a process of its own, which finds no native library for its machine. */
class TrainingWarmUpTest {
  @Test
  void hasTheKernelsCompiledAndLoadsNoNativeLibrary() throws Exception {
    Child process =
        Child.run(
            Child.java(
                List.of(
                    "--add-exports",
                    "java.base/jdk.internal.module=ALL-UNNAMED",
                    "-XX:+PrintCompilation",
                    "-Dorg.bytedeco.javacpp.platform=plan9-pdp11",
                    "-Djava.util.logging.config.file=packaging/logging.properties"),
                TrainingWarmUpTest.class));
    List<String> said = process.out().lines().toList();
    assertThat(process.status()).as(process.out()).isZero();
    assertThat(said)
        .contains("ended at once: 0 workers", "by nd4j: 0 workers", "what does not fit: 0 workers")
        .contains("cnn: 1 worker or more");
    // Level 4 is the compiler that knows the vector instructions.
    assertThat(said)
        .anyMatch(line -> line.matches("\\s*\\d+\\s+\\d+[ %sbn!]* 4 .*nn\\.vector\\.kernels\\..*"));
  }

  /** What the process does. */
  public static void main(String[] arguments) throws Exception {
    RunConfig cnn = new ConfigFiles().preset("cnn");
    TrainingWarmUp ended = new TrainingWarmUp();
    ended.end();
    warmUp("ended at once", ended, cnn);
    warmUp(
        "by nd4j",
        new TrainingWarmUp(),
        cnn.withTraining(cnn.training().withBackend(BackendChoice.ND4J)));
    List<LayerSpec> layers = new ArrayList<>();
    layers.add(new Flatten());
    layers.addAll(cnn.network().layers());
    warmUp("what does not fit", new TrainingWarmUp(), cnn.withNetwork(new NetworkSpec(layers)));
    warmUp("cnn", new TrainingWarmUp(), cnn);
  }

  private static void warmUp(String name, TrainingWarmUp warmUp, RunConfig planned) {
    long before = ManagementFactory.getThreadMXBean().getTotalStartedThreadCount();
    warmUp.run(planned);
    long workers = ManagementFactory.getThreadMXBean().getTotalStartedThreadCount() - before;
    System.out.println("\n" + name + ": " + (workers == 0 ? "0 workers" : "1 worker or more"));
  }
}
