package digitscope.compare;

import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Images in an order drawn by lot, which is always the same, in pieces of about the same size. In
 * sets that are sorted by class, neighbors would be alike; here they are like any others.
 */
final class ImagePieces {
  private static final long SEED = 20_260_101;

  private final int[] order;
  private final int pieces;
  private final IntFunction<byte[]> images;
  private int next;

  /**
   * @param count number of images
   * @param most that are looked at
   * @param largest size of a piece
   * @param images gives each
   */
  ImagePieces(int count, int most, int largest, IntFunction<byte[]> images) {
    int[] all = order(count);
    this.order = IntStream.of(all).limit(most).toArray();
    this.images = images;
    // Of at least half the largest size, so that none is a single image.
    this.pieces = Math.max(1, order.length / Math.max(1, largest / 2));
  }

  /** The numbers 0 to {@code count - 1}, shuffled as Fisher and Yates do. */
  static int[] order(int count) {
    int[] order = IntStream.range(0, count).toArray();
    Random random = new Random(SEED);
    for (int i = count - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int kept = order[i];
      order[i] = order[other];
      order[other] = kept;
    }
    return order;
  }

  /** Number of images that are looked at. */
  int count() {
    return order.length;
  }

  boolean hasNext() {
    return next < pieces && order.length > 0;
  }

  /** The images of the next piece. */
  byte[][] next() {
    int from = (int) ((long) next * order.length / pieces);
    int to = (int) ((next + 1L) * order.length / pieces);
    next++;
    return IntStream.range(from, to).mapToObj(i -> images.apply(order[i])).toArray(byte[][]::new);
  }

  /** Part of the images that has been looked at, 0 to 1. */
  double progress() {
    return (double) next / pieces;
  }
}
