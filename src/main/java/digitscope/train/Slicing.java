package digitscope.train;

import digitscope.nn.Network;

/**
 * How mini-batches are divided. A slice is so many images as are computed together: they stay in
 * the processor's cache, and bound the memory whatever the batch size. A portion is a few slices,
 * which go to whichever worker is free.
 */
final class Slicing {
  /** Measured, as are the sizes of slices: see decision 0002. */
  private static final long CACHED_VALUES = 700_000;

  private static final int SMALLEST_SLICE = 16;
  private static final int LARGEST_SLICE = 256;

  /** Fewest images by whose mean and variance batch normalisation normalises. */
  private static final int SMALLEST_SAMPLE = 32;

  private static final int MOST_PORTIONS = 16;

  /** Bounds the memory for the portions' gradients: 32 MB. */
  private static final int GRADIENT_VALUES = 8_000_000;

  private final int workers;
  private final boolean isNormalising;
  private final int largest;
  private final int mostPortions;

  Slicing(Network network, int workers) {
    this.workers = workers;
    this.isNormalising = !network.runningStatistics().isEmpty();
    long values = network.layers().stream().mapToLong(layer -> layer.output().size()).sum();
    int smallest = isNormalising ? SMALLEST_SAMPLE : SMALLEST_SLICE;
    this.largest = (int) Math.max(smallest, Math.min(LARGEST_SLICE, CACHED_VALUES / values));
    int affordable = GRADIENT_VALUES / Math.max(1, network.valueCount());
    this.mostPortions = Math.max(workers, Math.min(MOST_PORTIONS, affordable));
  }

  /** Most images that are computed together. */
  int largest() {
    return largest;
  }

  /**
   * The division of a mini-batch into slices almost even in size, a multiple of the number of
   * workers. As batch normalisation takes the statistics of each slice, with it their number does
   * not depend on that of the workers, but is a multiple of four, if it can be.
   */
  Division divide(int images) {
    int multiple = isNormalising ? 4 : workers;
    int fewest = (images + largest - 1) / largest;
    int slices = Math.min(images, (fewest + multiple - 1) / multiple * multiple);
    return new Division(images, slices, Math.min(slices, mostPortions));
  }

  /** One mini-batch divided. */
  record Division(int images, int slices, int portions) {
    /** The first slice of a portion; of the one behind the last, the number of slices. */
    int firstSlice(int portion) {
      return slices * portion / portions;
    }

    /** The first image of a slice; of the one behind the last, the number of images. */
    int firstImage(int slice) {
      return (int) ((long) images * slice / slices);
    }
  }
}
