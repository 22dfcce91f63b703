package digitscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
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
    assertThat(terminal.run("data", "make", "--count", 600, "--out", images).status()).isZero();
    Terminal.Result result =
        terminal.run(
            "bench",
            "soak",
            "--preset",
            "mlp",
            "--batch",
            32,
            "--steps",
            100,
            "--endings",
            1,
            "--data",
            images,
            "--json");
    JsonNode json = result.json();
    assertThat(json.get("steps").asLong()).isEqualTo(100);
    JsonNode arrays = json.get("array_bytes");
    assertThat(arrays.get("second_half").asLong() - arrays.get("first_half").asLong())
        .isLessThan(TOLERANCE);
    assertThat(json.get("array_bytes_left").asLong()).isLessThan(TOLERANCE);
    assertThat(json.get("threads_left").asInt()).isZero();
    assertThat(json.get("stop_ms").get("p100").asDouble()).isPositive();
    // Times and the heap depend on what else this machine and this process do, but not what is said
    // of them.
    long excesses = excesses(json);
    assertThat(result.status()).isEqualTo(excesses == 0 ? 0 : 1);
    assertThat(json.get("sound").asBoolean()).isEqualTo(excesses == 0);
    assertThat(json.get("faults")).hasSize((int) excesses);
    assertThat(result.err().lines().filter(line -> line.startsWith("digitscope: ")))
        .hasSize((int) excesses);
  }

  /** How many of the numbers are above what docs/benchmarks.md allows. */
  private static long excesses(JsonNode json) {
    long grown =
        Map.of("heap_bytes", 4L << 20, "array_bytes", TOLERANCE, "resident_bytes", 32L << 20)
            .entrySet()
            .stream()
            .filter(
                allowed -> {
                  JsonNode bytes = json.get(allowed.getKey());
                  return bytes.get("second_half").asLong() - bytes.get("first_half").asLong()
                      > allowed.getValue();
                })
            .count();
    long slow =
        Stream.of("stop_ms", "cancel_ms", "stop_loaded_ms", "cancel_loaded_ms")
            .filter(end -> json.get(end).get("p100").asDouble() > 100)
            .count();
    return grown + slow;
  }

  @Test
  void refusesTooFewSteps() {
    Terminal.Result result = new Terminal(home).run("bench", "soak", "--steps", 99);
    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err()).contains("--steps must be from 100 to 10000000");
  }

  @Test
  void refusesABatchThatNoTrainingHas() {
    Terminal.Result result = new Terminal(home).run("bench", "soak", "--batch", 0);
    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err()).contains("batch size");
  }
}
