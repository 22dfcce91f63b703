package digitscope.probe;

import digitscope.probe.UnitResponses.Patch;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * For each filter (or unit) of a layer, the input image that excites it most.
 *
 * @param step training step of the network that was asked
 * @param layerIndex place in the network, counted from 0
 * @param channels of each pattern image
 * @param height of each pattern image, pixels
 * @param width of each pattern image, pixels
 * @param settings how they were searched for
 * @param patterns one a filter, in their order
 */
public record FilterPatterns(
    long step,
    int layerIndex,
    int channels,
    int height,
    int width,
    PatternSettings settings,
    List<Pattern> patterns) {
  /** Standard deviation of pixels below which a pattern shows no more than brightness. */
  public static final double FLAT = 0.08;

  /**
   * One pattern.
   *
   * @param unit number of the filter, counted from 0
   * @param pixels in [channels, height, width] order, each in [0, 1]
   * @param activation the filter's pre-activation at the place of its map that the pattern excites
   *     most
   * @param bestReal the same of the training image that excites it most; empty if none was looked
   *     at
   * @param bestImage number of that image in the training set
   * @param dead whether no training image ever excites the filter; false if none was looked at
   * @param field the pixels that matter to the filter
   */
  public record Pattern(
      int unit,
      float[] pixels,
      double activation,
      OptionalDouble bestReal,
      OptionalInt bestImage,
      boolean dead,
      Patch field) {
    /** How many times as much as the best real image; empty where nothing real excites it. */
    public OptionalDouble ratio() {
      return bestReal.isPresent() && bestReal.getAsDouble() > 0
          ? OptionalDouble.of(activation / bestReal.getAsDouble())
          : OptionalDouble.empty();
    }
  }

  /** What the pixels that matter to a filter show, where it is no shape. */
  public enum Plainness {
    SHAPE,
    /** All of them bright: the filter only likes brightness. */
    BRIGHT,
    /** All of them dark: the filter only likes that there is nothing. */
    DARK
  }

  /** The pixels of a pattern that matter, [channels, height, width] of its field. */
  public float[] seen(Pattern pattern) {
    Patch field = pattern.field();
    float[] seen = new float[channels * field.height() * field.width()];
    for (int i = 0; i < seen.length; i++) {
      int c = i / (field.height() * field.width());
      int y = field.top() + i / field.width() % field.height();
      int x = field.left() + i % field.width();
      seen[i] = pattern.pixels()[(c * height + y) * width + x];
    }
    return seen;
  }

  /**
   * The pixels of a pattern that matter as ARGB in [height, width] order of its field: three
   * channels are red, green and blue; of any other number the first is shown in gray.
   */
  public int[] picture(Pattern pattern) {
    float[] seen = seen(pattern);
    int[] argb = new int[pattern.field().height() * pattern.field().width()];
    for (int i = 0; i < argb.length; i++) {
      int red = level(seen[i]);
      int green = channels == 3 ? level(seen[argb.length + i]) : red;
      int blue = channels == 3 ? level(seen[2 * argb.length + i]) : red;
      argb[i] = 0xff000000 | red << 16 | green << 8 | blue;
    }
    return argb;
  }

  private static int level(float value) {
    return Math.round(255 * Math.max(0, Math.min(1, value)));
  }

  /** Whether the pixels of a pattern that matter differ from one another. */
  public Plainness plainness(Pattern pattern) {
    double sum = 0;
    double squares = 0;
    float[] seen = seen(pattern);
    for (float value : seen) {
      sum += value;
      squares += value * value;
    }
    int size = seen.length;
    double mean = sum / size;
    double deviation = Math.sqrt(Math.max(0, squares / size - mean * mean));
    if (deviation >= FLAT) {
      return Plainness.SHAPE;
    }
    return mean > 0.5 ? Plainness.BRIGHT : Plainness.DARK;
  }

  /** The same, found at another step at which the network has the same weights. */
  public FilterPatterns at(long otherStep) {
    return new FilterPatterns(otherStep, layerIndex, channels, height, width, settings, patterns);
  }

  /** The median of the ratios of all filters that are not dead; empty if there is none. */
  public OptionalDouble medianRatio() {
    double[] ratios =
        patterns.stream()
            .filter(pattern -> !pattern.dead() && pattern.ratio().isPresent())
            .mapToDouble(pattern -> pattern.ratio().getAsDouble())
            .sorted()
            .toArray();
    int middle = ratios.length / 2;
    if (ratios.length == 0) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(
        ratios.length % 2 == 1 ? ratios[middle] : (ratios[middle - 1] + ratios[middle]) / 2);
  }

  /** Number of dead filters. */
  public int dead() {
    return (int) patterns.stream().filter(Pattern::dead).count();
  }
}
