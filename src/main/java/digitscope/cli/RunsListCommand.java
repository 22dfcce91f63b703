package digitscope.cli;

import digitscope.run.RunException;
import digitscope.run.RunListing;
import digitscope.run.RunSummary;
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

@Command(
    name = "list",
    description = {
      "Lists the user's runs, newest first, those of repeats and sweeps included.",
      "A damaged run is listed last, with what is wrong with it."
    },
    mixinStandardHelpOptions = true)
final class RunsListCommand implements Callable<Integer> {
  private final Environment environment;

  @Option(names = "--json", description = "Print the result as one JSON object.")
  private boolean json;

  RunsListCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws RunException {
    RunListing listing = environment.store().listing();
    environment.out().println(json ? JsonOutput.format(toJson(listing)) : toText(listing));
    return CommandLine.ExitCode.OK;
  }

  private static Map<String, Object> toJson(RunListing listing) {
    List<Object> runs = new ArrayList<>();
    listing.runs().forEach(run -> runs.add(toJson(run)));
    listing.damaged().forEach(run -> runs.add(toJson(run)));
    return Map.of("runs", runs);
  }

  private static Map<String, @Nullable Object> toJson(RunSummary run) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("run", run.path().toAbsolutePath().normalize().toString());
    json.put("name", run.name());
    json.put("preset", run.config().name());
    json.put("data", run.config().data());
    json.put("seed", run.config().training().seed());
    json.put("steps", run.steps());
    json.put("test_accuracy", number(run.testAccuracy()));
    json.put("best_step", run.bestStep().isPresent() ? run.bestStep().getAsLong() : null);
    json.put("moments", run.moments());
    json.put("created", run.provenance().created());
    json.put("note", run.notes().note());
    json.put("tags", run.notes().tags());
    json.put("problem", null);
    return json;
  }

  private static @Nullable Double number(OptionalDouble value) {
    return value.isPresent() ? JsonOutput.number(value.getAsDouble()) : null;
  }

  /** With the same keys, so that a reader of the list finds all of them in every run. */
  private static Map<String, @Nullable Object> toJson(RunListing.Damaged run) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("run", run.path().toAbsolutePath().normalize().toString());
    json.put("name", String.valueOf(run.path().getFileName()));
    for (String key : List.of("preset", "data", "seed", "steps", "test_accuracy", "best_step")) {
      json.put(key, null);
    }
    json.put("moments", List.of());
    json.put("created", null);
    json.put("note", "");
    json.put("tags", List.of());
    json.put("problem", run.problem());
    return json;
  }

  private String toText(RunListing listing) {
    List<String> parts = new ArrayList<>();
    if (listing.runs().isEmpty()) {
      parts.add(
          "There are no runs in %s yet; 'digitscope train' makes one"
              .formatted(environment.store().root()));
    } else {
      parts.add(TextTable.markdown(rows(listing.runs()), 3));
    }
    for (RunListing.Damaged run : listing.damaged()) {
      parts.add("Damaged: %s".formatted(run.problem()));
    }
    return String.join(System.lineSeparator(), parts);
  }

  private static List<List<String>> rows(List<RunSummary> runs) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            "name", "preset", "data", "seed", "steps", "test accuracy", "best step", "moments"));
    for (RunSummary run : runs) {
      rows.add(
          List.of(
              TextTable.name(run.name()),
              TextTable.name(run.config().name()),
              TextTable.name(run.config().data()),
              String.valueOf(run.config().training().seed()),
              String.format(Locale.ROOT, "%,d", run.steps()),
              run.testAccuracy().isPresent()
                  ? String.format(Locale.ROOT, "%.2f %%", 100 * run.testAccuracy().getAsDouble())
                  : "",
              run.bestStep().isPresent()
                  ? String.format(Locale.ROOT, "%,d", run.bestStep().getAsLong())
                  : "",
              String.valueOf(run.moments().size())));
    }
    return rows;
  }
}
