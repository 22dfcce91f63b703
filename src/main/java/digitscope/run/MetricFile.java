package digitscope.run;

import digitscope.train.Metric;
import digitscope.train.MetricLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * The metric log as comma-separated values: a line {@code metric,step,value} a point, appended as
 * it comes. A last line without its end is what a killed program left, and does not count.
 */
final class MetricFile {
  private static final String HEADER = "metric,step,value\n";

  private MetricFile() {}

  /**
   * Reads the points up to a step.
   *
   * @throws IOException if a line is not as it must be
   */
  static MetricLog read(Path file, long lastStep) throws IOException {
    MetricLog log = new MetricLog();
    String text = Files.readString(file);
    int number = 1;
    int from = text.indexOf('\n') + 1;
    for (int to = text.indexOf('\n', from); to >= 0; to = text.indexOf('\n', from)) {
      number++;
      String line = text.substring(from, to);
      String[] fields = line.split(",", -1);
      try {
        long step = Long.parseLong(fields[1]);
        if (step <= lastStep) {
          Metric metric = Metric.valueOf(fields[0].toUpperCase(Locale.ROOT));
          log.append(metric, step, Double.parseDouble(fields[2]));
        }
      } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
        throw new IOException("line %d, '%s', is no metric,step,value".formatted(number, line), e);
      }
      from = to + 1;
    }
    return log;
  }

  /** What remembers how far a log has been written. */
  static final class Appender {
    private final Path file;
    private final Map<Metric, Integer> written = new EnumMap<>(Metric.class);

    /** Begins the file anew with the points that {@code log} has. */
    Appender(Path file, MetricLog log) throws IOException {
      this.file = file;
      CompleteFile.write(file, HEADER + unwritten(log));
    }

    /** Appends the points that have come since. */
    void append(MetricLog log) throws IOException {
      String lines = unwritten(log);
      if (!lines.isEmpty()) {
        Files.writeString(file, lines, StandardOpenOption.APPEND);
      }
    }

    private String unwritten(MetricLog log) {
      StringBuilder lines = new StringBuilder();
      for (Metric metric : Metric.values()) {
        int from = written.getOrDefault(metric, 0);
        MetricLog.Points points = log.read(metric, from);
        String name = metric.name().toLowerCase(Locale.ROOT);
        for (int i = 0; i < points.size(); i++) {
          lines.append(name).append(',').append(points.steps()[i]).append(',');
          lines.append(points.values()[i]).append('\n');
        }
        written.put(metric, from + points.size());
      }
      return lines.toString();
    }
  }
}
