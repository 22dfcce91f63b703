package digitscope.probe;

import digitscope.nn.ReceptiveField;
import digitscope.probe.UnitResponses.Excitation;
import digitscope.probe.UnitResponses.Patch;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * The few images that excite a unit most, among those seen so far. Whatever the order, the same.
 */
final class StrongestImages {
  private final float[] values = new float[UnitResponses.STRONGEST];
  private final int[] images = new int[UnitResponses.STRONGEST];
  private final int[] places = new int[UnitResponses.STRONGEST];
  private int count;

  /** Whether an image with this value is among them; one without a number never is. */
  boolean admits(float value, int image) {
    return value > Float.NEGATIVE_INFINITY
        && (count < values.length || isStronger(value, image, count - 1));
  }

  private boolean isStronger(float value, int image, int than) {
    return value > values[than] || (value == values[than] && image < images[than]);
  }

  /**
   * Adds an image that is {@linkplain #admits admitted}.
   *
   * @param place in the unit's map where it has the value
   */
  void add(float value, int image, int place) {
    int at = Math.min(count, values.length - 1);
    count = at + 1;
    while (at > 0 && isStronger(value, image, at - 1)) {
      values[at] = values[at - 1];
      images[at] = images[at - 1];
      places[at] = places[at - 1];
      at--;
    }
    values[at] = value;
    images[at] = image;
    places[at] = place;
  }

  /** Adds those of another. */
  void addAll(StrongestImages other) {
    for (int i = 0; i < other.count; i++) {
      if (admits(other.values[i], other.images[i])) {
        add(other.values[i], other.images[i], other.places[i]);
      }
    }
  }

  /**
   * The strongest first.
   *
   * @param width of the unit's map
   * @param field of the unit's layer
   */
  List<Excitation> list(int width, IntUnaryOperator labels, ReceptiveField field) {
    List<Excitation> found = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int label = labels.applyAsInt(images[i]);
      int row = places[i] / width;
      int column = places[i] % width;
      ReceptiveField.Area area = field.withPadding(row, column);
      Patch patch = new Patch(area.top(), area.left(), area.height(), area.width());
      found.add(new Excitation(images[i], label, row, column, values[i], patch));
    }
    return List.copyOf(found);
  }
}
