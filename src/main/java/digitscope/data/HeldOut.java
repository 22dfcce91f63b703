package digitscope.data;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
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
    int size = data.size();
    if (fraction == 0 || size < 2) {
      return new HeldOut(data, Optional.empty());
    }
    int count = Math.max(1, Math.min(size - 1, (int) Math.round(fraction * size)));
    boolean[] isHeldOut = new boolean[size];
    int[] byClass = shuffledByClass(data, seed);
    for (int i = 0; i < count; i++) {
      // Evenly spaced in an order by class, so that each class gives its share.
      isHeldOut[byClass[(int) ((2L * i + 1) * size / (2L * count))]] = true;
    }
    return new HeldOut(
        data.choose(IntStream.range(0, size).filter(i -> !isHeldOut[i]).toArray()),
        Optional.of(data.choose(IntStream.range(0, size).filter(i -> isHeldOut[i]).toArray())));
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
      throw new IllegalArgumentException(
          "%d images can be divided into 2 to %d parts, not %d"
              .formatted(data.size(), data.size(), count));
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
