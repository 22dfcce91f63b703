package digitscope.probe;

import digitscope.nn.MapShape;
import digitscope.nn.ReceptiveField;
import digitscope.probe.UnitResponses.Unit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Running totals of the responses of a layer's units. Belongs to one thread. */
final class ResponseTally {
  /** This many values of a map are compared in one loop, which the compiler makes fast. */
  private static final int CHUNK = 512;

  private final MapShape units;
  private final UnitAnswer answer;
  private final LabeledImages images;
  private final float[] chunk;
  private final float[] largest;
  private final double[] classSums;
  private final int[] classSizes;
  private final int[] positive;
  private final StrongestImages[] strongest;

  /**
   * @param units shape of the layer's values
   * @param answer what the layer makes of a pre-activation
   */
  ResponseTally(MapShape units, UnitAnswer answer, LabeledImages images) {
    int count = units.channels();
    this.units = units;
    this.answer = answer;
    this.images = images;
    this.chunk = new float[Math.max(1, Math.min(units.area(), CHUNK / count)) * count];
    this.largest = new float[count];
    this.classSums = new double[count * images.classes()];
    this.classSizes = new int[images.classes()];
    this.positive = new int[count];
    this.strongest =
        Stream.generate(StrongestImages::new).limit(count).toArray(StrongestImages[]::new);
  }

  /**
   * Takes an image into account.
   *
   * @param image its number
   * @param values what the layer gave before its activation, [height, width, units]
   */
  void add(int image, float[] values) {
    findLargest(values);
    int label = images.label().applyAsInt(image);
    classSizes[label]++;
    for (int unit = 0; unit < largest.length; unit++) {
      float value = largest[unit];
      classSums[unit * images.classes() + label] += answer.activation().apply(value);
      positive[unit] += value > 0 ? 1 : 0;
      if (strongest[unit].admits(value, image)) {
        strongest[unit].add(value, image, place(values, unit, value));
      }
    }
  }

  /** Values that lie a multiple of the number of units apart are of the same unit. */
  private void findLargest(float[] values) {
    Arrays.fill(chunk, Float.NEGATIVE_INFINITY);
    for (int from = 0; from < values.length; from += chunk.length) {
      int count = Math.min(chunk.length, values.length - from);
      for (int i = 0; i < count; i++) {
        chunk[i] = Math.max(chunk[i], values[from + i]);
      }
    }
    System.arraycopy(chunk, 0, largest, 0, largest.length);
    for (int from = largest.length; from < chunk.length; from += largest.length) {
      for (int unit = 0; unit < largest.length; unit++) {
        largest[unit] = Math.max(largest[unit], chunk[from + unit]);
      }
    }
  }

  private int place(float[] values, int unit, float value) {
    int place = 0;
    while (values[place * largest.length + unit] != value) {
      place++;
    }
    return place;
  }

  /** Adds what another has found in other images. */
  void add(ResponseTally other) {
    for (int i = 0; i < classSums.length; i++) {
      classSums[i] += other.classSums[i];
    }
    for (int label = 0; label < classSizes.length; label++) {
      classSizes[label] += other.classSizes[label];
    }
    for (int unit = 0; unit < largest.length; unit++) {
      positive[unit] += other.positive[unit];
      strongest[unit].addAll(other.strongest[unit]);
    }
  }

  /**
   * What was found of each unit.
   *
   * @param field of the layer
   */
  List<Unit> units(ReceptiveField field) {
    List<Unit> found = new ArrayList<>();
    for (int unit = 0; unit < largest.length; unit++) {
      found.add(
          new Unit(
              unit,
              strongest[unit].list(units.width(), images.label(), field),
              classMeans(unit),
              positive[unit],
              answer.isRectified()));
    }
    return List.copyOf(found);
  }

  private float[] classMeans(int unit) {
    float[] means = new float[classSizes.length];
    for (int label = 0; label < means.length; label++) {
      double sum = classSums[unit * means.length + label];
      means[label] = classSizes[label] == 0 ? 0 : (float) (sum / classSizes[label]);
    }
    return means;
  }
}
