package digitscope.run;

import digitscope.config.FormatVersion;
import digitscope.eval.Metric;
import digitscope.eval.MetricLog;
import digitscope.io.AtomicFile;
import digitscope.io.GrowingFile;
import digitscope.io.InputFile;
import digitscope.io.InvalidValueException;
import digitscope.io.LineTail;
import digitscope.io.WordedIOException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * The metric log as comma-separated values: a line {@code metric,step,value} a point, appended as
 * it comes. The first point is the format's {@code version}. A last line without its end is what a
 * killed program left, and does not count.
 */
final class MetricFile {
  private static final String HEADER = "metric,step,value";
  private static final String VERSION = FormatVersion.NAME + ",0," + FormatVersion.CURRENT;

  /** A name and two numbers have less. */
  private static final int LONGEST_LINE = 200;

  private MetricFile() {}

  /**
   * Reads the points up to a step. A damaged line costs its point.
   *
   * @param damage hears of each damaged line
   * @throws IOException if the file can't be read, or is no metric log at all
   */
  static MetricLog read(Path file, long lastStep, DamagedLines damage) throws IOException {
    Lines lines = new Lines(lastStep, damage);
    InputFile.lines(file, LONGEST_LINE, true, lines);
    return lines.log;
  }

  /** What reads the points that are added to a file as they come. */
  static LineTail tail(Path file) {
    return new LineTail(file, LONGEST_LINE);
  }

  /** Takes the lines of a file. */
  static final class Lines implements LineTail.Reader {
    private final long lastStep;
    private final DamagedLines damage;
    private Map<Metric, Long> reached = new EnumMap<>(Metric.class);
    private MetricLog log = new MetricLog();

    /**
     * @param lastStep of which there are to be points
     * @param damage hears of each damaged line
     */
    Lines(long lastStep, DamagedLines damage) {
      this.lastStep = lastStep;
      this.damage = damage;
    }

    /** The points so far; another log after a restart. */
    MetricLog log() {
      return log;
    }

    @Override
    public void visit(int number, String line) throws IOException {
      if (number == 1) {
        refuseOther(line);
      } else if (line.startsWith(FormatVersion.NAME + ",")) {
        refuseNewer(line);
      } else {
        damage.attempt(number, () -> append(line, lastStep, log, reached));
      }
    }

    @Override
    public void restart() {
      reached = new EnumMap<>(Metric.class);
      log = new MetricLog();
    }
  }

  private static void refuseOther(String header) throws WordedIOException {
    if (!header.equals(HEADER)) {
      throw new WordedIOException("its first line is not '%s'".formatted(HEADER));
    }
  }

  private static void refuseNewer(String line) throws WordedIOException {
    try {
      FormatVersion.check(Long.parseLong(line.substring(line.lastIndexOf(',') + 1)));
    } catch (NumberFormatException e) {
      throw new WordedIOException("its version is not a whole number", e);
    }
  }

  private static void append(String line, long lastStep, MetricLog log, Map<Metric, Long> reached) {
    String[] fields = line.split(",", -1);
    if (fields.length != 3) {
      throw new InvalidValueException("A point has three parts");
    }
    Metric metric = Metric.valueOf(fields[0].toUpperCase(Locale.ROOT));
    long step = Long.parseLong(fields[1]);
    double value = Double.parseDouble(fields[2]);
    if (step < 0 || !metric.canBe(value)) {
      throw new InvalidValueException("No metric has such a value");
    }
    long before = reached.getOrDefault(metric, -1L);
    if (step < before) {
      throw new InvalidValueException("Steps never go down");
    }
    reached.put(metric, step);
    if (step > before && step <= lastStep) {
      log.append(metric, step, value);
    }
  }

  /** What remembers how far a log has been written. */
  static final class Appender {
    private final Path file;
    private final Map<Metric, Integer> written = new EnumMap<>(Metric.class);

    /** Replaces the file by one with the points that {@code log} has. */
    Appender(Path file, MetricLog log) throws IOException {
      this.file = file;
      AtomicFile.write(file, HEADER + "\n" + VERSION + "\n" + unwritten(log));
    }

    /** Appends the points that have come since. */
    void append(MetricLog log) throws IOException {
      String lines = unwritten(log);
      if (!lines.isEmpty()) {
        GrowingFile.append(file, lines);
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
