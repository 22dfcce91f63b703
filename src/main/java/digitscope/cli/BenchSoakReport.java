package digitscope.cli;

import digitscope.bench.Growth;
import digitscope.bench.Latencies;
import digitscope.bench.SoakResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The results of {@code bench soak}. */
record BenchSoakReport(SoakResult result) {
  private static final double MEBIBYTE = 1 << 20;

  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("steps", result.steps());
    json.put("sound", result.faults().isEmpty());
    json.put("faults", result.faults());
    json.put("heap_bytes", growth(result.heap()));
    json.put("array_bytes", growth(result.arrays()));
    json.put("resident_bytes", growth(result.resident()));
    json.put("allocated_bytes_per_step", allocations());
    json.put("stop_ms", latencies(result.endings().stop()));
    json.put("cancel_ms", latencies(result.endings().cancel()));
    json.put("stop_loaded_ms", latencies(result.loadedEndings().stop()));
    json.put("cancel_loaded_ms", latencies(result.loadedEndings().cancel()));
    json.put("threads_left", result.threadsLeft());
    json.put("array_bytes_left", result.arrayBytesLeft());
    return json;
  }

  private Map<String, Long> allocations() {
    return Map.of(
        "workers", result.training().allocatedByWorkers(),
        "session", result.training().allocatedByOwner());
  }

  private static Map<String, Long> growth(Growth growth) {
    return Map.of("first_half", growth.earlierBytes(), "second_half", growth.laterBytes());
  }

  private static Map<String, Double> latencies(Latencies latencies) {
    return Map.of("p50", latencies.medianMillis(), "p100", latencies.slowestMillis());
  }

  /** Tables in Markdown, which are tidy in a terminal too. */
  String toText() {
    String memory =
        TextTable.markdown(
            List.of(
                List.of("memory, MB", "first half", "second half", "allowed growth"),
                row("Java heap after garbage collection", result.heap()),
                row("native arrays", result.arrays()),
                row("whole process", result.resident())),
            1);
    String endings =
        TextTable.markdown(
            List.of(
                List.of("time to end, ms", "median", "slowest"),
                row("stop", result.endings().stop()),
                row("cancel", result.endings().cancel()),
                row("stop, one core busy", result.loadedEndings().stop()),
                row("cancel, one core busy", result.loadedEndings().cancel())),
            1);
    String rest =
        String.format(
            Locale.ROOT,
            "Allocated per step: %,d bytes by the workers, %,d by the session's own "
                + "thread.%nLeft behind by all sessions: %d threads, %,d bytes of native "
                + "arrays.",
            result.training().allocatedByWorkers(),
            result.training().allocatedByOwner(),
            result.threadsLeft(),
            result.arrayBytesLeft());
    return String.format(
        Locale.ROOT,
        "Memory over %,d steps%n%n%s%n%n%s%n%n%s",
        result.steps(),
        memory,
        endings,
        rest);
  }

  private static List<String> row(String name, Growth growth) {
    return List.of(
        name,
        megabytes(growth.earlierBytes()),
        megabytes(growth.laterBytes()),
        megabytes(growth.allowedBytes()));
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%,.1f", bytes / MEBIBYTE);
  }

  private static List<String> row(String name, Latencies latencies) {
    return List.of(
        name,
        String.format(Locale.ROOT, "%.1f", latencies.medianMillis()),
        String.format(Locale.ROOT, "%.1f", latencies.slowestMillis()));
  }
}
