package digitscope.nn;

import java.util.Arrays;
import java.util.Optional;

/**
 * Many images of one channel without what is black in them, which is most of a drawing: looked for
 * once instead of each time that an image is learned from. Any number of threads may read it.
 */
public final class SparseImages {
  /** Four bytes each: at most 96 MB. */
  private static final int MOST_VALUES = 24_000_000;

  /** The lowest bits of a number have the pixel, those above its place. */
  private static final int PIXEL_BITS = 8;

  /** Initial capacity, in whole images. */
  private static final int FIRST_ROOM = 4096;

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

  private SparseImages(int[] pixels, int[] starts, int blocks) {
    this.pixels = pixels;
    this.starts = starts;
    this.blocks = blocks;
  }

  /**
   * Takes the black out of images; empty if too much is left, or if the thread is interrupted.
   *
   * @param images how many
   * @param size of each, in pixels
   */
  public static Optional<SparseImages> of(int images, int size, Source source) {
    SparseRows row = new SparseRows(1, size);
    byte[] image = new byte[size];
    int blocks = row.blocks();
    int[] starts = new int[images * (blocks + 1)];
    int[] found = new int[Math.min(images, FIRST_ROOM) * size];
    int next = 0;
    for (int i = 0; i < images; i++) {
      source.copyImage(i, image);
      row.set(0, image);
      int count = row.end(0, blocks - 1);
      if (next + count > MOST_VALUES || Thread.currentThread().isInterrupted()) {
        return Optional.empty();
      }
      if (next + count > found.length) {
        found = Arrays.copyOf(found, Math.max(next + count, 2 * found.length));
      }
      starts[i * (blocks + 1)] = next;
      for (int block = 0; block < blocks; block++) {
        starts[i * (blocks + 1) + block + 1] = next + row.end(0, block);
      }
      for (int k = 0; k < count; k++) {
        int place = row.places()[k];
        found[next + k] = (place << PIXEL_BITS) | (image[place] & 0xff);
      }
      next += count;
    }
    return Optional.of(new SparseImages(Arrays.copyOf(found, next), starts, blocks));
  }

  /** Where the values of an image start, counted over all; of its block if that is not 0. */
  public int start(int image, int block) {
    return starts[image * (blocks + 1) + block];
  }

  /**
   * All pixels that are not black, image after image: the brightness as byte, above it the place.
   */
  public int[] pixels() {
    return pixels;
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
