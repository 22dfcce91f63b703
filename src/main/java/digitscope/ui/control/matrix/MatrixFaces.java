package digitscope.ui.control.matrix;

import digitscope.eval.ConfusionMatrix;
import digitscope.ui.control.WindowLocale;
import java.util.Optional;
import javafx.scene.paint.Color;

/** What each cell of a confusion matrix says, and its colors. */
final class MatrixFaces {
  private static final String UNDEFINED = "–";

  private final ConfusionMatrix matrix;
  private final Optional<ConfusionMatrix> reference;
  private final MatrixMode mode;
  private final boolean isDiagonalHidden;
  private final boolean isLogarithmic;
  private final MatrixColors colors;
  private final int[] rowTotals;
  private final int[] columnTotals;
  private final int mostWrong;
  private final double worst;
  private final double worstRight;

  /**
   * What a cell shows.
   *
   * @param main first line where there is room
   * @param narrow the only line where there is little room
   * @param detail second line; may be empty
   * @param isFaint whether it says that there is nothing
   */
  record Face(
      String main, String narrow, String detail, boolean isFaint, Color background, Color text) {
    /** The only line of a cell that is so wide. */
    String narrow(double cellWidth) {
      return MatrixFonts.hasPercentSign(cellWidth) ? narrow : narrow.replace(" %", "");
    }
  }

  MatrixFaces(MatrixView view) {
    matrix = view.matrixProperty().get();
    reference =
        view.referenceProperty()
            .get()
            .map(MatrixReference::matrix)
            .filter(some -> some.classes() == matrix.classes());
    mode = view.modeProperty().get();
    isDiagonalHidden = view.diagonalHiddenProperty().get();
    isLogarithmic = view.logarithmicProperty().get();
    colors = view.colors();
    rowTotals = new int[matrix.classes()];
    columnTotals = new int[matrix.classes()];
    for (int label = 0; label < matrix.classes(); label++) {
      rowTotals[label] = matrix.actual(label);
      columnTotals[label] = matrix.predicted(label);
    }
    mostWrong = mostWrong();
    worst = worst(false);
    worstRight = worst(true);
  }

  /** The largest strength of a cell on the diagonal, or off it. */
  private double worst(boolean isRight) {
    double largest = 0;
    for (int actual = 0; actual < matrix.classes(); actual++) {
      for (int predicted = 0; predicted < matrix.classes(); predicted++) {
        if (isRight == (actual == predicted)) {
          largest = Math.max(largest, strength(actual, predicted));
        }
      }
    }
    return largest;
  }

  /** What the color of a cell goes by: its part of the row or column, or by how much it changed. */
  private double strength(int actual, int predicted) {
    return switch (mode) {
      case CHANGE -> Math.abs(change(actual, predicted));
      case COLUMN_SHARE -> share(matrix.count(actual, predicted), columnTotals[predicted]);
      default -> share(matrix.count(actual, predicted), rowTotals[actual]);
    };
  }

  private static double share(int count, int total) {
    return count == 0 ? 0 : (double) count / total;
  }

  private int change(int actual, int predicted) {
    return reference
        .map(earlier -> matrix.count(actual, predicted) - earlier.count(actual, predicted))
        .orElse(0);
  }

  /** Part of a row or column that the deepest color of a wrong cell stands for, in [0, 1]. */
  double worstShare() {
    return mode == MatrixMode.CHANGE ? 0 : worst;
  }

  /** The largest change of a cell on the diagonal or off it, if changes are shown, in images. */
  int mostChanged(boolean isRight) {
    return (int) (isRight ? worstRight : worst);
  }

  /** The largest count off the diagonal; 0 unless colors go by its logarithm. */
  int mostByLogarithm() {
    return isLogarithmic && mode != MatrixMode.CHANGE ? mostWrong : 0;
  }

  MatrixMode mode() {
    return mode;
  }

  Face of(int actual, int predicted) {
    boolean isRight = actual == predicted;
    if (isRight && isDiagonalHidden) {
      return new Face("", "", "", true, Color.TRANSPARENT, colors.textOn(colors.none()));
    }
    Color background = background(actual, predicted);
    Color text = colors.textOn(background);
    int count = matrix.count(actual, predicted);
    int total = mode == MatrixMode.COLUMN_SHARE ? columnTotals[predicted] : rowTotals[actual];
    if (mode == MatrixMode.CHANGE) {
      return change(actual, predicted, background, text);
    }
    String number = String.valueOf(count);
    String share = percent(count, total);
    if (mode == MatrixMode.COUNTS) {
      String part = count == 0 && !isRight ? "" : share;
      return new Face(number, number, part, count == 0, background, text);
    }
    if (isRight) {
      String fraction = count + "/" + total;
      return new Face(share, wholePercent(count, total), fraction, count == 0, background, text);
    }
    String narrow = count == 0 ? number : wholePercent(count, total);
    return new Face(
        count == 0 ? number : share,
        narrow,
        count == 0 ? "" : number,
        count == 0,
        background,
        text);
  }

  private Face change(int actual, int predicted, Color background, Color text) {
    int change = change(actual, predicted);
    String number = change == 0 ? "0" : signed("%+d", change);
    String detail =
        change == 0 || rowTotals[actual] == 0
            ? ""
            : signed("%+.1f %%", 100.0 * change / rowTotals[actual]);
    return new Face(number, number, detail, change == 0, background, text);
  }

  /** A number with its sign; a minus sign is as wide as the plus, which a hyphen is not. */
  private static String signed(String format, Object number) {
    return String.format(WindowLocale.get(), format, number).replace('-', '−');
  }

  private static String percent(int count, int total) {
    return total == 0
        ? UNDEFINED
        : String.format(WindowLocale.get(), "%.1f %%", 100.0 * count / total);
  }

  /** Says 100 % only of all. */
  private static String wholePercent(int count, int total) {
    if (total == 0) {
      return UNDEFINED;
    }
    long percent = Math.round(100.0 * count / total);
    return (count < total ? Math.min(99, percent) : percent) + " %";
  }

  Color textOn(Color background) {
    return colors.textOn(background);
  }

  Color background(int actual, int predicted) {
    boolean isRight = actual == predicted;
    if (isRight && isDiagonalHidden) {
      return Color.TRANSPARENT;
    }
    double strength = strength(actual, predicted);
    if (mode == MatrixMode.CHANGE) {
      boolean isGood = isRight == change(actual, predicted) > 0;
      // On the diagonal all changes of a row come together, and would outshine the others.
      double most = isRight ? worstRight : worst;
      return strength > 0 && isGood
          ? colors.ofRight(Math.sqrt(strength / most))
          : colors.ofWrong(strength, most);
    }
    if (isRight) {
      return colors.ofRight(strength);
    }
    return isLogarithmic
        ? colors.ofWrongByCount(matrix.count(actual, predicted), mostWrong)
        : colors.ofWrong(strength, worst);
  }

  private int mostWrong() {
    int most = 0;
    for (int actual = 0; actual < matrix.classes(); actual++) {
      for (int predicted = 0; predicted < matrix.classes(); predicted++) {
        most = actual == predicted ? most : Math.max(most, matrix.count(actual, predicted));
      }
    }
    return most;
  }
}
