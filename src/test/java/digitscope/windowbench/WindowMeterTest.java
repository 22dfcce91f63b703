package digitscope.windowbench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import digitscope.app.Main;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The measuring of the window, in a process of its own as JavaFX starts only once in each. */
@Timeout(600)
final class WindowMeterTest {
  @TempDir private Path home = Path.of("");

  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void endWhatATimeoutLeaves() throws Exception {
    for (Process process : started) {
      process.destroyForcibly().waitFor();
    }
  }

  private Process start(String... arguments) throws Exception {
    List<String> java =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Dprism.order=sw",
            "-Djava.io.tmpdir=" + Files.createDirectories(home.resolve("tmp")),
            "-Djava.util.logging.config.file=packaging/logging.properties",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName());
    ProcessBuilder builder =
        new ProcessBuilder(Stream.concat(java.stream(), Stream.of(arguments)).toList())
            .redirectOutput(home.resolve("out.txt").toFile())
            .redirectError(home.resolve("err.txt").toFile());
    Process process = builder.start();
    started.add(process);
    return process;
  }

  @Test
  void measuresEveryPageAndLeavesNothingBehind() throws Exception {
    String images = home.resolve("images").toString();
    assertThat(start("data", "make", "--count", "2000", "--out", images).waitFor()).isZero();

    int status =
        start(
                "bench",
                "ui",
                "--preset",
                "mlp",
                "--data",
                images,
                "--warm-ups",
                "0",
                "--rounds",
                "1",
                "--seconds",
                "0.2",
                "--json")
            .waitFor();

    assertThat(status).as(Files.readString(home.resolve("err.txt"))).isZero();
    JsonNode json = new ObjectMapper().readTree(Files.readString(home.resolve("out.txt")));
    assertThat(json.get("pages").findValuesAsText("page"))
        .containsExactly("overview", "learning", "confusion", "features", "filters", "draw");
    for (JsonNode page : json.get("pages")) {
      assertThat(page.get("pulse_gap_ms").get("count").asInt()).isPositive();
    }
    // One click on the overview and on the page of the matrix; strokes on two pages, twice timed.
    assertThat(json.get("click_to_images_ms").get("count").asInt()).isGreaterThanOrEqualTo(2);
    assertThat(json.get("double_click_to_card_ms").get("count").asInt()).isPositive();
    assertThat(json.get("stroke_to_prediction_ms").get("count").asInt()).isGreaterThanOrEqualTo(4);
    assertThat(json.get("click_to_images_ms").get("p50").asDouble()).isPositive();
    assertThat(json.get("slider_ms").get("count").asInt()).isGreaterThanOrEqualTo(3);
    assertThat(json.get("scroll_images").asInt()).isEqualTo(2000 / 6);
    assertThat(json.get("scroll_gap_ms").get("count").asInt()).isPositive();
    double withWindow = json.get("images_per_second").get("window").asDouble();
    double alone = json.get("images_per_second").get("alone").asDouble();
    assertThat(withWindow).isPositive();
    assertThat(alone).isPositive();
    assertThat(json.get("training_slowdown").asDouble())
        .isCloseTo(1 - withWindow / alone, within(1e-9));
    try (Stream<Path> left = Files.list(home.resolve("tmp"))) {
      assertThat(left.filter(file -> file.toString().contains("digitscope"))).isEmpty();
    }
  }

  @Test
  void launchesTheProgramAndAnEmptyWindow() throws Exception {
    int status = start("bench", "start", "--rounds", "1", "--trainings", "0", "--json").waitFor();

    assertThat(status).as(Files.readString(home.resolve("err.txt"))).isZero();
    JsonNode json = new ObjectMapper().readTree(Files.readString(home.resolve("out.txt")));
    double window = json.get("window_ms").get("p50").asDouble();
    double empty = json.get("empty_window_ms").get("p50").asDouble();
    assertThat(empty).isPositive();
    assertThat(json.get("ratio").asDouble()).isCloseTo(window / empty, within(1e-9));
    assertThat(json.get("first_step_ms").asDouble()).isPositive();
    assertThat(json.get("accuracy_97_ms").isNull()).isTrue();
    try (Stream<Path> left = Files.list(home.resolve("tmp"))) {
      assertThat(left.filter(file -> file.toString().contains("digitscope"))).isEmpty();
    }
  }
}
