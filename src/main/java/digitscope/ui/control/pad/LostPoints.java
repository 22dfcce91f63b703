package digitscope.ui.control.pad;

import java.util.ArrayList;
import java.util.List;

/** Tells how much of what a hand drew is missing from a drawing. */
public final class LostPoints {
  /** Curves are measured as straight lines no longer than this, in fractions of the pad's side. */
  private static final double LONGEST_LINE = 0.005;

  private LostPoints() {}

  /**
   * How many of the places where the hand was have no line within half a pen's width.
   *
   * @param hand where the hand was while it drew, in fractions of the pad's side
   * @param drawn the strokes that were recorded; those of the eraser are no lines
   */
  public static int count(List<Stroke.Point> hand, List<Stroke> drawn) {
    List<Stroke.Point> line = new ArrayList<>();
    for (Stroke stroke : drawn) {
      if (!stroke.erases()) {
        stroke.curves().forEach(curve -> trace(curve, line));
      }
    }
    return (int) hand.stream().filter(point -> !isNear(point, line)).count();
  }

  private static void trace(Stroke.Curve curve, List<Stroke.Point> line) {
    int lines = Math.max(1, (int) Math.ceil(curve.reach() / LONGEST_LINE));
    for (int i = 0; i <= lines; i++) {
      line.add(curve.at((double) i / lines));
    }
  }

  /** Places on the line are so close to each other that the nearest is as near as the line. */
  private static boolean isNear(Stroke.Point point, List<Stroke.Point> line) {
    return line.stream().anyMatch(place -> place.distance(point) <= Stroke.PEN_WIDTH / 2);
  }
}
