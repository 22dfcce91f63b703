package digitscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The measuring of the window, in a process of its own as JavaFX starts only once in each. */
@Timeout(180)
final class WindowMeterTest {
  @TempDir private Path home = Path.of("");

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
    return builder.start();
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
    // One of each on the overview, and those of the pages.
    assertThat(json.get("click_to_images_ms").get("count").asInt()).isGreaterThanOrEqualTo(2);
    assertThat(json.get("stroke_to_prediction_ms").get("count").asInt()).isGreaterThanOrEqualTo(4);
    assertThat(json.get("click_to_images_ms").get("p50").asDouble()).isPositive();
    assertThat(json.get("images_per_second").get("window").asDouble()).isPositive();
    assertThat(json.get("images_per_second").get("alone").asDouble()).isPositive();
    assertThat(json.get("training_slowdown").asDouble()).isLessThan(1);
    try (Stream<Path> left = Files.list(home.resolve("tmp"))) {
      assertThat(left.filter(file -> file.toString().contains("digitscope"))).isEmpty();
    }
  }
}
