package digitscope.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digitscope.config.FormatVersion;
import digitscope.config.StrictJson;
import digitscope.eval.ConfusionMatrix;
import digitscope.io.AtomicFile;
import digitscope.io.GrowingFile;
import digitscope.io.InputFile;
import digitscope.io.InvalidValueException;
import digitscope.io.LineTail;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Evaluations as JSON lines. A last line without its end does not count. */
final class EvaluationFile {
  private static final JsonMapper JSON =
      StrictJson.mapper().rebuild().disable(SerializationFeature.INDENT_OUTPUT).build();

  private record Line(long step, double loss, double accuracy, int[][] confusion) {
    static Line of(EvaluationRecord record) {
      return new Line(
          record.step(), record.loss(), record.accuracy(), record.confusion().toArray());
    }

    EvaluationRecord toRecord(int classes) {
      boolean isSquare =
          confusion.length == classes
              && Arrays.stream(confusion).allMatch(row -> row != null && row.length == classes);
      if (step < 0 || !isSquare || total() > Integer.MAX_VALUE) {
        throw new InvalidValueException("No evaluation of this run has this form");
      }
      return new EvaluationRecord(step, loss, new ConfusionMatrix(confusion));
    }

    private long total() {
      return Arrays.stream(confusion).flatMapToInt(Arrays::stream).asLongStream().sum();
    }
  }

  private EvaluationFile() {}

  /**
   * Reads all complete lines, of which a damaged one costs its evaluation.
   *
   * @param classes of the run
   * @param damage hears of each damaged line
   * @return by rising step
   * @throws IOException if the file can't be read
   */
  static List<EvaluationRecord> read(Path file, int classes, DamagedLines damage)
      throws IOException {
    Lines lines = new Lines(classes, damage);
    InputFile.lines(file, longestLine(classes), true, lines);
    return lines.records;
  }

  /** What reads the evaluations that are added to a file as they come. */
  static LineTail tail(Path file, int classes) {
    return new LineTail(file, longestLine(classes));
  }

  /** Takes the lines of a file. */
  static final class Lines implements LineTail.Reader {
    private final int classes;
    private final DamagedLines damage;
    private final List<EvaluationRecord> records = new ArrayList<>();

    /**
     * @param classes of the run
     * @param damage hears of each damaged line
     */
    Lines(int classes, DamagedLines damage) {
      this.classes = classes;
      this.damage = damage;
    }

    /** The evaluations so far, by rising step. */
    List<EvaluationRecord> records() {
      return List.copyOf(records);
    }

    @Override
    public void visit(int number, String line) throws IOException {
      try {
        EvaluationRecord record = parse(line, classes);
        if (records.isEmpty() || record.step() > records.get(records.size() - 1).step()) {
          records.add(record);
        } else {
          damage.add(number);
        }
      } catch (JsonProcessingException | IllegalArgumentException e) {
        damage.add(number);
      }
    }

    @Override
    public void restart() {
      records.clear();
    }
  }

  private static EvaluationRecord parse(String line, int classes) throws IOException {
    if (!(JSON.readTree(line) instanceof ObjectNode fields)) {
      throw new InvalidValueException("An evaluation is an object");
    }
    FormatVersion.take(fields);
    return JSON.treeToValue(fields, Line.class).toRecord(classes);
  }

  /** A count of at most 11 characters for each cell, and the rest. */
  private static int longestLine(int classes) {
    return 1000 + 11 * classes * classes + 2 * classes;
  }

  /** Replaces the file. */
  static void write(Path file, List<EvaluationRecord> records) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (EvaluationRecord record : records) {
      lines.append(format(record));
    }
    AtomicFile.write(file, lines.toString());
  }

  static void append(Path file, EvaluationRecord record) throws IOException {
    GrowingFile.append(file, format(record));
  }

  private static String format(EvaluationRecord record) throws IOException {
    return JSON.writeValueAsString(FormatVersion.put(JSON.valueToTree(Line.of(record)))) + "\n";
  }
}
