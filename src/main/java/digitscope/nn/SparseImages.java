package digitscope.nn;

import digitscope.nn.vector.PixelKernels;
import java.util.Optional;

/**
 * Many images of one channel without what is black in them, which is most of a drawing: looked for
 * once instead of each time that an image is learned from. Any number of threads may read it.
 */
public final class SparseImages {
  /** Four bytes each: at most 96 MB. */
  private static final int MOST_VALUES = 24_000_000;

  /** Values in a line of the processor's cache. */
  private static final int LINE = 16;

  /** Image after image, the pixels that are not black: where in the image, and how bright. */
  private final int[] pixels;

  /** As {@link SparseRows} has them, but counted over all images. */
  private final int[] starts;

  private final int blocks;

  /** Gives the images. */
  public interface Source {
    /** Copies the image with this number. */
    void copyImage(int index, byte[] pixels);
  }

  private SparseImages(int images, int size, int count, Source source) {
    SparseRows row = new SparseRows(1, size);
    byte[] image = new byte[size];
    this.blocks = row.blocks();
    this.pixels = new int[count];
    this.starts = new int[images * (blocks + 1)];
    int next = 0;
    for (int i = 0; i < images; i++) {
      source.copyImage(i, image);
      row.set(0, image);
      for (int block = 0; block <= blocks; block++) {
        starts[i * (blocks + 1) + block] = next + (block == 0 ? 0 : row.end(0, block - 1));
      }
      for (int k = 0; k < row.end(0, blocks - 1); k++) {
        int place = row.places()[k];
        pixels[next++] = (place << PixelKernels.PIXEL_BITS) | (image[place] & 0xff);
      }
    }
  }

  /**
   * Takes the black out of images; empty if too much is left.
   *
   * @param images how many
   * @param size of each, in pixels
   */
  public static Optional<SparseImages> of(int images, int size, Source source) {
    byte[] image = new byte[size];
    long count = 0;
    for (int i = 0; i < images && count <= MOST_VALUES; i++) {
      source.copyImage(i, image);
      for (byte value : image) {
        count += value == 0 ? 0 : 1;
      }
    }
    return count <= MOST_VALUES
        ? Optional.of(new SparseImages(images, size, (int) count, source))
        : Optional.empty();
  }

  /** Where the values of an image start, counted over all; of its block if that is not 0. */
  int start(int image, int block) {
    return starts[image * (blocks + 1) + block];
  }

  /**
   * Copies values as brightness, and their places.
   *
   * @param from the first of them, counted over all images
   * @param at where they begin in what is written
   */
  void copy(int from, int count, float[] brightness, int[] places, int at) {
    PixelKernels.unpack(pixels, from, count, brightness, places, at);
  }

  /**
   * Brings images into the processor's cache, all at once rather than one after another.
   *
   * @param images numbers of the images, of which those {@code from} to {@code to - 1} are meant
   * @return nothing of use, but without it nothing would be read
   */
  public int touch(int[] images, int from, int to) {
    int sum = 0;
    for (int i = from; i < to; i++) {
      int end = start(images[i], blocks);
      for (int at = start(images[i], 0); at < end; at += LINE) {
        sum += pixels[at];
      }
    }
    return sum;
  }
}
