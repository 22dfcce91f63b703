package digitscope.engine;

import digitscope.nn.Network;

/**
 * How mini-batches are divided. A slice is the images that are computed together: they stay in the
 * processor's cache, and bound the memory whatever the batch size. A portion is a few slices, which
 * go to whichever worker is free.
 */
final class Slicing {
  /** Measured, as are the sizes of slices: see decision 0002. */
  private static final long CACHED_VALUES = 700_000;

  private static final int SMALLEST_SLICE = 16;
  private static final int LARGEST_SLICE = 256;

  private static final int MOST_PORTIONS = 16;

  /** Bounds the memory for the portions' gradients: 32 MB. */
  private static final int GRADIENT_VALUES = 8_000_000;

  private final int workers;
  private final boolean isNormalizing;
  private final int largest;
  private final int mostPortions;

  Slicing(Network network, int workers) {
    this.workers = workers;
    this.isNormalizing = !network.runningStatistics().isEmpty();
    long values = network.layers().stream().mapToLong(layer -> layer.output().size()).sum();
    this.largest = (int) Math.max(SMALLEST_SLICE, Math.min(LARGEST_SLICE, CACHED_VALUES / values));
    int affordable = GRADIENT_VALUES / Math.max(1, network.valueCount());
    this.mostPortions = Math.max(workers, Math.min(MOST_PORTIONS, affordable));
  }

  /** Most images that are computed together. */
  int largest() {
    return largest;
  }

  /**
   * The division of a mini-batch into slices almost even in size, a multiple of the number of
   * workers. With batch normalization, whose slices keep all that they compute, each portion is one
   * slice.
   */
  Division divide(int images) {
    int fewest = (images + largest - 1) / largest;
    int slices = Math.min(images, (fewest + workers - 1) / workers * workers);
    int portions = Math.min(slices, mostPortions);
    return new Division(images, isNormalizing ? portions : slices, portions);
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

    /** Number of images in a slice. */
    int size(int slice) {
      return firstImage(slice + 1) - firstImage(slice);
    }
  }
}
