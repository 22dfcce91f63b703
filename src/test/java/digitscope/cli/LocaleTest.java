package digitscope.cli;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands print and write for users of other languages, digits and decimal commas. */
final class LocaleTest {
  private final Locale before = Locale.getDefault();
  @TempDir private Path temp = Path.of("");

  @AfterEach
  void restoreLocale() {
    Locale.setDefault(before);
  }

  @Test
  void printsAndWritesTheSameInEveryLocale() throws IOException {
    Locale.setDefault(Locale.US);
    Map<String, String> english = trainAndEvaluate();
    assertThat(english).containsKeys("train", "evaluate", "run/metrics.csv", "run/config.json");
    assertThat(english.get("train")).contains("step 12/12", "test accuracy ");

    // Arabic digits, and Arabic signs in numbers of JSON and CSV.
    Locale.setDefault(Locale.forLanguageTag("ar-EG"));
    assertThat(String.format(Locale.getDefault(), "%d", 15)).isEqualTo("١٥");
    assertThat(trainAndEvaluate()).isEqualTo(english);

    // A decimal comma, and an i without a dot.
    Locale.setDefault(Locale.forLanguageTag("tr-TR"));
    assertThat(trainAndEvaluate()).isEqualTo(english);
  }

  /** What commands say, by their names, and text files of a run, by theirs. */
  private Map<String, String> trainAndEvaluate() throws IOException {
    Path home = Files.createDirectory(temp.resolve("home"));
    Path run = home.resolve("run");
    Path images = home.resolve("images");
    Terminal terminal = new Terminal(home);
    Map<String, String> left = new TreeMap<>();
    say("make", terminal.run("data", "make", "--count", 120, "--out", images), left);
    Object[] training = {
      "train",
      "--preset",
      "mlp",
      "--data",
      images,
      "--epochs",
      3,
      "--batch",
      32,
      "--threads",
      1,
      "--validation",
      0.1,
      "--run",
      run
    };
    say("train", terminal.run(training), left);
    say("evaluate", terminal.run("evaluate", run), left);
    say("json", terminal.run("evaluate", run, "--json"), left);
    say("list", terminal.run("data", "list"), left);
    say("wrong", terminal.run("train", "--epochs", -1), left);
    try (Stream<Path> files = Files.walk(run)) {
      for (Path file :
          files.filter(file -> file.toString().matches(".*\\.(npz|json|jsonl|csv)")).toList()) {
        String name = home.relativize(file).toString().replace('\\', '/');
        if (isWithinEpoch(name, Pattern.compile("step-(\\d+)"))) {
          continue;
        }
        left.put(name, name.endsWith(".npz") ? "" : withoutTimes(Files.readString(file)));
      }
    }
    Files.move(home, temp.resolve("home of " + Locale.getDefault().toLanguageTag()));
    return left;
  }

  private static void say(String name, Terminal.Result result, Map<String, String> left) {
    left.put(name, result.status() + withoutTimes(result.out() + result.err()));
  }

  /**
   * Without what differs from one training to the next: times, speeds, how often progress is said,
   * which points of other metrics are between those of one, as they are written twice a second, and
   * evaluations within an epoch, which are made every few seconds.
   */
  private static String withoutTimes(String text) {
    return text.lines()
        .filter(line -> !line.startsWith("epoch ") || line.contains("step 12/12"))
        .filter(line -> !isWithinEpoch(line, Pattern.compile("\"step\":(\\d+),\"loss\"")))
        .filter(line -> !isWithinEpoch(line, Pattern.compile("^test_\\w+,(\\d+),")))
        .map(line -> line.replaceAll("(in [0-9.]+ s|[0-9,]+ images/s)", "…"))
        .map(line -> line.replaceAll("20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z", "…"))
        .sorted()
        .collect(joining("\n"));
  }

  /** Whether a text is of a step that ends no epoch of four steps. */
  private static boolean isWithinEpoch(String text, Pattern step) {
    Matcher found = step.matcher(text);
    return found.find() && Integer.parseInt(found.group(1)) % 4 != 0;
  }
}
