package digitscope.ui.shell;

import digitscope.ui.fx.Preferences.Bounds;
import java.util.Comparator;
import java.util.List;
import javafx.geometry.Dimension2D;
import javafx.geometry.Point2D;
import javafx.geometry.Rectangle2D;

/** Where windows go on the screens that there are. All lengths are in pixels of the screen. */
final class WindowPlacement {
  private static final double SMALLEST_WIDTH = 1024;
  private static final double SMALLEST_HEIGHT = 640;
  private static final double LEAST_WIDTH = 1440;
  private static final double LEAST_HEIGHT = 900;
  private static final double MOST_WIDTH = 2080;
  private static final double MOST_HEIGHT = 1300;

  /** Part of a large screen that the window takes, which leaves others in sight. */
  private static final double WIDTH_PART = 0.8;

  private static final double HEIGHT_PART = 0.85;

  /** A window that would take more of a side than this is maximized instead. */
  private static final double ALMOST_ALL = 0.92;

  /** Part of the screen that is left to a maximized window when it is restored. */
  private static final double RESTORED_PART = 0.85;

  /** How much of a window has to be on a screen for it to be found and moved there. */
  private static final double GRIP_WIDTH = 160;

  private static final double GRIP_HEIGHT = 40;

  private WindowPlacement() {}

  /**
   * Where the window opens: where it was left if that is still on a screen, and otherwise in the
   * middle of the first screen, or maximized where little would be left around it.
   *
   * @param left how it was left
   * @param rooms of each screen what panels leave, the primary one first
   */
  static Bounds initial(Bounds left, List<Rectangle2D> rooms) {
    if (left.isUnplaced()) {
      return first(rooms.get(0));
    }
    Rectangle2D window = rectangle(left);
    Rectangle2D room = nearest(window, rooms);
    return holds(room, window) ? fitted(left, room) : first(rooms.get(0));
  }

  /**
   * The least size of the window, or all there is on a smaller screen.
   *
   * @param placed where the window is
   * @param rooms of each screen what panels leave
   */
  static Dimension2D least(Bounds placed, List<Rectangle2D> rooms) {
    Rectangle2D room = nearest(rectangle(placed), rooms);
    return new Dimension2D(
        Math.min(SMALLEST_WIDTH, room.getWidth()), Math.min(SMALLEST_HEIGHT, room.getHeight()));
  }

  /**
   * Where a dialog's upper left corner goes: centered on its owner, and not off the screen.
   *
   * @param room of the owner's screen
   */
  static Point2D centered(Rectangle2D owner, double width, double height, Rectangle2D room) {
    double x = owner.getMinX() + (owner.getWidth() - width) / 2;
    double y = owner.getMinY() + (owner.getHeight() - height) / 2;
    return new Point2D(
        Math.rint(within(x, room.getMinX(), room.getMaxX() - width)),
        Math.rint(within(y, room.getMinY(), room.getMaxY() - height)));
  }

  private static Bounds first(Rectangle2D room) {
    double width = within(WIDTH_PART * room.getWidth(), LEAST_WIDTH, MOST_WIDTH);
    double height = within(HEIGHT_PART * room.getHeight(), LEAST_HEIGHT, MOST_HEIGHT);
    boolean fills = width > ALMOST_ALL * room.getWidth() || height > ALMOST_ALL * room.getHeight();
    return fills
        ? middle(
            room,
            within(SMALLEST_WIDTH, RESTORED_PART * room.getWidth(), room.getWidth()),
            within(SMALLEST_HEIGHT, RESTORED_PART * room.getHeight(), room.getHeight()),
            true)
        : middle(room, width, height, false);
  }

  private static Bounds middle(Rectangle2D room, double width, double height, boolean maximized) {
    return new Bounds(
        Math.rint(room.getMinX() + (room.getWidth() - width) / 2),
        Math.rint(room.getMinY() + (room.getHeight() - height) / 2),
        Math.rint(width),
        Math.rint(height),
        maximized);
  }

  private static Bounds fitted(Bounds left, Rectangle2D room) {
    double width = Math.min(left.width(), room.getWidth());
    double height = Math.min(left.height(), room.getHeight());
    return new Bounds(
        within(left.x(), room.getMinX(), room.getMaxX() - width),
        within(left.y(), room.getMinY(), room.getMaxY() - height),
        width,
        height,
        left.maximized());
  }

  private static boolean holds(Rectangle2D room, Rectangle2D window) {
    return side(room.getMinX(), room.getMaxX(), window.getMinX(), window.getMaxX()) >= GRIP_WIDTH
        && side(room.getMinY(), room.getMaxY(), window.getMinY(), window.getMaxY()) >= GRIP_HEIGHT;
  }

  private static Rectangle2D rectangle(Bounds bounds) {
    return new Rectangle2D(bounds.x(), bounds.y(), bounds.width(), bounds.height());
  }

  /** What shows most of the window. */
  static Rectangle2D nearest(Rectangle2D window, List<Rectangle2D> rooms) {
    return rooms.stream()
        .max(Comparator.comparingDouble(room -> overlap(room, window)))
        .orElseThrow();
  }

  private static double overlap(Rectangle2D room, Rectangle2D window) {
    return side(room.getMinX(), room.getMaxX(), window.getMinX(), window.getMaxX())
        * side(room.getMinY(), room.getMaxY(), window.getMinY(), window.getMaxY());
  }

  private static double side(double low, double high, double otherLow, double otherHigh) {
    return Math.max(0, Math.min(high, otherHigh) - Math.max(low, otherLow));
  }

  /** The lower limit wins where there is no room for both. */
  private static double within(double value, double low, double high) {
    return Math.max(low, Math.min(high, value));
  }
}
