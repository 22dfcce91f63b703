package digitscope.ui.control.chart;

import digitscope.ui.control.WindowLocale;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.shape.Line;
import javafx.scene.shape.Polygon;
import javafx.scene.shape.Polyline;
import javafx.scene.shape.Rectangle;

/**
 * How a distribution changes: nested bands between its quantiles, with the median as a line, small
 * enough to stand in a row of a table. A series of single values is a line without bands. Style
 * class {@code band-chart}; the bands are {@code band-outer} and {@code band-inner}.
 *
 * <pre>{@code
 * BandChart chart = new BandChart(false);
 * chart.show(List.of(
 *     new BandChart.Point(0, -1, -0.5, 0, 0.5, 1),
 *     new BandChart.Point(100, -2, -1, 0, 1, 2)));
 * }</pre>
 */
public final class BandChart extends Region {
  private static final double WIDTH = 168;
  private static final double HEIGHT = 56;
  private static final double LABELS = 44;
  private static final double MARGIN = 5;
  private static final int VALUES = 5;
  private static final int DIGITS = 2;

  /** A narrower band is drawn as one that has no width. */
  private static final double LEAST_PART = 1e-6;

  private static final int MOST_DIGITS = 15;

  private final boolean isLogarithmic;
  private final Rectangle plot = new Rectangle();
  private final Rectangle usual = new Rectangle();
  private final Polygon outer = new Polygon();
  private final Polygon inner = new Polygon();
  private final Polyline median = new Polyline();
  private final Line zero = new Line();
  private final Line mark = new Line();
  private final Label top = new Label();
  private final Label bottom = new Label();
  private List<Point> points = List.of();
  private OptionalDouble marked = OptionalDouble.empty();
  private Optional<double[]> usualRange = Optional.empty();
  private Consumer<Optional<Point>> onHover = point -> {};
  private double least;
  private double greatest;

  /**
   * The distribution at one place.
   *
   * @param x the place
   * @param values five quantiles from low to high: ends of the outer band, of the inner band within
   *     it, and the median between them
   */
  public record Point(double x, double... values) {
    public Point {
      values = values.length == 1 ? filled(values[0]) : values.clone();
      if (values.length != VALUES) {
        throw new IllegalArgumentException("A point has five quantiles, or a single value");
      }
    }

    private static double[] filled(double value) {
      double[] same = new double[VALUES];
      Arrays.fill(same, value);
      return same;
    }

    public double low() {
      return values[0];
    }

    public double median() {
      return values[VALUES / 2];
    }

    public double high() {
      return values[VALUES - 1];
    }
  }

  /**
   * @param isLogarithmic whether the axis of values is; then only positive ones are drawn
   */
  public BandChart(boolean isLogarithmic) {
    this.isLogarithmic = isLogarithmic;
    getStyleClass().add("band-chart");
    plot.getStyleClass().add("band-plot");
    usual.getStyleClass().add("band-usual");
    outer.getStyleClass().add("band-outer");
    inner.getStyleClass().add("band-inner");
    median.getStyleClass().add("band-median");
    zero.getStyleClass().add("band-zero");
    mark.getStyleClass().add("band-mark");
    List<Node> nodes =
        new ArrayList<>(List.of(plot, usual, outer, inner, zero, median, mark, top, bottom));
    for (Label label : List.of(top, bottom)) {
      label.getStyleClass().add("band-label");
    }
    nodes.forEach(node -> node.setManaged(false));
    getChildren().setAll(nodes);
    setOnMouseMoved(event -> onHover.accept(nearest(event.getX())));
    setOnMouseExited(event -> onHover.accept(Optional.empty()));
  }

  /** Shows these points, in the order of their places. */
  public void show(List<Point> shown) {
    points =
        shown.stream()
            .filter(point -> Double.isFinite(point.low()) && Double.isFinite(point.high()))
            .filter(point -> !isLogarithmic || point.low() > 0)
            .toList();
    requestLayout();
  }

  /** The points that are drawn: those whose values are finite, and fit on the axis. */
  public List<Point> points() {
    return points;
  }

  /** Marks a place with an upright line; with empty, none. */
  public void mark(OptionalDouble x) {
    marked = x;
    requestLayout();
  }

  /** Shades the values that are usual. */
  public void setUsualRange(double low, double high) {
    usualRange = Optional.of(new double[] {low, high});
    requestLayout();
  }

  /** Who hears which point is under the mouse. */
  public void setOnHover(Consumer<Optional<Point>> hearer) {
    onHover = hearer;
  }

  private Optional<Point> nearest(double x) {
    Point best = null;
    for (Point point : points) {
      if (best == null || Math.abs(x(point.x()) - x) < Math.abs(x(best.x()) - x)) {
        best = point;
      }
    }
    return Optional.ofNullable(best);
  }

  @Override
  protected double computePrefWidth(double height) {
    return WIDTH;
  }

  @Override
  protected double computePrefHeight(double width) {
    return HEIGHT;
  }

  @Override
  protected double computeMinWidth(double height) {
    return WIDTH / 2;
  }

