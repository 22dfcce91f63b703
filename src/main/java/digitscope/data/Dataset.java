package digitscope.data;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

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
    this(name, shape, classNames, pixels, labels, labels.length);
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
      int size) {
    this.name = name;
    this.shape = shape;
    this.classNames = List.copyOf(classNames);
    this.pixels = pixels;
    this.labels = labels;
    this.size = size;
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
    return labels[checked(index)] & 0xff;
  }

  /** A copy of one image: {@code shape().size()} unsigned bytes. */
  public byte[] image(int index) {
    int from = checked(index) * shape.size();
    return Arrays.copyOfRange(pixels, from, from + shape.size());
  }

  /** Copies one image into {@code target} from {@code offset} on. */
  public void copyImage(int index, byte[] target, int offset) {
    System.arraycopy(pixels, checked(index) * shape.size(), target, offset, shape.size());
  }

  /**
   * Writes one image as floats, {@code table[unsigned byte]} each, into {@code target} from {@code
   * offset} on.
   */
  public void copyImage(int index, float[] table, float[] target, int offset) {
    int from = checked(index) * shape.size();
    for (int i = 0; i < shape.size(); i++) {
      target[offset + i] = table[pixels[from + i] & 0xff];
    }
  }

  /** The first {@code count} images, sharing this set's memory; this set if it has no more. */
  public Dataset limit(int count) {
    return count >= size ? this : new Dataset(name, shape, classNames, pixels, labels, count);
  }

  /** SHA-256 over the pixels and then the labels, as 64 hexadecimal digits. */
  public String sha256() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(pixels, 0, size * shape.size());
      digest.update(labels, 0, size);
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  private int checked(int index) {
    if (index < 0 || index >= size) {
      throw new IndexOutOfBoundsException(
          "Image %d of %s: it has images 0 to %d".formatted(index, name, size - 1));
    }
    return index;
  }
}
