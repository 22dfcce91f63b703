package digitscope.data;

import digitscope.io.InvalidValueException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A training set of which a part is kept from training, to tell how well the network does on images
 * that it doesn't know without asking the test set.
 *
 * @param training images to learn from
 * @param validation images that are held out, of every class about the same part
 */
public record HeldOut(Dataset training, Optional<Dataset> validation) {
  /**
   * Divides a set. The same seed always gives the same division. At least one image is held out and
   * one is not, unless there is only one.
   *
   * @param fraction part to hold out, in [0, 1); 0 for nothing
   */
  public static HeldOut of(Dataset data, double fraction, long seed) {
    boolean[] isHeldOut = choose(data, fraction, seed);
    if (isHeldOut.length == 0) {
      return new HeldOut(data, Optional.empty());
    }
    int size = data.size();
    return new HeldOut(
        data.choose(IntStream.range(0, size).filter(i -> !isHeldOut[i]).toArray()),
        Optional.of(data.choose(IntStream.range(0, size).filter(i -> isHeldOut[i]).toArray())));
  }

  /**
   * Which images of the set those of {@link #training} are, in their order.
   *
   * @param fraction as of {@link #of}
   */
  public static int[] trainingIndices(Dataset data, double fraction, long seed) {
    boolean[] isHeldOut = choose(data, fraction, seed);
    return IntStream.range(0, data.size())
        .filter(i -> isHeldOut.length == 0 || !isHeldOut[i])
        .toArray();
  }

  /** How many images of a set of {@code size} are held out. */
  public static int count(int size, double fraction) {
    return fraction == 0 || size < 2
        ? 0
        : Math.max(1, Math.min(size - 1, (int) Math.round(fraction * size)));
  }

  /** For each image whether it is held out; empty if none is. */
  private static boolean[] choose(Dataset data, double fraction, long seed) {
    int size = data.size();
    int count = count(size, fraction);
    if (count == 0) {
      return new boolean[0];
    }
    boolean[] isHeldOut = new boolean[size];
    int[] byClass = shuffledByClass(data, seed);
    for (int i = 0; i < count; i++) {
      // Evenly spaced in an order by class, so that each class gives its share.
      isHeldOut[byClass[(int) ((2L * i + 1) * size / (2L * count))]] = true;
    }
    return isHeldOut;
  }

  /**
   * Divides a set into parts with about the same share of every class. The same seed always gives
   * the same parts.
   *
   * @param count number of parts, at least 2 and at most the number of images
   * @return rising numbers of the images of each part
   */
  public static List<int[]> folds(Dataset data, int count, long seed) {
    if (count < 2 || count > data.size()) {
      throw new InvalidValueException(
          String.format(
              Locale.ROOT,
              "%,d images can be divided into 2 to %d parts, not %d",
              data.size(),
              data.size(),
              count));
    }
    int[] byClass = shuffledByClass(data, seed);
    return IntStream.range(0, count)
        .mapToObj(
            fold ->
                IntStream.range(0, data.size())
                    .filter(i -> i % count == fold)
                    .map(i -> byClass[i])
                    .sorted()
                    .toArray())
        .toList();
  }

  private static int[] shuffledByClass(Dataset data, long seed) {
    Randomness random = new Randomness(seed, data.size());
    long[] keys = new long[data.size()];
    Arrays.setAll(keys, i -> random.nextLong());
    return IntStream.range(0, data.size())
        .boxed()
        .sorted(
            Comparator.comparingInt(data::label)
                .thenComparingLong(i -> keys[i])
                .thenComparingInt(i -> i))
        .mapToInt(i -> i)
        .toArray();
  }
}
