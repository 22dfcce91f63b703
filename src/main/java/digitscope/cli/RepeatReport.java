package digitscope.cli;

import digitscope.experiment.Repeats;
import digitscope.experiment.RunGroup;
import digitscope.experiment.RunResult;
import digitscope.experiment.SampleSpread;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What repeats came to, as text and JSON.
 *
 * @param group its runs
 * @param repeats what the finished ones came to
 */
record RepeatReport(RunGroup group, Repeats repeats) {
  /** The result with the keys that the command line promises. */
  Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("folder", group.folder().toAbsolutePath().normalize().toString());
    json.put(
        "runs",
        repeats.results().stream()
            .map(result -> result.run().toAbsolutePath().normalize().toString())
            .toList());
    json.put("seeds", repeats.results().stream().map(RunResult::seed).toList());
    json.put("test_accuracies", repeats.results().stream().map(RunResult::testAccuracy).toList());
    json.put("test_accuracy", toJson(repeats.accuracy()));
    json.put("confusion_mean", matrix(SampleSpread::mean));
    json.put("confusion_std", matrix(SampleSpread::std));
    return json;
  }

  private static Map<String, @Nullable Object> toJson(SampleSpread spread) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("mean", JsonOutput.number(spread.mean()));
    json.put("std", JsonOutput.number(spread.std()));
    json.put("min", JsonOutput.number(spread.min()));
    json.put("max", JsonOutput.number(spread.max()));
    return json;
  }

  private List<List<@Nullable Double>> matrix(ToDoubleFunction<SampleSpread> measure) {
    List<List<@Nullable Double>> rows = new ArrayList<>();
    for (List<SampleSpread> cells : repeats.cells()) {
      List<@Nullable Double> row = new ArrayList<>();
      cells.forEach(cell -> row.add(JsonOutput.number(measure.applyAsDouble(cell))));
      rows.add(row);
    }
    return rows;
  }

  String toText() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("seed", "test accuracy"));
    for (RunResult result : repeats.results()) {
      rows.add(List.of(String.valueOf(result.seed()), percent(result.testAccuracy())));
    }
    List<String> parts = new ArrayList<>();
    if (!repeats.results().isEmpty()) {
      parts.add(TextTable.markdown(rows, 0));
      parts.add("");
      parts.add(sentence());
      parts.add("");
      parts.add("Confusion matrix, mean ± standard deviation (rows actual, columns predicted):");
      parts.add(TextTable.markdown(cells(), 1));
    }
    parts.add("Runs: " + group.folder());
    return String.join(System.lineSeparator(), parts);
  }

  private String sentence() {
    SampleSpread spread = repeats.accuracy();
    return spread.count() < 2
        ? "Test accuracy %s with one seed, which says nothing of the spread"
            .formatted(percent(spread.mean()))
        : String.format(
            Locale.ROOT,
            "Test accuracy %.2f ± %.2f %% (mean ± standard deviation of %d seeds), from %.2f to"
                + " %.2f %%",
            100 * spread.mean(),
            100 * spread.std(),
            spread.count(),
            100 * spread.min(),
            100 * spread.max());
  }

  private List<List<String>> cells() {
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of(""));
    List<List<SampleSpread>> cells = repeats.cells();
    for (int i = 0; i < cells.size(); i++) {
      head.add(String.valueOf(i));
    }
    rows.add(head);
    for (int i = 0; i < cells.size(); i++) {
      List<String> row = new ArrayList<>(List.of(String.valueOf(i)));
      cells.get(i).forEach(cell -> row.add(count(cell)));
      rows.add(row);
    }
    return rows;
  }

  private static String count(SampleSpread cell) {
    if (cell.max() == 0) {
      return "0";
    }
    return cell.count() < 2
        ? String.format(Locale.ROOT, "%.0f", cell.mean())
        : String.format(Locale.ROOT, "%.1f ± %.1f", cell.mean(), cell.std());
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }
}
