package digitscope.cli;

import digitscope.bench.Latencies;
import digitscope.bench.WindowResult;
import digitscope.bench.WindowResult.PageResult;
import digitscope.bench.WindowRound;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The results of {@code bench ui}. */
record BenchUiReport(String preset, String data, WindowResult result) {
  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("pulse_ms", latencies(result.pulses()));
    json.put("pulse_gap_ms", latencies(result.gaps()));
    json.put("click_to_images_ms", latencies(result.clicks()));
    json.put("double_click_to_card_ms", latencies(result.cards()));
    json.put("stroke_to_prediction_ms", latencies(result.strokes()));
    json.put("slider_ms", latencies(result.moves()));
    json.put("scroll_images", result.scrolledImages());
    json.put("scroll_pulse_ms", latencies(result.scrollPulses()));
    json.put("scroll_gap_ms", latencies(result.scrollGaps()));
    json.put("training_slowdown", result.slowdown());
    json.put("training_slowdown_busy", result.busySlowdown());
    json.put(
        "images_per_second", Map.of("window", result.windowRate(), "alone", result.aloneRate()));
    json.put("pages", result.pages().stream().map(BenchUiReport::page).toList());
    json.put("rounds", result.rounds().stream().map(BenchUiReport::round).toList());
    json.put("missed_aims", result.missedAims());
    json.put("preset", preset);
    json.put("data", data);
    json.put("cores", Runtime.getRuntime().availableProcessors());
    return json;
  }

  private static Map<String, Object> latencies(Latencies latencies) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("p50", latencies.percentileMillis(50));
    json.put("p95", latencies.percentileMillis(95));
    json.put("p99", latencies.percentileMillis(99));
    json.put("p100", latencies.slowestMillis());
    json.put("count", latencies.nanos().size());
    return json;
  }

  private static Map<String, Object> page(PageResult page) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("page", page.page());
    json.put("training_slowdown", page.slowdown());
    json.put("pulse_ms", latencies(page.pulses()));
    json.put("pulse_gap_ms", latencies(page.gaps()));
    return json;
  }

  private static Map<String, Object> round(WindowRound round) {
    return Map.of(
        "training_slowdown", round.slowdown(),
        "images_per_second", Map.of("window", round.windowRate(), "alone", round.aloneRate()));
  }

  /** Tables in Markdown, which are tidy in a terminal too. */
  String toText() {
    String scrolling =
        String.format(Locale.ROOT, "scrolling %,d images, not training", result.scrolledImages());
    String answers =
        TextTable.markdown(
            List.of(
                List.of("ms", "p50", "p95", "p99", "slowest", "number"),
                row("frame that changes the picture", result.pulses()),
                row("from frame to frame", result.gaps()),
                row("click on a cell to its images", result.clicks()),
                row("double-click on an image to its card", result.cards()),
                row("stroke to prediction", result.strokes()),
                row("slider move to its step in every view", result.moves()),
                row(scrolling + ": pulse", result.scrollPulses()),
                row(scrolling + ": from frame to frame", result.scrollGaps())),
            1);
    List<List<String>> pages = new ArrayList<>();
    pages.add(List.of("page", "frame p99, ms", "gap p99, ms", "training slowdown"));
    for (PageResult page : result.pages()) {
      pages.add(
          List.of(
              page.page(),
              decimal(page.pulses().percentileMillis(99)),
              decimal(page.gaps().percentileMillis(99)),
              percent(page.slowdown())));
    }
    String speed =
        String.format(
            Locale.ROOT,
            "Training: %,.0f images/s with the window, %,.0f without; slowdown %s (%s "
                + "while the window is used without a break)",
            result.windowRate(),
            result.aloneRate(),
            percent(result.slowdown()),
            percent(result.busySlowdown()));
    List<String> missed = result.missedAims();
    String aims =
        missed.isEmpty() ? "All targets are met." : String.join(System.lineSeparator(), missed);
    return "%s%n%n%s%n%n%s%n%s".formatted(answers, TextTable.markdown(pages, 1), speed, aims);
  }

  private static List<String> row(String name, Latencies latencies) {
    return List.of(
        name,
        decimal(latencies.percentileMillis(50)),
        decimal(latencies.percentileMillis(95)),
        decimal(latencies.percentileMillis(99)),
        decimal(latencies.slowestMillis()),
        Integer.toString(latencies.nanos().size()));
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static String percent(double part) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * part);
  }
}
