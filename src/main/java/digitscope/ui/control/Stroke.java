package digitscope.ui.control;

import java.util.ArrayList;
import java.util.List;

/**
 * One stroke of the pen or the eraser. All lengths are fractions of the side of the square pad.
 *
 * @param erases whether it takes ink away
 * @param points where the pointer was, in order; at least one
 */
public record Stroke(boolean erases, List<Point> points) {
  /**
   * Width of the pen. A digit drawn over some 70 % of the pad and then fitted into 20×20 pixels
   * gets lines of about 2.5 pixels, as those of MNIST have.
   */
  public static final double PEN_WIDTH = 0.085;

  /** Width of the eraser. */
  public static final double ERASER_WIDTH = 0.14;

  public Stroke {
    points = List.copyOf(points);
  }

  /** A place on the pad: (0, 0) is its top left, (1, 1) its bottom right corner. */
  public record Point(double x, double y) {
    Point middle(Point other) {
      return new Point((x + other.x) / 2, (y + other.y) / 2);
    }

    double distance(Point other) {
      return Math.hypot(x - other.x, y - other.y);
    }
  }

  /** A piece of a smooth line: a quadratic Bézier curve. */
  public record Curve(Point start, Point control, Point end) {}

  /** Width of its line. */
  public static double width(boolean erases) {
    return erases ? ERASER_WIDTH : PEN_WIDTH;
  }

  /** The smooth line through the points, which runs from middle to middle of their distances. */
  public List<Curve> curves() {
    List<Curve> curves = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      curves.add(curveTo(points, i));
    }
    curves.add(lastCurve(points));
    return curves;
  }

  /** The piece that point {@code index} adds to the line when it becomes known. */
  static Curve curveTo(List<Point> points, int index) {
    Point newest = points.get(index);
    if (index == 0) {
      return new Curve(newest, newest, newest);
    }
    Point corner = points.get(index - 1);
    Point start = index == 1 ? corner : points.get(index - 2).middle(corner);
    return new Curve(start, corner, corner.middle(newest));
  }

  /** The piece that ends the line. */
  static Curve lastCurve(List<Point> points) {
    Point end = points.get(points.size() - 1);
    Point start = points.size() == 1 ? end : points.get(points.size() - 2).middle(end);
    return new Curve(start, start, end);
  }
}
