package digitscope.engine;

import digitscope.data.Dataset;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** An order of images of which any beginning has about the same part of every class. */
public final class StratifiedOrder {
  /** More images take longer to read than anybody waits. */
  static final int MOST = 100_000;

  private StratifiedOrder() {}

  /** Numbers of the images of a set; of a very large one, of some from all over it. */
  public static int[] of(Dataset data) {
    int count = Math.min(MOST, data.size());
    int[] images = new int[count];
    long[] keys = new long[count];
    int[] sizes = new int[data.classes()];
    SplittableRandom random = new SplittableRandom(data.size());
    for (int i = 0; i < count; i++) {
      images[i] = (int) ((long) i * data.size() / count);
      keys[i] = random.nextLong();
      sizes[data.label(images[i])]++;
    }
    int[] shuffled =
        IntStream.range(0, count)
            .boxed()
            .sorted(Comparator.comparingLong(i -> keys[i]))
            .mapToInt(i -> i)
            .toArray();
    double[] places = new double[count];
    int[] ranks = new int[sizes.length];
    for (int i : shuffled) {
      int label = data.label(images[i]);
      places[i] = (ranks[label]++ + 0.5) / sizes[label];
    }
    return IntStream.of(shuffled)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> places[i]))
        .mapToInt(i -> images[i])
        .toArray();
  }
}
