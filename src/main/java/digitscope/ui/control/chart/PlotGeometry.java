package digitscope.ui.control.chart;

import digitscope.ui.control.images.ValueScale;

/**
 * Where the points of a chart lie in its canvas.
 *
 * @param left of the plot in the canvas, pixels
 * @param top of the plot in the canvas, pixels
 * @param width of the plot, pixels
 * @param height of the plot, pixels
 * @param xMin x at the left edge
 * @param xMax x at the right edge, above {@code xMin}
 * @param low place of the bottom edge on the value axis
 * @param high place of the top edge, above {@code low}
 * @param scale of the value axis
 */
record PlotGeometry(
    double left,
    double top,
    double width,
    double height,
    double xMin,
    double xMax,
    double low,
    double high,
    ValueScale scale) {
  double right() {
    return left + width;
  }

  double bottom() {
    return top + height;
  }

  double pixelX(double x) {
    return left + (x - xMin) / (xMax - xMin) * width;
  }

  /** Pixel of a value; values outside of the axis lie just outside of the plot. */
  double pixelY(double value) {
    double part = (scale.place(value) - low) / (high - low);
    return top + height * (1 - Math.max(-0.1, Math.min(1.1, part)));
  }

  double xAt(double pixelX) {
    double part = (pixelX - left) / width;
    return xMin + Math.max(0, Math.min(1, part)) * (xMax - xMin);
  }
}
