package digitscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import digitscope.Child;
import digitscope.Patience;
import digitscope.app.Main;
import digitscope.network.PlannedLayer;
import digitscope.nn.plan.Machine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DoctorCommandTest {
  private static final GraphicsCard A100 =
      new GraphicsCard("NVIDIA A100-SXM4-40GB", "8.0", "535.1");
  private static final GraphicsCard H100 = new GraphicsCard("NVIDIA H100", "9.0", "550.2");

  @TempDir private Path home = Path.of("");

  @Test
  void printsWhatTheContractPromises() throws Exception {
    Terminal.Result result = new Terminal(home).run("doctor", "--json");
    assertThat(result.status()).isZero();
    JsonNode found = result.json();
    List<String> keys = new ArrayList<>();
    found.fieldNames().forEachRemaining(keys::add);
    assertThat(keys)
        .contains(
            "java",
            "os",
            "cores",
            "memory_bytes",
            "backend",
            "vector_bits",
            "gpu",
            "display",
            "kernels",
            "problems");
    assertThat(found.get("cores").asInt()).isPositive();
    assertThat(found.get("memory_bytes").asLong()).isGreaterThan(1L << 28);
    assertThat(found.get("vector_bits").asInt()).isEqualTo(Machine.vectorBits());
    assertThat(found.get("kernels")).hasSizeGreaterThan(20);
    found
        .get("kernels")
        .forEach(
            kernel -> {
              assertThat(kernel.get("layer").asText()).contains(": ");
              assertThat(kernel.get("backend").asText()).isIn("vector", "nd4j", "java", "plain");
              assertThat(kernel.get("why").asText()).isNotBlank();
            });
  }

  /** Where each of them alone would end other commands. */
  @Test
  void looksAtAMachineWithNeitherVectorsNorNativeLibrary() throws Exception {
    Child doctor =
        Child.run(
            new ProcessBuilder(
                Child.java(
                    List.of(
                        "-Dorg.bytedeco.javacpp.platform=plan9-pdp11",
                        "-Djava.util.logging.config.file=packaging/logging.properties"),
                    Main.class,
                    "doctor",
                    "--json")));
    assertThat(doctor.status()).as(doctor.err()).isZero();
    JsonNode found = new ObjectMapper().readTree(doctor.out());
    assertThat(found.get("backend").asText()).isEqualTo("ND4J");
    assertThat(found.get("vector_bits").asInt()).isZero();
    assertThat(found.get("native_library").isNull()).isTrue();
    assertThat(found.get("kernels").findValuesAsText("backend"))
        .contains("nd4j", "java")
        .doesNotContain("vector");
    assertThat(found.get("problems").toString())
        .contains(
            "Java's vectors can't be used", "ND4J can't be used: native libraries can't be loaded");
  }

  @Test
  void saysWhySomethingFallsBackToWhatIsSlower() {
    Terminal.Result result = new Terminal(home).run("doctor");
    assertThat(result.status()).isZero();
    int columns = 2 * Machine.vectorBits() / Float.SIZE;
    if (16 % columns == 0) {
      assertThat(result.out()).doesNotContain("are not a multiple of");
    } else {
      assertThat(result.out())
          .contains("16 filters are not a multiple of " + columns + " (two vectors of");
    }
    assertThat(result.out()).contains("kernel is 5×5 with stride 2", "no vector kernel for tanh");
  }

  @Test
  void readsWhatTheDriverSaysOfGpus() {
    assertThat(GraphicsCard.parse("NVIDIA A100-SXM4-40GB, 8.0, 535.1\nNVIDIA H100, 9.0, 550.2\n"))
        .containsExactly(A100, H100);
    assertThat(GraphicsCard.parse("No devices were found\n")).isEmpty();
  }

  @Test
  void findsNoGpuWhereTheDriverIsMissingFailsOrHangs() {
    Duration patience = Patience.LIMIT;
    assertThat(GraphicsCard.find(patience, "echo", "NVIDIA H100, 9.0, 550.2"))
        .containsExactly(H100);
    assertThat(GraphicsCard.find(patience, "no-such-program")).isEmpty();
    assertThat(GraphicsCard.find(patience, "sh", "-c", "echo NVIDIA H100, 9.0, 550.2; exit 9"))
        .isEmpty();
    assertThat(GraphicsCard.find(Duration.ZERO, "sleep", "600")).isEmpty();
  }

  @Test
  void knowsForWhichGpusTheBuildHasCode() {
    for (String capability : List.of("3.7", "5.0", "5.2", "6.1", "7.5", "8.0", "8.6", "8.9")) {
      assertThat(new GraphicsCard("X", capability, "1").isInCudaBuild()).isTrue();
    }
    for (String capability : List.of("3.5", "9.0", "10.0", "12.0")) {
      assertThat(new GraphicsCard("X", capability, "1").isInCudaBuild()).isFalse();
    }
  }

  @Test
  void saysWhatIsMissingAndHowToGetIt() {
    assertThat(diagnosis(512, Optional.empty(), false, Optional.empty()).problems()).isEmpty();
    assertThat(diagnosis(0, Optional.empty(), false, Optional.empty()).problems())
        .singleElement()
        .asString()
        .startsWith("No module, so slower operations are used. Start the program with");
    assertThat(diagnosis(512, Optional.of("no room"), false, Optional.empty()).problems())
        .singleElement()
        .asString()
        .startsWith("ND4J can't be used: no room. ");
    assertThat(diagnosis(512, Optional.empty(), true, Optional.of(A100)).problems()).isEmpty();
    assertThat(diagnosis(512, Optional.empty(), false, Optional.of(A100)).problems())
        .singleElement()
        .asString()
        .contains("A100", "mvn -Pcuda");
    assertThat(diagnosis(512, Optional.empty(), true, Optional.of(H100)).problems())
        .singleElement()
        .asString()
        .contains("H100 has compute capability 9.0", "does not support");
    assertThat(diagnosis(512, Optional.empty(), true, Optional.empty()).problems())
        .singleElement()
        .asString()
        .contains("nvidia-smi finds none");
  }

  private static Diagnosis diagnosis(
      int vectorBits,
      Optional<String> libraryFailure,
      boolean isForGpu,
      Optional<GraphicsCard> gpu) {
    return new Diagnosis(
        "17",
        "Linux",
        2,
        1L << 32,
        "something",
        vectorBits,
        new Diagnosis.Library("ND4J", libraryFailure, isForGpu),
        gpu,
        Optional.of(":0"),
        List.of(new PlannedLayer("dense", "vector", "it fits")),
        Optional.of("No module"));
  }
}
