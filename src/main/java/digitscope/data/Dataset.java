package digitscope.data;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Labelled images, held as unsigned bytes. Immutable as long as nobody writes the arrays it was
 * given, which nobody may; reading is safe from any thread.
 */
public final class Dataset {
  private final String name;
  private final ImageShape shape;
  private final List<String> classNames;
  private final byte[] pixels;
  private final byte[] labels;
  private final int size;

  /** Where each image is, if not simply one after another. */
  private final int @Nullable [] places;

  /**
   * @param name what a person reads, such as {@code "digits, test"}
   * @param shape shape of each image
   * @param classNames names of the classes; labels are indices into it
   * @param pixels the images one after another, each in [channels, height, width] order, 0 is
   *     background and 255 full ink; not copied
   * @param labels one label an image; not copied
   */
  public Dataset(
      String name, ImageShape shape, List<String> classNames, byte[] pixels, byte[] labels) {
    this(name, shape, classNames, pixels, labels, labels.length, null);
    if (pixels.length != (long) labels.length * shape.size()) {
      throw new IllegalArgumentException(
          "%d labels need %d bytes of pixels, not %d"
              .formatted(labels.length, (long) labels.length * shape.size(), pixels.length));
    }
  }

  private Dataset(
      String name,
      ImageShape shape,
      List<String> classNames,
      byte[] pixels,
      byte[] labels,
      int size,
      int @Nullable [] places) {
    this.name = name;
    this.shape = shape;
    this.classNames = List.copyOf(classNames);
    this.pixels = pixels;
    this.labels = labels;
    this.size = size;
    this.places = places;
  }

  public String name() {
    return name;
  }

  public ImageShape shape() {
    return shape;
  }

  public List<String> classNames() {
    return classNames;
  }

  public int classes() {
    return classNames.size();
  }

  /** Number of images. */
  public int size() {
    return size;
  }

  public int label(int index) {
    return labels[place(index)] & 0xff;
  }

  /** A copy of one image: {@code shape().size()} unsigned bytes. */
  public byte[] image(int index) {
    int from = place(index) * shape.size();
    return Arrays.copyOfRange(pixels, from, from + shape.size());
  }

  /** Copies one image into {@code target} from {@code offset} on. */
  public void copyImage(int index, byte[] target, int offset) {
    System.arraycopy(pixels, place(index) * shape.size(), target, offset, shape.size());
  }

  /**
   * Writes one image as floats, {@code table[unsigned byte]} each, into {@code target} from {@code
   * offset} on.
   */
  public void copyImage(int index, float[] table, float[] target, int offset) {
    int from = place(index) * shape.size();
    for (int i = 0; i < shape.size(); i++) {
      target[offset + i] = table[pixels[from + i] & 0xff];
    }
  }

  /** The first {@code count} images, sharing this set's memory; this set if it has no more. */
  public Dataset limit(int count) {
    return count >= size
        ? this
        : new Dataset(name, shape, classNames, pixels, labels, count, places);
  }

  /** These images in this order, sharing this set's memory. */
  public Dataset choose(int[] images) {
    int[] chosen = Arrays.stream(images).map(this::place).toArray();
    return new Dataset(name, shape, classNames, pixels, labels, chosen.length, chosen);
  }

  /** SHA-256 over the pixels and then the labels, as 64 hexadecimal digits. */
  public String sha256() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (int i = 0; i < size; i++) {
        digest.update(pixels, place(i) * shape.size(), shape.size());
      }
      for (int i = 0; i < size; i++) {
        digest.update(labels[place(i)]);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /** Where an image is in the arrays. */
  private int place(int index) {
    if (index < 0 || index >= size) {
      throw new IndexOutOfBoundsException(
          "Image %d of %s: it has images 0 to %d".formatted(index, name, size - 1));
    }
    return places == null ? index : places[index];
  }
}
