package digitscope.ui.control;

import digitscope.eval.CellChoice;
import digitscope.eval.ConfusionMatrix;
import java.util.List;
import java.util.stream.IntStream;

/** Says in words what is in a confusion matrix. Digits are called by their names. */
public final class MatrixSentences {
  private static final List<String> DIGITS =
      IntStream.range(0, 10).mapToObj(String::valueOf).toList();

  private final Messages messages = Messages.of("control");
  private final List<String> classNames;
  private final String wording;

  /**
   * @param classNames of all classes, in the order of the labels
   */
  public MatrixSentences(List<String> classNames) {
    this.classNames = classNames;
    this.wording = classNames.equals(DIGITS) ? "digits" : "classes";
  }

  /** Such as "12 of 892 fives were read as three (1.3 %)". */
  public String describe(ConfusionMatrix matrix, CellChoice choice) {
    if (choice instanceof CellChoice.Cell cell) {
      return describeCell(matrix, cell.actual(), cell.predicted());
    } else if (choice instanceof CellChoice.FalseNegatives row) {
      int total = matrix.actual(row.label());
      int missed = total - matrix.count(row.label(), row.label());
      return say("falseNegatives", missed, total, row.label(), row.label());
    } else if (choice instanceof CellChoice.FalsePositives column) {
      int total = matrix.predicted(column.label());
      int taken = total - matrix.count(column.label(), column.label());
      return say("falsePositives", taken, total, column.label(), column.label());
    } else if (choice instanceof CellChoice.Cells cells) {
      return messages.get("matrix.cells", cells.cells().size(), count(matrix, choice));
    }
    int total = matrix.total();
    int wrong = total - matrix.correct();
    return messages.get("matrix.allErrors", wrong, total, share(wrong, total));
  }

  /**
   * How a sentence of {@link #describe} goes on, such as ", 3 fewer than one epoch ago"; empty if
   * the two are of different classes.
   */
  public String compare(ConfusionMatrix matrix, MatrixReference reference, CellChoice choice) {
    if (reference.matrix().classes() != matrix.classes()) {
      return "";
    }
    int more = count(matrix, choice) - count(reference.matrix(), choice);
    String key = more > 0 ? "more" : more < 0 ? "fewer" : "same";
    return messages.get("matrix." + key, Math.abs(more), reference.name());
  }

  private static int count(ConfusionMatrix matrix, CellChoice choice) {
    int count = 0;
    for (int actual = 0; actual < matrix.classes(); actual++) {
      for (int predicted = 0; predicted < matrix.classes(); predicted++) {
        count += choice.includes(actual, predicted) ? matrix.count(actual, predicted) : 0;
      }
    }
    return count;
  }

  private String describeCell(ConfusionMatrix matrix, int actual, int predicted) {
    String key = actual == predicted ? "right" : "wrong";
    return say(key, matrix.count(actual, predicted), matrix.actual(actual), actual, predicted);
  }

  private String say(String key, int count, int total, int actual, int predicted) {
    return messages.get(
        "matrix." + key + "." + wording,
        count,
        total,
        plural(actual),
        singular(predicted),
        share(count, total));
  }

  private String share(int count, int total) {
    return total == 0 ? "–" : messages.get("matrix.share", (double) count / total);
  }

  private String singular(int label) {
    return wording.equals("digits") ? messages.get("digit." + label) : name(label);
  }

  private String plural(int label) {
    return wording.equals("digits") ? messages.get("digits." + label) : name(label);
  }

  private String name(int label) {
    return label < classNames.size() ? classNames.get(label) : String.valueOf(label);
  }
}
