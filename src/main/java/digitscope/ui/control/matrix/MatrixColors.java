package digitscope.ui.control.matrix;

import javafx.scene.paint.Color;

/**
 * The colors of a confusion matrix.
 *
 * @param none of a cell that is empty
 * @param right of a cell on the diagonal that holds its whole row; may let {@code none} shine
 *     through
 * @param wrong of the worst cell off the diagonal; may let {@code none} shine through
 * @param darkText for light cells
 * @param lightText for dark cells
 */
record MatrixColors(Color none, Color right, Color wrong, Color darkText, Color lightText) {
  private static final double LUMINANCE_OFFSET = 0.05;

  /** Color of a diagonal cell by the part of its row that it holds, in [0, 1]. */
  Color ofRight(double share) {
    return none.interpolate(over(right), share);
  }

  /** Color of a cell off the diagonal by its part of the row, relative to the worst one. */
  Color ofWrong(double share, double worstShare) {
    return worstShare > 0 ? none.interpolate(over(wrong), Math.sqrt(share / worstShare)) : none;
  }

  /** Color of a cell off the diagonal by the logarithm of its count, relative to the largest. */
  Color ofWrongByCount(int count, int most) {
    return most > 0 ? none.interpolate(over(wrong), Math.log1p(count) / Math.log1p(most)) : none;
  }

  /** The text color of higher contrast, by the formula of WCAG 2. */
  Color textOn(Color background) {
    return contrast(darkText, background) >= contrast(lightText, background) ? darkText : lightText;
  }

  static double contrast(Color one, Color other) {
    double high = Math.max(luminance(one), luminance(other));
    double low = Math.min(luminance(one), luminance(other));
    return (high + LUMINANCE_OFFSET) / (low + LUMINANCE_OFFSET);
  }

  private Color over(Color color) {
    return none.interpolate(
        Color.color(color.getRed(), color.getGreen(), color.getBlue()), color.getOpacity());
  }

  private static double luminance(Color color) {
    return 0.2126 * linear(color.getRed())
        + 0.7152 * linear(color.getGreen())
        + 0.0722 * linear(color.getBlue());
  }

  private static double linear(double channel) {
    return channel <= 0.04045 ? channel / 12.92 : Math.pow((channel + 0.055) / 1.055, 2.4);
  }
}
