package digitscope.engine;

import java.util.Arrays;
import java.util.Random;

/**
 * The order in which a run sees its training images: a new permutation each epoch. It is a function
 * of the seed and the epoch alone, so a run that goes on from any step sees the same images as one
 * that was never interrupted.
 */
public final class DataOrder {
  private final int images;
  private final int batchSize;
  private final long seed;
  private final int[] permutation;
  private long permutedEpoch = -1;

  public DataOrder(int images, int batchSize, long seed) {
    this.images = images;
    this.batchSize = batchSize;
    this.seed = seed;
    this.permutation = new int[images];
  }

  /** Steps of one pass; the last mini-batch of a pass may be smaller. */
  public int stepsPerEpoch() {
    return (images + batchSize - 1) / batchSize;
  }

  /** The images of the mini-batch of a step, counted from 0. */
  public int[] batch(long step) {
    permute(step / stepsPerEpoch());
    int from = (int) (step % stepsPerEpoch()) * batchSize;
    return Arrays.copyOfRange(permutation, from, Math.min(from + batchSize, images));
  }

  private void permute(long epoch) {
    if (epoch == permutedEpoch) {
      return;
    }
    // java.util.Random, because its documentation fixes every bit of what it gives.
    Random random = new Random(mix(seed, epoch));
    Arrays.setAll(permutation, i -> i);
    for (int i = images - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int swapped = permutation[i];
      permutation[i] = permutation[other];
      permutation[other] = swapped;
    }
    permutedEpoch = epoch;
  }

  /** SplitMix64's finaliser, so that neighboring seeds and epochs have nothing in common. */
  private static long mix(long seed, long epoch) {
    long z = seed + (epoch + 1) * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
