package digitscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BenchSoakCommandTest {
  /** A session has a megabyte of arrays; what waits for a collection is much less. */
  private static final long TOLERANCE = 1 << 16;

  @TempDir private Path home = Path.of("");

  @Test
  void sessionsKeepToTheirMemoryAndLeaveNothingBehind() throws Exception {
    Terminal terminal = new Terminal(home);
    Path images = home.resolve("images");
    assertThat(terminal.run("data", "make", "--count", 120, "--out", images).status()).isZero();
    Terminal.Result result =
        terminal.run(
            "bench",
            "soak",
            "--preset",
            "mlp",
            "--batch",
            32,
            "--steps",
            420,
            "--endings",
            2,
            "--data",
            images,
            "--json");
    JsonNode json = result.json();
    assertThat(json.get("steps").asLong()).isEqualTo(420);
    JsonNode arrays = json.get("array_bytes");
    assertThat(arrays.get("second_half").asLong() - arrays.get("first_half").asLong())
        .isLessThan(TOLERANCE);
    assertThat(json.get("array_bytes_left").asLong()).isLessThan(TOLERANCE);
    assertThat(json.get("threads_left").asInt()).isZero();
    assertThat(json.get("stop_ms").get("p100").asDouble()).isPositive();
    // Times and the heap depend on what else this machine and this process do.
    assertThat(result.status()).isEqualTo(json.get("sound").asBoolean() ? 0 : 1);
    assertThat(result.err().lines().filter(line -> line.startsWith("digitscope: ")))
        .hasSize(json.get("faults").size());
  }

  @Test
  void refusesTooFewSteps() {
    Terminal.Result result = new Terminal(home).run("bench", "soak", "--steps", 99);
    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err()).contains("--steps must be between 100 and 10000000");
  }

  @Test
  void refusesABatchThatNoTrainingHas() {
    Terminal.Result result = new Terminal(home).run("bench", "soak", "--batch", 0);
    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err()).contains("batch size");
  }
}
