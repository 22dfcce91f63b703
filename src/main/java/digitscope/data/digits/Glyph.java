package digitscope.data.digits;

import digitscope.io.InvalidValueException;
import java.util.ArrayList;
import java.util.List;

/**
 * One way of writing a digit: strokes of the pen through control points.
 *
 * @param digit 0 to 9
 * @param name what the user calls this way of writing
 * @param strokes at least one
 */
public record Glyph(int digit, String name, List<Stroke> strokes) {
  public Glyph {
    strokes = List.copyOf(strokes);
    if (digit < 0 || digit > 9 || strokes.isEmpty()) {
      throw new InvalidValueException("A glyph needs a digit 0 to 9 and at least one stroke");
    }
  }

  /**
   * A point that the pen passes.
   *
   * @param x from the left edge, about 0 to 1
   * @param y from the top edge, about 0 to 1
   * @param corner whether the pen turns sharply here, instead of passing smoothly
   */
  public record Point(double x, double y, boolean corner) {}

  /**
   * What the pen draws without being lifted: a smooth curve through the points, broken at corners.
   *
   * @param points at least two
   */
  public record Stroke(List<Point> points) {
    public Stroke {
      points = List.copyOf(points);
      if (points.size() < 2) {
        throw new InvalidValueException("A stroke needs at least two points");
      }
    }

    /**
     * Parses a stroke such as {@code "10,5 80,5! 40,95"}: points in hundredths of the unit box,
     * from the left and from the top, where {@code !} marks a corner.
     *
     * @throws IllegalArgumentException saying which point is wrong
     */
    public static Stroke parse(String text) {
      List<Point> points = new ArrayList<>();
      for (String word : text.strip().split("\\s+", -1)) {
        boolean corner = word.endsWith("!");
        String[] numbers = (corner ? word.substring(0, word.length() - 1) : word).split(",", -1);
        try {
          if (numbers.length != 2) {
            throw new NumberFormatException(word);
          }
          points.add(
              new Point(
                  Integer.parseInt(numbers[0]) / 100.0,
                  Integer.parseInt(numbers[1]) / 100.0,
                  corner));
        } catch (NumberFormatException e) {
          throw new InvalidValueException(
              "Expected points such as '10,5' or '10,5!', not '%s'".formatted(word), e);
        }
      }
      return new Stroke(points);
    }
  }
}
