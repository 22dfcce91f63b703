package digitscope.ui.control;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import javafx.scene.text.Text;

/** The fonts of all cells of a matrix, as large as their widest texts allow. */
final class MatrixFonts {
  private static final double LARGEST_MAIN = 16;
  private static final double LARGEST_DETAIL = 12;
  private static final double MAIN_PART = 0.28;
  private static final double ONLY_LINE_PART = 0.45;
  private static final double DETAIL_PART = 0.22;
  private static final double SIDE_MARGIN = 3;
  private static final double SMALL_SIDE_MARGIN = 2;
  private static final double LARGEST_HEAD = 14;
  private static final double HEAD_PART = 0.7;
  private static final String WIDEST_COUNT = "999";
  private static final String WIDEST_CHANGE = "+999";
  private static final String WIDEST_PART = "99.9 %";
  private static final String WIDEST_SHARE = "100.0 %";
  private static final String WIDEST_WHOLE_SHARE = "100 %";
  private static final double LEAST_SIZE_FOR_TWO_LINES = 34;

  private final ObjectProperty<Font> head = new SimpleObjectProperty<>(Font.getDefault());
  private final ObjectProperty<Font> count = new SimpleObjectProperty<>(Font.getDefault());
  private final ObjectProperty<Font> rightShare = new SimpleObjectProperty<>(Font.getDefault());
  private final ObjectProperty<Font> share = new SimpleObjectProperty<>(Font.getDefault());
  private final ObjectProperty<Font> fraction = new SimpleObjectProperty<>(Font.getDefault());

  /** Whether cells of a size have room for a second line. */
  static boolean hasTwoLines(double cellWidth, double cellHeight) {
    return Math.min(cellWidth, cellHeight) >= LEAST_SIZE_FOR_TWO_LINES;
  }

  /** Of the heads of rows and columns. */
  ObjectProperty<Font> head() {
    return head;
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
   * @param largestRow images of the largest class
   */
  void fit(String family, double cellWidth, double cellHeight, MatrixMode mode, int largestRow) {
    double room = cellWidth - 2 * SIDE_MARGIN;
    String widestFraction = largestRow + "/" + largestRow;
    boolean two = hasTwoLines(cellWidth, cellHeight);
    double mainSize = Math.min(LARGEST_MAIN, cellHeight * (two ? MAIN_PART : ONLY_LINE_PART));
    double small = cellWidth - 2 * SMALL_SIDE_MARGIN;
    double detailSize = Math.min(LARGEST_DETAIL, cellHeight * DETAIL_PART);
    double headSize = Math.min(LARGEST_HEAD, cellHeight * HEAD_PART);
    set(head, family, FontWeight.BOLD, headSize, "", room);
    String widestMain =
        switch (mode) {
          case COUNTS -> WIDEST_COUNT;
          case ROW_SHARE, COLUMN_SHARE -> two ? WIDEST_PART : WIDEST_WHOLE_SHARE;
          case CHANGE -> WIDEST_CHANGE;
        };
    set(count, family, FontWeight.BOLD, mainSize, widestMain, room);
    String widestRight = two ? WIDEST_SHARE : WIDEST_WHOLE_SHARE;
    set(rightShare, family, FontWeight.BOLD, mainSize, widestRight, two ? room : small);
    set(share, family, FontWeight.NORMAL, detailSize, WIDEST_SHARE, room);
    set(
        fraction,
        family,
        FontWeight.NORMAL,
        detailSize,
        widestFraction,
        cellWidth - 2 * SMALL_SIDE_MARGIN);
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
