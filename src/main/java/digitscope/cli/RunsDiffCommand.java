package digitscope.cli;

import digitscope.config.SettingDifference;
import digitscope.config.Settings;
import digitscope.experiment.RunGroup;
import digitscope.run.RunException;
import digitscope.run.RunFolder;
import digitscope.run.RunSummary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "diff",
    description = {
      "Shows the settings in which two runs differ, and their test accuracy.",
      "Of two folders made by 'runs repeat', tells whether one is better: the mean difference over "
          + "the seeds that both have, with its 95 % interval."
    },
    mixinStandardHelpOptions = true)
final class RunsDiffCommand implements Callable<Integer> {
  private final Environment environment;

  @Parameters(
      index = "0",
      paramLabel = "RUN",
      description = "Folder of the first run, or its name among the user's runs.")
  private Path first = Path.of("");

  @Parameters(index = "1", paramLabel = "RUN", description = "Folder of the second run.")
  private Path second = Path.of("");

  @Option(names = "--json", description = "Print the result as one JSON object.")
  private boolean json;

  RunsDiffCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws RunException, CommandException {
    Path one = found(first);
    Path other = found(second);
    if (RunGroup.isGroup(one) != RunGroup.isGroup(other)) {
      throw new CommandException(
          "A run can't be compared with a folder of repeats; give two runs, or two folders made by"
              + " 'runs repeat'");
    }
    if (RunGroup.isGroup(one)) {
      GroupDiff diff = GroupDiff.of(one, other);
      environment.out().println(json ? JsonOutput.format(diff.toJson()) : toText(diff));
    } else {
      compare(one, other);
    }
    return CommandLine.ExitCode.OK;
  }

  private static String toText(GroupDiff diff) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("setting", "A", "B"));
    diff.differences().forEach(difference -> rows.add(row(difference)));
    return (diff.differences().isEmpty()
            ? "A and B have the same settings."
            : TextTable.markdown(rows, 1))
        + System.lineSeparator()
        + diff.sentence();
  }

  private void compare(Path first, Path second) throws RunException {
    RunFolder a = RunFolder.open(first, environment::note);
    RunFolder b = RunFolder.open(second, environment::note);
    List<SettingDifference> differences = Settings.differences(a.config(), b.config());
    RunSummary one = a.summary();
    RunSummary other = b.summary();
    boolean sameImages = a.provenance().dataSha256().equals(b.provenance().dataSha256());
    environment
        .out()
        .println(
            json
                ? JsonOutput.format(toJson(one, other, sameImages, differences))
                : toText(one, other, sameImages, differences));
  }

  /** A folder as it is given, else that of this name in the user's store. */
  private Path found(Path given) {
    Path stored = environment.store().root().resolve(given);
    return !Files.exists(given) && Files.isDirectory(stored) ? stored : given;
  }

  private static Map<String, @Nullable Object> toJson(
      RunSummary a, RunSummary b, boolean sameImages, List<SettingDifference> differences) {
    Map<String, @Nullable Object> accuracy = new LinkedHashMap<>();
    accuracy.put("a", number(a.testAccuracy()));
    accuracy.put("b", number(b.testAccuracy()));
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("a", a.path().toAbsolutePath().normalize().toString());
    json.put("b", b.path().toAbsolutePath().normalize().toString());
    json.put("same_images", sameImages);
    json.put("test_accuracy", accuracy);
    json.put("differences", differences.stream().map(RunsDiffCommand::toJson).toList());
    return json;
  }

  private static @Nullable Double number(OptionalDouble value) {
    return value.isPresent() ? JsonOutput.number(value.getAsDouble()) : null;
  }

  static Map<String, @Nullable Object> toJson(SettingDifference difference) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("setting", difference.setting());
    json.put("a", difference.a().orElse(null));
    json.put("b", difference.b().orElse(null));
    return json;
  }

  private static String toText(
      RunSummary a, RunSummary b, boolean sameImages, List<SettingDifference> differences) {
    List<String> parts = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("setting", TextTable.name(a.name()), TextTable.name(b.name())));
    for (SettingDifference difference : differences) {
      rows.add(row(difference));
    }
    rows.add(List.of("test accuracy", percent(a.testAccuracy()), percent(b.testAccuracy())));
    if (differences.isEmpty()) {
      parts.add("The runs have the same settings.");
    }
    if (!sameImages) {
      parts.add("The runs were trained on different images.");
    }
    parts.add(TextTable.markdown(rows, 1));
    return String.join(System.lineSeparator(), parts);
  }

  private static List<String> row(SettingDifference difference) {
    return List.of(
        difference.setting(),
        difference.a().map(JsonOutput::format).orElse("-"),
        difference.b().map(JsonOutput::format).orElse("-"));
  }

  private static String percent(OptionalDouble share) {
    return share.isPresent()
        ? String.format(Locale.ROOT, "%.2f %%", 100 * share.getAsDouble())
        : "-";
  }
}
