package digitscope.cli;

import digitscope.bench.Latencies;
import digitscope.bench.StartResult;
import digitscope.bench.StartRound;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What {@code bench start} found. */
record BenchStartReport(StartResult result) {
  private static final double NANOS_PER_MILLI = 1e6;

  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("window_ms", latencies(result.windows()));
    json.put("empty_window_ms", latencies(result.emptyWindows()));
    json.put("ratio", result.ratio());
    json.put("first_step_ms", result.firstSteps().percentileMillis(50));
    json.put(
        "accuracy_97_ms",
        JsonOutput.number(
            result.accuracies().map(found -> found.percentileMillis(50)).orElse(Double.NaN)));
    json.put("rounds", result.rounds().stream().map(BenchStartReport::round).toList());
    json.put("missed_aims", result.missedAims());
    json.put("cores", Runtime.getRuntime().availableProcessors());
    return json;
  }

  private static Map<String, Object> latencies(Latencies latencies) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("p50", latencies.percentileMillis(50));
    json.put("p95", latencies.percentileMillis(95));
    json.put("count", latencies.nanos().size());
    return json;
  }

  private static Map<String, Object> round(StartRound round) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("window_ms", round.windowNanos() / NANOS_PER_MILLI);
    json.put("empty_window_ms", round.emptyWindowNanos() / NANOS_PER_MILLI);
    json.put("first_step_ms", round.firstStepNanos() / NANOS_PER_MILLI);
    round.accuracyNanos().ifPresent(nanos -> json.put("accuracy_97_ms", nanos / NANOS_PER_MILLI));
    return json;
  }

  /** A table in Markdown, which is tidy in a terminal too. */
  String toText() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("ms", "p50", "p95", "number"));
    rows.add(row("launch to window", result.windows()));
    rows.add(row("launch to empty window", result.emptyWindows()));
    rows.add(row("Train to first step", result.firstSteps()));
    result
        .accuracies()
        .ifPresent(accuracies -> rows.add(row("launch to 97 % test accuracy", accuracies)));
    List<String> missed = result.missedAims();
    return String.format(
        Locale.ROOT,
        "%s%n%nThe window takes %.2f times as long as an empty one (median of the rounds).%n%s",
        TextTable.markdown(rows, 1),
        result.ratio(),
        missed.isEmpty() ? "All aims are met." : String.join(System.lineSeparator(), missed));
  }

  private static List<String> row(String name, Latencies latencies) {
    return List.of(
        name,
        decimal(latencies.percentileMillis(50)),
        decimal(latencies.percentileMillis(95)),
        Integer.toString(latencies.nanos().size()));
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.0f", value);
  }
}
