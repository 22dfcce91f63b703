package digitscope.ui.help;

import java.util.Comparator;
import java.util.stream.Stream;
import javafx.geometry.Dimension2D;
import javafx.geometry.Point2D;
import javafx.geometry.Rectangle2D;

/** Where a callout goes beside what it speaks of. All lengths are in pixels of the window. */
final class CalloutPlacement {
  private static final double GAP = 16;
  private static final double MARGIN = 12;

  private CalloutPlacement() {}

  /**
   * The upper left corner of a callout that lies wholly in the window and covers as little as
   * possible of the target: at its right, left, below, or above.
   */
  static Point2D place(Rectangle2D target, Dimension2D callout, Dimension2D window) {
    double width = callout.getWidth();
    double height = callout.getHeight();
    double middleX = target.getMinX() + (target.getWidth() - width) / 2;
    double middleY = target.getMinY() + (target.getHeight() - height) / 2;
    return Stream.of(
            new Point2D(target.getMaxX() + GAP, middleY),
            new Point2D(target.getMinX() - GAP - width, middleY),
            new Point2D(middleX, target.getMaxY() + GAP),
            new Point2D(middleX, target.getMinY() - GAP - height))
        .map(corner -> within(corner, callout, window))
        .min(Comparator.comparingDouble(corner -> covered(corner, callout, target)))
        .orElseThrow();
  }

  private static Point2D within(Point2D corner, Dimension2D callout, Dimension2D window) {
    return new Point2D(
        Math.rint(within(corner.getX(), window.getWidth() - callout.getWidth() - MARGIN)),
        Math.rint(within(corner.getY(), window.getHeight() - callout.getHeight() - MARGIN)));
  }

  private static double within(double place, double most) {
    return Math.max(MARGIN, Math.min(most, place));
  }

  private static double covered(Point2D corner, Dimension2D callout, Rectangle2D target) {
    double wide =
        Math.min(corner.getX() + callout.getWidth(), target.getMaxX())
            - Math.max(corner.getX(), target.getMinX());
    double high =
        Math.min(corner.getY() + callout.getHeight(), target.getMaxY())
            - Math.max(corner.getY(), target.getMinY());
    return Math.max(0, wide) * Math.max(0, high);
  }
}
