package digitscope.explore;

import digitscope.data.Dataset;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Picks a part of a set in which each class has about the part that it has in the whole. */
public final class StratifiedSample {
  private StratifiedSample() {}

  /**
   * Indices of the images picked, in ascending order; all if there are no more. The same seed picks
   * the same.
   *
   * @param count how many to pick
   */
  public static int[] of(Dataset data, int count, long seed) {
    int size = data.size();
    if (count >= size) {
      return IntStream.range(0, size).toArray();
    }
    SplittableRandom random = new SplittableRandom(seed);
    long[] keys = new long[size];
    // By class, and within it in an order that the index, which breaks ties, has nothing to do
    // with.
    Arrays.setAll(
        keys, i -> (long) data.label(i) << 54 | (random.nextLong() & 0x7fffffL) << 31 | i);
    Arrays.sort(keys);
    int[] picked = new int[count];
    for (int i = 0; i < count; i++) {
      picked[i] = (int) (keys[(int) ((2L * i + 1) * size / (2L * count))] & 0x7fffffffL);
    }
    Arrays.sort(picked);
    return picked;
  }
}
