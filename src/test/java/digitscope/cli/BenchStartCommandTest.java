package digitscope.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BenchStartCommandTest {
  @TempDir private Path home = Path.of("");

  @Test
  void measuresWhatWasAskedFor() {
    Terminal terminal = new Terminal(home);

    Terminal.Result result = terminal.run("bench", "start", "--rounds", 2, "--trainings", 5);

    assertThat(result.status()).isZero();
    assertThat(terminal.startsMeasured()).containsExactly(new WindowBenchmark.StartRequest(2, 2));
    assertThat(result.out())
        .contains("launch to empty window", "launch to 97 % test accuracy", "1.60 times as long")
        .endsWith("All aims are met.\n");
  }

  @Test
  void writesTheKeysThatOthersRead() throws Exception {
    JsonNode json = new Terminal(home).run("bench", "start", "--json").json();

    assertThat(json.get("window_ms").get("p50").asDouble()).isEqualTo(1500);
    assertThat(json.get("window_ms").get("p95").asDouble()).isEqualTo(3400);
    assertThat(json.get("empty_window_ms").get("p50").asDouble()).isEqualTo(1000);
    assertThat(json.get("ratio").asDouble()).isCloseTo(1.6, within(1e-9));
    assertThat(json.get("first_step_ms").asDouble()).isEqualTo(400);
    assertThat(json.get("accuracy_97_ms").asDouble()).isEqualTo(9000);
    assertThat(json.get("rounds")).hasSize(2);
    assertThat(json.get("missed_aims")).isEmpty();
  }

  @Test
  void hasNoTimeTo97PercentIfNothingWasTrainedThatFar() throws Exception {
    Terminal terminal = new Terminal(home);

    assertThat(terminal.run("bench", "start", "--trainings", 0).out()).doesNotContain("97 %");
    JsonNode json = terminal.run("bench", "start", "--trainings", 0, "--json").json();
    assertThat(json.get("accuracy_97_ms").isNull()).isTrue();
  }

  @Test
  void refusesWhatCannotBeMeasured() {
    Terminal terminal = new Terminal(home);

    assertThat(terminal.run("bench", "start", "--rounds", 0).status()).isEqualTo(2);
    assertThat(terminal.run("bench", "start", "--trainings", -1).err())
        .contains("--trainings must be between 0 and 100");
    assertThat(terminal.startsMeasured()).isEmpty();
  }

  @Test
  void isListedAmongTheBenchmarks() {
    assertThat(new Terminal(home).run("bench", "--help").out())
        .containsPattern("start\\s+Measures how long the workbench takes");
  }
}
