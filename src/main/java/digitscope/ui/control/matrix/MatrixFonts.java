package digitscope.ui.control.matrix;

import digitscope.eval.ConfusionMatrix;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import javafx.scene.text.Text;

/** The fonts of all cells of a matrix, as large as their widest texts allow. */
final class MatrixFonts {
  private static final double LARGEST_MAIN = 22;
  private static final double LARGEST_DETAIL = 14;
  private static final double MAIN_PART = 0.28;
  private static final double ONLY_LINE_PART = 0.45;
  private static final double DETAIL_PART = 0.22;
  private static final double SIDE_MARGIN = 3;
  private static final double SMALL_SIDE_MARGIN = 2;
  private static final double LARGEST_HEAD = 16;
  private static final double SMALLEST_HEAD = 9;
  private static final double SMALLEST_ROW_HEAD = 11;
  private static final double HEAD_PART = 0.7;
  private static final int FEWEST_DIGITS = 3;
  private static final String WIDEST_PART = "99.9 %";
  private static final String WIDEST_SHARE = "100.0 %";
  private static final String WIDEST_WHOLE_SHARE = "100 %";
  private static final double LEAST_WIDTH_FOR_PERCENT_SIGN = 26;
  private static final double LEAST_SIZE_FOR_TWO_LINES = 34;

  private final ObjectProperty<Font> head = new SimpleObjectProperty<>(Font.getDefault());
  private final ObjectProperty<Font> columnHead = new SimpleObjectProperty<>(Font.getDefault());
  private final ObjectProperty<Font> count = new SimpleObjectProperty<>(Font.getDefault());
  private final ObjectProperty<Font> rightShare = new SimpleObjectProperty<>(Font.getDefault());
  private final ObjectProperty<Font> share = new SimpleObjectProperty<>(Font.getDefault());
  private final ObjectProperty<Font> fraction = new SimpleObjectProperty<>(Font.getDefault());

  /** Whether cells of a size have room for a second line. */
  static boolean hasTwoLines(double cellWidth, double cellHeight) {
    return Math.min(cellWidth, cellHeight) >= LEAST_SIZE_FOR_TWO_LINES;
  }

  /** Whether cells of a width have room for more than the number of a percentage. */
  static boolean hasPercentSign(double cellWidth) {
    return cellWidth >= LEAST_WIDTH_FOR_PERCENT_SIGN;
  }

  /** Of the heads of rows. */
  ObjectProperty<Font> head() {
    return head;
  }

  /** Of the heads of columns. */
  ObjectProperty<Font> columnHead() {
    return columnHead;
  }

  /** Of the first line off the diagonal. */
  ObjectProperty<Font> count() {
    return count;
  }

  /** Of the first line on the diagonal. */
  ObjectProperty<Font> rightShare() {
    return rightShare;
  }

  /** Of the second line off the diagonal. */
  ObjectProperty<Font> share() {
    return share;
  }

  /** Of the second line on the diagonal. */
  ObjectProperty<Font> fraction() {
    return fraction;
  }

  /**
   * Fits the fonts to cells of a size.
   *
   * @param family of all fonts
   * @param mode what the cells show
   * @param names of the classes
   */
  void fit(
      String family,
      MatrixLayout layout,
      MatrixMode mode,
      ConfusionMatrix matrix,
      List<String> names) {
    double cellWidth = layout.cellWidth();
    double cellHeight = layout.cellHeight();
    int largestRow = IntStream.range(0, matrix.classes()).map(matrix::actual).max().orElse(0);
    String widestRightCount = "9".repeat(String.valueOf(largestRow).length());
    String widestFraction = widestRightCount + "/" + widestRightCount;
    String widestCount = "9".repeat(Math.max(FEWEST_DIGITS, digitsOfMostWrong(matrix)));
    double room = cellWidth - 2 * SIDE_MARGIN;
    boolean two = hasTwoLines(cellWidth, cellHeight);
    double mainSize = Math.min(LARGEST_MAIN, cellHeight * (two ? MAIN_PART : ONLY_LINE_PART));
    double small = cellWidth - 2 * SMALL_SIDE_MARGIN;
    double detailSize = Math.min(LARGEST_DETAIL, cellHeight * DETAIL_PART);
    double headSize = Math.max(SMALLEST_HEAD, Math.min(LARGEST_HEAD, cellHeight * HEAD_PART));
    setRowHead(family, headSize, layout.headWidth() - 2 * SIDE_MARGIN, names);
    setColumnHead(family, headSize, cellWidth, names);
    String widestWhole = hasPercentSign(cellWidth) ? WIDEST_WHOLE_SHARE : "100";
    String widestMain =
        switch (mode) {
          case COUNTS -> widestCount;
          case ROW_SHARE, COLUMN_SHARE -> two ? WIDEST_PART : widestWhole;
          case CHANGE -> "+" + widestCount;
        };
    set(count, family, FontWeight.BOLD, mainSize, widestMain, room);
    boolean isCounted = mode == MatrixMode.COUNTS;
    String widestRight = isCounted ? widestRightCount : two ? WIDEST_SHARE : widestWhole;
    set(rightShare, family, FontWeight.BOLD, mainSize, widestRight, two ? room : small);
    set(share, family, FontWeight.NORMAL, detailSize, WIDEST_SHARE, room);
    String widestRightDetail = isCounted ? WIDEST_SHARE : widestFraction;
    set(fraction, family, FontWeight.NORMAL, detailSize, widestRightDetail, room);
  }

  private static int digitsOfMostWrong(ConfusionMatrix matrix) {
    int most = 0;
    for (int actual = 0; actual < matrix.classes(); actual++) {
      for (int predicted = 0; predicted < matrix.classes(); predicted++) {
        most = actual == predicted ? most : Math.max(most, matrix.count(actual, predicted));
      }
    }
    return String.valueOf(most).length();
  }

  /** As small as the longest name needs, but not smaller than reads well beside the cells. */
  private void setRowHead(String family, double size, double room, List<String> names) {
    set(head, family, FontWeight.BOLD, size, longest(names), room);
    if (head.get().getSize() < SMALLEST_ROW_HEAD) {
      set(head, family, FontWeight.BOLD, Math.min(size, SMALLEST_ROW_HEAD), "", room);
    }
  }

  private static String longest(List<String> names) {
    return names.stream().max(Comparator.comparingInt(String::length)).orElse("");
  }

  /** As small as the longest name needs, but not smaller than can be read. */
  private void setColumnHead(String family, double size, double cellWidth, List<String> names) {
    set(
        columnHead,
        family,
        FontWeight.BOLD,
        size,
        longest(names),
        cellWidth - 2 * SMALL_SIDE_MARGIN);
    if (columnHead.get().getSize() < SMALLEST_HEAD) {
      set(columnHead, family, FontWeight.BOLD, SMALLEST_HEAD, "", cellWidth);
    }
  }

  private static void set(
      ObjectProperty<Font> font,
      String family,
      FontWeight weight,
      double size,
      String widest,
      double room) {
    Text sample = new Text(widest);
    sample.setFont(Font.font(family, weight, size));
    double width = sample.getLayoutBounds().getWidth();
    double fitted = width > room ? size * Math.max(0, room) / width : size;
    if (font.get().getSize() != fitted || !font.get().getFamily().equals(family)) {
      font.set(Font.font(family, weight, fitted));
    }
  }
}
