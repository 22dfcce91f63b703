package digitscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import digitscope.data.idx.IdxFiles;
import digitscope.report.ReportJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports a run on 1,200 drawn digits, and what it makes of its test images. */
class ExportCommandTest {
  @TempDir private static Path shared = Path.of("");
  @TempDir private Path temp = Path.of("");

  private static Path digits() {
    return shared.resolve("digits");
  }

  private static Path run() {
    return shared.resolve("run");
  }

  private static Terminal terminal() {
    return new Terminal(shared.resolve("home"));
  }

  @BeforeAll
  static void makeDigitsAndARun() {
    assertThat(terminal().run("data", "make", "--out", digits(), "--count", 1200).status())
        .isZero();
    assertThat(train(digits(), run())).isZero();
  }

  private static int train(Path data, Path folder) {
    Object[] arguments = {
      "train",
      "--preset",
      "mlp",
      "--data",
      data,
      "--batch",
      50,
      "--learning-rate",
      0.2,
      "--epochs",
      2,
      "--seed",
      3,
      "--threads",
      2,
      "--run",
      folder
    };
    return terminal().run(arguments).status();
  }

  @Test
  void helpExplainsEachForm() {
    List<String> lines = terminal().run("export", "--help").out().lines().toList();
    for (ExportCommand.Format format : ExportCommand.Format.values()) {
      String name = format.name().toLowerCase(Locale.ROOT);
      assertThat(lines).anyMatch(line -> line.matches(name + ": \\S.*"));
      assertThat(lines).anyMatch(line -> line.contains("--format") && line.contains(name));
    }
  }

  @Test
  void exportsTablesThatSayWhatEvaluateSays() throws Exception {
    for (int step : new int[] {0, 24, 48}) {
      JsonNode json = terminal().run("evaluate", run(), "--step", step, "--json").json();
      Path file = temp.resolve("step." + step + ".csv");
      Terminal.Result result =
          terminal().run("export", run(), "--format", "csv", "--out", file, "--step", step);
      Path correct = temp.resolve("step." + step + "-correct.csv");
      Path matrix = temp.resolve("step." + step + "-matrix.csv");
      Path classes = temp.resolve("step." + step + "-classes.csv");
      assertThat(result.out().lines())
          .containsExactly(
              String.format(Locale.ROOT, "%s: mlp, step %d", file, step),
              String.format(Locale.ROOT, "%s: mlp, step %d", correct, step),
              String.format(Locale.ROOT, "%s: mlp, step %d", matrix, step),
              String.format(Locale.ROOT, "%s: mlp, step %d", classes, step));
      assertSameRows(
          file, json.get("errors"), List.of("index", "actual", "predicted", "confidence"));
      assertSameRows(
          classes,
          json.get("classes"),
          List.of("label", "precision", "recall", "accuracy", "f1", "tp", "fp", "fn", "actual"));
      assertThat(csv(correct)).hasSize(1 + 200 - json.get("errors").size());
      List<List<String>> counts = csv(matrix);
      for (int row = 0; row < 10; row++) {
        JsonNode expected = json.get("confusion").get(row);
        assertThat(counts.get(row + 1).get(0)).isEqualTo(String.valueOf(row));
        for (int column = 0; column < 10; column++) {
          assertThat(counts.get(row + 1).get(column + 1)).isEqualTo(expected.get(column).asText());
        }
      }
    }
  }

  @Test
  void reportsSayWhatEvaluateSays() throws Exception {
    for (int step : new int[] {0, 24, 48}) {
      Path file = temp.resolve("step-" + step + ".html");
      Terminal.Result result =
          terminal().run("export", run(), "--format", "report", "--out", file, "--step", step);
      assertThat(result.out())
          .isEqualToIgnoringNewLines(String.format(Locale.ROOT, "%s: mlp, step %d", file, step));
      assertThat(result.err()).contains("Report: 100 %");
      JsonNode json = terminal().run("evaluate", run(), "--step", step, "--json").json();
      JsonNode report = ReportJson.of(file);
      report
          .get("evaluation")
          .properties()
          .forEach(entry -> assertThat(entry.getValue()).isEqualTo(json.get(entry.getKey())));
      assertThat(report.get("evaluation").get("step").asInt()).isEqualTo(step);
      int errors = json.get("errors").size();
      for (int i = 0; i < errors; i++) {
        JsonNode error = json.get("errors").get(i);
        assertThat(report.get("images").get("index").get(i)).isEqualTo(error.get("index"));
        assertThat(report.get("images").get("confidence").get(i))
            .isEqualTo(error.get("confidence"));
      }
      JsonNode steps = report.get("curves").get("batch_loss");
      assertThat(steps == null ? 0 : steps.get("steps").size()).isEqualTo(step);
    }
  }

  private static void assertSameRows(Path table, JsonNode expected, List<String> keys)
      throws Exception {
    List<List<String>> rows = csv(table);
    assertThat(rows).hasSize(expected.size() + 1);
    for (String key : keys) {
      int column = rows.get(0).indexOf(key);
      for (int row = 0; row < expected.size(); row++) {
        JsonNode value = expected.get(row).get(key);
        assertThat(rows.get(row + 1).get(column))
            .as(key)
            .isEqualTo(value.isNull() ? "" : value.asText());
      }
    }
  }

  /** The fields of a file in which none needs quotes. */
  private static List<List<String>> csv(Path file) throws Exception {
    return Files.readAllLines(file).stream().map(line -> List.of(line.split(",", -1))).toList();
  }

  @Test
  void saysInOneSentenceThatTheImagesOfARunAreGone() throws Exception {
    Path copy = temp.resolve("digits");
    IdxFiles.write(IdxFiles.read(digits()), copy);
    Path moved = temp.resolve("run");
    assertThat(
            terminal()
                .run("train", "--preset", "mlp", "--data", copy, "--epochs", 1, "--run", moved)
                .status())
        .isZero();
    Path away = Files.move(copy, temp.resolve("elsewhere"));
    Path file = temp.resolve("errors.csv");
    assertOneSentence(
        terminal().run("export", moved, "--format", "csv", "--out", file),
        1,
        "The run's images cannot be read from %s; if they have moved, give their location with --data"
            .formatted(copy));
    assertThat(file).doesNotExist();
    assertThat(
            terminal()
                .run("export", moved, "--format", "csv", "--out", file, "--data", away)
                .status())
        .isZero();
    assertThat(file).exists();
    assertOneSentence(
        terminal().run("export", run(), "--format", "csv", "--out", temp.resolve("no/a.csv")),
        1,
        "no/a.csv cannot be written");
  }

  private static void assertOneSentence(Terminal.Result result, int status, String... parts) {
    assertThat(result.status()).isEqualTo(status);
    assertThat(result.out()).isEmpty();
    List<String> lines =
        result.err().lines().filter(line -> line.startsWith("digitscope: ")).toList();
    assertThat(lines).hasSize(1);
    assertThat(lines.get(0)).contains(parts);
    assertThat(result.err()).doesNotContain("\tat ");
  }
}
