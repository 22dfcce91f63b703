package digitscope.ui.control.matrix;

import digitscope.eval.CellChoice;
import digitscope.eval.ConfusionMatrix;
import digitscope.ui.control.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Says in words what is in a confusion matrix. Digits are called by their names. */
public final class MatrixSentences {
  private static final List<String> DIGITS =
      IntStream.range(0, 10).mapToObj(String::valueOf).toList();

  /** Classes that a sentence names one by one. */
  private static final int MOST_LISTED = 5;

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

  /** Whether these are the names that are used. */
  boolean isOf(List<String> names) {
    return names.equals(classNames);
  }

  /** Such as "12 of 892 fives were read as 3 (1.3 %)". */
  public String describe(ConfusionMatrix matrix, CellChoice choice) {
    return choice.accept(new Description(matrix));
  }

  /** What was chosen, without numbers, such as "Fives read as 3". */
  public String name(CellChoice choice) {
    return choice.accept(new Name());
  }

  private String title(String key, int actual, int predicted) {
    String name =
        messages.get("choice." + key + "." + wording, plural(actual), singular(predicted));
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }

  private String describeParts(ConfusionMatrix matrix, CellChoice.Cells cells) {
    int count = matrix.count(cells);
    List<Integer> rows = new ArrayList<>();
    List<Integer> columns = new ArrayList<>();
    for (CellChoice.Part part : cells.parts()) {
      part.line()
          .ifPresent(line -> (line == CellChoice.Line.ROW ? rows : columns).addAll(part.classes()));
    }
    int parts = cells.parts().size();
    if (rows.size() == parts) {
      int total = rows.stream().mapToInt(matrix::actual).sum();
      return messages.get("matrix.rows", count, total, listed(rows), share(count, total));
    } else if (columns.size() == parts) {
      int total = columns.stream().mapToInt(matrix::predicted).sum();
      return messages.get("matrix.columns", count, total, listed(columns), share(count, total));
    }
    return messages.get(
        rows.isEmpty() && columns.isEmpty() ? "matrix.cells" : "matrix.parts", parts, count);
  }

  private String listed(List<Integer> labels) {
    List<String> names = labels.stream().sorted().map(this::name).toList();
    return names.size() <= MOST_LISTED
        ? String.join(", ", names)
        : messages.get(
            "matrix.listed", String.join(", ", names.subList(0, MOST_LISTED - 1)), names.size());
  }

  /**
   * How a sentence of {@link #describe} goes on, such as ", 3 fewer than one epoch ago"; empty if
   * the two are of different classes.
   */
  public String compare(ConfusionMatrix matrix, MatrixReference reference, CellChoice choice) {
    if (reference.matrix().classes() != matrix.classes()) {
      return "";
    }
    int more = matrix.count(choice) - reference.matrix().count(choice);
    String key = more > 0 ? "more" : more < 0 ? "fewer" : "same";
    return messages.get("matrix." + key, Math.abs(more), reference.name());
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
    return isDigit(label) ? messages.get("digit." + label) : name(label);
  }

  private String plural(int label) {
    return isDigit(label) ? messages.get("digits." + label) : name(label);
  }

  /** For a moment, a matrix may have more classes than names. */
  private boolean isDigit(int label) {
    return wording.equals("digits") && label < DIGITS.size();
  }

  private String name(int label) {
    return label < classNames.size() ? classNames.get(label) : String.valueOf(label);
  }

  /** Says in numbers what is chosen; where the matrix has none, what is wrong in all. */
  private final class Description implements CellChoice.Visitor<String> {
    private final ConfusionMatrix matrix;

    Description(ConfusionMatrix matrix) {
      this.matrix = matrix;
    }

    @Override
    public String cell(CellChoice.Cell choice) {
      return describeCell(matrix, choice.actual(), choice.predicted());
    }

    @Override
    public String falseNegatives(CellChoice.FalseNegatives choice) {
      int label = choice.label();
      int total = matrix.actual(label);
      return say("falseNegatives", total - matrix.count(label, label), total, label, label);
    }

    @Override
    public String falsePositives(CellChoice.FalsePositives choice) {
      int label = choice.label();
      int total = matrix.predicted(label);
      return say("falsePositives", total - matrix.count(label, label), total, label, label);
    }

    @Override
    public String cells(CellChoice.Cells choice) {
      return describeParts(matrix, choice);
    }

    @Override
    public String allErrors(CellChoice.AllErrors choice) {
      return describeErrors();
    }

    @Override
    public String changed(CellChoice.Changed choice) {
      return describeErrors();
    }

    @Override
    public String mislabeled(CellChoice.Mislabeled choice) {
      return describeErrors();
    }

    private String describeErrors() {
      int total = matrix.total();
      int wrong = total - matrix.correct();
      return messages.get("matrix.allErrors", wrong, total, share(wrong, total));
    }
  }

  private final class Name implements CellChoice.Visitor<String> {
    @Override
    public String cell(CellChoice.Cell choice) {
      String key = choice.actual() == choice.predicted() ? "right" : "wrong";
      return title(key, choice.actual(), choice.predicted());
    }

    @Override
    public String falseNegatives(CellChoice.FalseNegatives choice) {
      return title("falseNegatives", choice.label(), choice.label());
    }

    @Override
    public String falsePositives(CellChoice.FalsePositives choice) {
      return title("falsePositives", choice.label(), choice.label());
    }

    @Override
    public String cells(CellChoice.Cells choice) {
      return messages.get("choice.cells", choice.parts().size());
    }

    @Override
    public String allErrors(CellChoice.AllErrors choice) {
      return messages.get("choice.allErrors");
    }

    @Override
    public String changed(CellChoice.Changed choice) {
      return messages.get("choice." + choice.change(), choice.sinceStep());
    }

    @Override
    public String mislabeled(CellChoice.Mislabeled choice) {
      return messages.get("choice.mislabeled");
    }
  }
}
