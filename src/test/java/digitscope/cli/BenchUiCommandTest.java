package digitscope.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BenchUiCommandTest {
  @TempDir private Path home = Path.of("");

  private Terminal terminalWithImages() {
    Terminal terminal = new Terminal(home);
    terminal.run("data", "make", "--count", 120, "--out", home.resolve("images"));
    return terminal;
  }

  @Test
  void measuresWhatWasAskedFor() throws Exception {
    Terminal terminal = terminalWithImages();

    Terminal.Result result =
        terminal.run(
            "bench",
            "ui",
            "--preset",
            "mlp",
            "--data",
            home.resolve("images"),
            "--warm-ups",
            1,
            "--rounds",
            2,
            "--seconds",
            1.5);

    assertThat(result.status()).isZero();
    assertThat(terminal.measured()).hasSize(1);
    WindowBenchmark.Request request = terminal.measured().get(0);
    assertThat(request.config().name()).isEqualTo("mlp");
    assertThat(request.images().read().train().size()).isEqualTo(120);
    assertThat(request.warmUps()).isEqualTo(1);
    assertThat(request.rounds()).isEqualTo(2);
    assertThat(request.visit()).isEqualTo(Duration.ofMillis(1500));
    assertThat(result.out())
        .contains(
            "click on a cell to its images",
            "scrolling 10,000 images",
            "overview",
            "slowdown 10.0 %")
        .endsWith("All targets are met.\n");
  }

  @Test
  void writesTheKeysThatOthersReadAndSucceedsAlsoIfAimsAreMissed() throws Exception {
    Terminal terminal = terminalWithImages();
    terminal.answerWithin(120);

    Terminal.Result result =
        terminal.run("bench", "ui", "--data", home.resolve("images"), "--json");

    assertThat(result.status()).isZero();
    JsonNode json = result.json();
    assertThat(json.get("pulse_ms").get("p50").asDouble()).isEqualTo(8);
    assertThat(json.get("pulse_ms").get("p99").asDouble()).isEqualTo(8);
    assertThat(json.get("click_to_images_ms").get("p95").asDouble()).isEqualTo(120);
    assertThat(json.get("double_click_to_card_ms").get("p95").asDouble()).isEqualTo(120);
    assertThat(json.get("stroke_to_prediction_ms").get("p95").asDouble()).isEqualTo(120);
    assertThat(json.get("slider_ms").get("p95").asDouble()).isEqualTo(240);
    assertThat(json.get("scroll_images").asInt()).isEqualTo(10_000);
    assertThat(json.get("scroll_pulse_ms").get("p99").asDouble()).isEqualTo(6);
    assertThat(json.get("scroll_gap_ms").get("p50").asDouble()).isEqualTo(16.5);
    assertThat(json.get("training_slowdown").asDouble()).isCloseTo(0.1, within(1e-9));
    assertThat(json.get("training_slowdown_busy").asDouble()).isCloseTo(0.3, within(1e-9));
    assertThat(json.get("missed_aims")).hasSize(2);
  }

  @Test
  void refusesWhatCannotBeMeasured() {
    Terminal terminal = new Terminal(home);
    assertThat(terminal.run("bench", "ui", "--rounds", 0).status()).isEqualTo(2);
    assertThat(terminal.run("bench", "ui", "--seconds", 0.1).status()).isEqualTo(2);
    assertThat(terminal.run("bench", "ui", "--seconds", "NaN").err())
        .contains("--seconds must be from 0.2 to 600");
    assertThat(terminal.measured()).isEmpty();
  }

  @Test
  void isListedAmongTheBenchmarks() {
    assertThat(new Terminal(home).run("bench", "--help").out())
        .containsPattern("ui\\s+Measures how fast the window responds");
  }
}
