package digitscope.ui.control.chart;

import digitscope.ui.control.chart.SeriesData.Extremes;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.shape.Line;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.shape.StrokeLineJoin;

/**
 * Draws lines into a canvas. Where more than two points share a pixel column, only the smallest and
 * the largest of each column are drawn, which looks the same and costs the same for a thousand
 * points as for a million.
 */
final class LinePainter {
  private static final double MARKER_RADIUS = 2.5;
  private static final double MARKER_DISTANCE = 8;

  private final GraphicsContext graphics;
  private final PlotGeometry plot;
  private final double[] pixelXs;
  private final double[] pixelYs;
  private int pending;

  LinePainter(GraphicsContext graphics, PlotGeometry plot) {
    this.graphics = graphics;
    this.plot = plot;
    this.pixelXs = new double[2 * columns() + 2];
    this.pixelYs = new double[2 * columns() + 2];
  }

  /**
   * The extremes of the points of each pixel column.
   *
   * @param columns number of columns between {@code xMin} and {@code xMax}
   */
  static Extremes[] columns(SeriesData data, double xMin, double xMax, int columns) {
    Extremes[] extremes = new Extremes[columns];
    int from = data.firstAtOrAfter(xMin);
    for (int column = 0; column < columns; column++) {
      boolean last = column == columns - 1;
      double end = xMin + (xMax - xMin) * (column + 1) / columns;
      int to = data.firstAtOrAfter(last ? Math.nextUp(xMax) : end);
      extremes[column] = data.extremes(from, to);
      from = to;
    }
    return extremes;
  }

  /** Draws a line in the stroke of its sample. */
  void draw(LineSeries series, Line sample) {
    SeriesData data = series.data();
    int from = Math.max(0, data.firstAtOrAfter(plot.xMin()) - 1);
    int to = Math.min(data.size(), data.firstAtOrAfter(Math.nextUp(plot.xMax())) + 1);
    graphics.setStroke(sample.getStroke());
    graphics.setFill(sample.getStroke());
    graphics.setLineWidth(sample.getStrokeWidth());
    graphics.setGlobalAlpha(sample.getOpacity());
    graphics.setLineJoin(StrokeLineJoin.BEVEL);
    graphics.setLineCap(StrokeLineCap.ROUND);
    if (to - from <= 2 * columns()) {
      drawPoints(data, from, to);
      if (series.kind() == LineSeries.Kind.MARKED || to - from == 1) {
        drawMarkers(data, from, to);
      }
    } else {
      drawColumns(data);
    }
    graphics.setGlobalAlpha(1);
  }

  private int columns() {
    return Math.max(1, (int) plot.width());
  }

  private void drawPoints(SeriesData data, int from, int to) {
    for (int i = from; i < to; i++) {
      if (Double.isNaN(data.y(i))) {
        stroke();
      } else {
        lineTo(plot.pixelX(data.x(i)), data.y(i));
      }
    }
    stroke();
  }

  private void drawMarkers(SeriesData data, int from, int to) {
    double lastX = Double.NEGATIVE_INFINITY;
    for (int i = from; i < to; i++) {
      double x = plot.pixelX(data.x(i));
      if (x - lastX >= MARKER_DISTANCE && !Double.isNaN(data.y(i))) {
        double y = plot.pixelY(data.y(i));
        graphics.fillOval(
            x - MARKER_RADIUS, y - MARKER_RADIUS, 2 * MARKER_RADIUS, 2 * MARKER_RADIUS);
        lastX = x;
      }
    }
  }

  private void drawColumns(SeriesData data) {
    Extremes[] extremes = columns(data, plot.xMin(), plot.xMax(), columns());
    double last = Double.NaN;
    for (int column = 0; column < extremes.length; column++) {
      Extremes own = extremes[column];
      if (!own.isEmpty()) {
        double x = plot.left() + column + 0.5;
        boolean upward = !(Math.abs(last - own.max()) < Math.abs(last - own.min()));
        last = upward ? own.max() : own.min();
        lineTo(x, upward ? own.min() : own.max());
        lineTo(x, last);
      }
    }
    stroke();
  }

  private void lineTo(double pixelX, double value) {
    pixelXs[pending] = pixelX;
    pixelYs[pending++] = plot.pixelY(value);
  }

  private void stroke() {
    if (pending > 1) {
      graphics.strokePolyline(pixelXs, pixelYs, pending);
    }
    pending = 0;
  }
}