  @Override
  protected double computeMinHeight(double width) {
    return HEIGHT;
  }

  @Override
  protected void layoutChildren() {
    double width = Math.max(0, getWidth() - LABELS);
    plot.setX(LABELS);
    plot.setWidth(width);
    plot.setHeight(getHeight());
    scale();
    boolean isEmpty = points.isEmpty();
    for (Node node : List.of(outer, inner, median, top, bottom)) {
      node.setVisible(!isEmpty);
    }
    zero.setVisible(!isEmpty && !isLogarithmic && least < 0 && greatest > 0);
    placeLine(zero, LABELS, y(0), LABELS + width, y(0));
    mark.setVisible(!isEmpty && marked.isPresent());
    double place = x(marked.orElse(0));
    placeLine(mark, place, 0, place, getHeight());
    usual.setVisible(!isEmpty && usualRange.isPresent());
    usualRange.ifPresent(range -> placeUsual(range, width));
    outer.getPoints().setAll(band(0, VALUES - 1));
    inner.getPoints().setAll(band(1, VALUES - 2));
    median.getPoints().setAll(line(VALUES / 2, false));
    if (!isEmpty) {
      writeEnds();
      label(top, 0);
      label(bottom, getHeight() - bottom.prefHeight(-1));
    }
  }

  /** With two digits, which is what there is room for, or as many as tell both ends apart. */
  private void writeEnds() {
    int digits = DIGITS;
    do {
      top.setText(written(unscaled(greatest), digits));
      bottom.setText(written(unscaled(least), digits));
      digits++;
    } while (top.getText().equals(bottom.getText()) && digits <= MOST_DIGITS);
  }

  private static String written(double value, int digits) {
    double size = Math.abs(value);
    String text =
        size == 0 || (size >= 0.01 && size < 1000)
            ? new BigDecimal(value)
                .round(new MathContext(digits))
                .stripTrailingZeros()
                .toPlainString()
            : String.format(
                    WindowLocale.get(), "%." + (digits == DIGITS ? 0 : digits - 1) + "e", value)
                .replaceFirst("e([+-])0?", "e$1");
    return text.replace('-', '−').replace("e+", "e");
  }

  private void placeUsual(double[] range, double width) {
    double low = Math.min(getHeight(), Math.max(0, y(range[1])));
    double high = Math.min(getHeight(), Math.max(0, y(range[0])));
    usual.setX(LABELS);
    usual.setWidth(width);
    usual.setY(low);
    usual.setHeight(Math.max(0, high - low));
  }

  private void label(Label label, double y) {
    label.autosize();
    label.relocate(Math.max(0, LABELS - 4 - label.getWidth()), y);
  }

  private static void placeLine(Line line, double x1, double y1, double x2, double y2) {
    line.setStartX(Math.rint(x1) + 0.5);
    line.setStartY(Math.rint(y1) + 0.5);
    line.setEndX(Math.rint(x2) + 0.5);
    line.setEndY(Math.rint(y2) + 0.5);
  }

  private void scale() {
    least = points.stream().mapToDouble(point -> scaled(point.low())).min().orElse(0);
    greatest = points.stream().mapToDouble(point -> scaled(point.high())).max().orElse(1);
    if (greatest - least < LEAST_PART * Math.max(1e-30, Math.abs(greatest))) {
      double room = isLogarithmic ? 1 : Math.max(1e-12, Math.abs(greatest) / 2);
      least -= room;
      greatest += room;
    }
  }

  private double scaled(double value) {
    return isLogarithmic ? Math.log10(value) : value;
  }

  private double unscaled(double value) {
    return isLogarithmic ? Math.pow(10, value) : value;
  }

  private double x(double place) {
    double from = points.isEmpty() ? 0 : points.get(0).x();
    double to = points.isEmpty() ? 1 : points.get(points.size() - 1).x();
    double width = getWidth() - LABELS - 2 * MARGIN;
    double part = to > from ? (place - from) / (to - from) : 0.5;
    return LABELS + MARGIN + Math.min(1, Math.max(0, part)) * width;
  }

  private double y(double value) {
    double part = (scaled(value) - least) / (greatest - least);
    return getHeight() - MARGIN - part * (getHeight() - 2 * MARGIN);
  }

  private List<Double> band(int low, int high) {
    List<Double> coordinates = line(low, false);
    coordinates.addAll(line(high, true));
    return coordinates;
  }

  /** One quantile from left to right, or back; a single point is as wide as the plot. */
  private List<Double> line(int quantile, boolean isBackward) {
    List<Double> coordinates = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      Point point = points.get(isBackward ? points.size() - 1 - i : i);
      double y = y(point.values()[quantile]);
      if (points.size() == 1) {
        double half = (getWidth() - LABELS) / 2 - MARGIN;
        double side = isBackward ? half : -half;
        coordinates.addAll(List.of(x(point.x()) + side, y, x(point.x()) - side, y));
      } else {
        coordinates.addAll(List.of(x(point.x()), y));
      }
    }
    return coordinates;
  }
}
