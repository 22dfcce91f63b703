package digitscope.ui.control.pad;

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
    double distance(Point other) {
      return Math.hypot(x - other.x, y - other.y);
    }
  }

  /** A piece of a smooth line: a cubic Bézier curve. */
  public record Curve(Point start, Point leaving, Point arriving, Point end) {
    /**
     * The place on the curve.
     *
     * @param t from 0, the start, to 1, the end
     */
    Point at(double t) {
      double u = 1 - t;
      double first = u * u * u;
      double second = 3 * u * u * t;
      double third = 3 * u * t * t;
      double last = t * t * t;
      return new Point(
          first * start.x + second * leaving.x + third * arriving.x + last * end.x,
          first * start.y + second * leaving.y + third * arriving.y + last * end.y);
    }

    /** No less than its length. */
    double reach() {
      return start.distance(leaving) + leaving.distance(arriving) + arriving.distance(end);
    }
  }

  /** Width of its line. */
  public static double width(boolean erases) {
    return erases ? ERASER_WIDTH : PEN_WIDTH;
  }

  /** The smooth line through all points. */
  public List<Curve> curves() {
    List<Curve> curves = new ArrayList<>();
    for (int i = 0; i < Math.max(1, points.size() - 1); i++) {
      curves.add(curve(points, i));
    }
    return curves;
  }

  /**
   * The piece of the line from point {@code index} to the next, or the dot that a single point is:
   * a centripetal Catmull-Rom spline, which passes through every point and has neither loops nor
   * cusps between them.
   *
   * <p>Source: C. Yuksel, S. Schaefer and J. Keyser, Parameterization and applications of
   * Catmull-Rom curves, Computer-Aided Design 43 (2011).
   */
  static Curve curve(List<Point> points, int index) {
    Point start = points.get(index);
    if (points.size() == 1) {
      return new Curve(start, start, start, start);
    }
    Point end = points.get(index + 1);
    Point before = points.get(Math.max(0, index - 1));
    Point after = points.get(Math.min(points.size() - 1, index + 2));
    return new Curve(start, control(before, start, end), control(after, end, start), end);
  }

  /** The control point beside {@code near} of a piece that goes on from there to {@code far}. */
  private static Point control(Point beyond, Point near, Point far) {
    double outside = beyond.distance(near);
    double inside = near.distance(far);
    if (outside == 0 || inside == 0) {
      return near;
    }
    double root = Math.sqrt(outside * inside);
    double ofNear = 2 * outside + 3 * root + inside;
    double all = 3 * (outside + root);
    return new Point(
        (outside * far.x - inside * beyond.x + ofNear * near.x) / all,
        (outside * far.y - inside * beyond.y + ofNear * near.y) / all);
  }
}
