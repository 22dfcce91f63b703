package digitscope.data;

import digitscope.io.InvalidValueException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Labeled images, held as unsigned bytes in memory or in a mapped file. Immutable as long as nobody
 * writes the arrays or the file it was given, which nobody may; reading is safe from any thread.
 */
public final class Dataset {
  private final String name;
  private final ImageShape shape;
  private final List<String> classNames;
  private final PixelStore pixels;
  private final byte[] labels;

  /** The labels before the user corrected some. */
  private final byte[] originalLabels;

  private final int size;

  /** Where each image is, if not simply one after another. */
  private final int @Nullable [] places;

  /**
   * @param name what the user reads, such as {@code "digits, test"}
   * @param shape shape of each image
   * @param classNames names of the classes; labels are indices into it
   * @param pixels the images one after another, each in [channels, height, width] order, 0 is
   *     background and 255 full ink; not copied
   * @param labels one label an image; not copied
   */
  public Dataset(
      String name, ImageShape shape, List<String> classNames, byte[] pixels, byte[] labels) {
    this(
        name,
        shape,
        classNames,
        new PixelStore.InMemory(labels.length, shape.size(), pixels),
        labels);
  }

  /**
   * @param pixels the images, each in [channels, height, width] order
   * @param labels one label an image; not copied
   */
  public Dataset(
      String name, ImageShape shape, List<String> classNames, PixelStore pixels, byte[] labels) {
    this(name, shape, classNames, pixels, labels, labels, labels.length, null);
    if (pixels.images() != labels.length || pixels.imageSize() != shape.size()) {
      throw new InvalidValueException(
          String.format(
              Locale.ROOT,
              "%,d labels for images of %s, but there are %,d images of %,d bytes",
              labels.length,
              shape,
              pixels.images(),
              pixels.imageSize()));
    }
  }

  private Dataset(
      String name,
      ImageShape shape,
      List<String> classNames,
      PixelStore pixels,
      byte[] labels,
      byte[] originalLabels,
      int size,
      int @Nullable [] places) {
    this.name = name;
    this.shape = shape;
    this.classNames = List.copyOf(classNames);
    this.pixels = pixels;
    this.labels = labels;
    this.originalLabels = originalLabels;
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

  /** The label that an image had before the user corrected it. */
  public int originalLabel(int index) {
    return originalLabels[place(index)] & 0xff;
  }

  /** A copy of one image: {@code shape().size()} unsigned bytes. */
  public byte[] image(int index) {
    byte[] image = new byte[shape.size()];
    copyImage(index, image, 0);
    return image;
  }

  /** Copies one image into {@code target} from {@code offset} on. */
  public void copyImage(int index, byte[] target, int offset) {
    pixels.copy(place(index), target, offset);
  }

  /**
   * Writes one image as floats, {@code table[unsigned byte]} each, into {@code target} from {@code
   * offset} on.
   */
  public void copyImage(int index, float[] table, float[] target, int offset) {
    pixels.copy(place(index), table, target, offset);
  }

  /** The first {@code count} images, sharing this set's memory; this set if it has no more. */
  public Dataset limit(int count) {
    return count >= size
        ? this
        : new Dataset(name, shape, classNames, pixels, labels, originalLabels, count, places);
  }

  /** The same images under another name, sharing this set's memory. */
  public Dataset named(String other) {
    return new Dataset(other, shape, classNames, pixels, labels, originalLabels, size, places);
  }

  /** These images in this order, sharing this set's memory. */
  public Dataset choose(int[] images) {
    int[] chosen = Arrays.stream(images).map(this::place).toArray();
    return new Dataset(
        name, shape, classNames, pixels, labels, originalLabels, chosen.length, chosen);
  }

  /**
   * This set with other labels and without some images, sharing this set's pixels.
   *
   * @param otherLabels by number of the image
   * @param leftOut numbers of images
   */
  Dataset corrected(Map<Integer, Integer> otherLabels, Set<Integer> leftOut) {
    byte[] changed = labels.clone();
    otherLabels.forEach((index, label) -> changed[place(index)] = label.byteValue());
    int[] kept =
        IntStream.range(0, size).filter(i -> !leftOut.contains(i)).map(this::place).toArray();
    return new Dataset(name, shape, classNames, pixels, changed, originalLabels, kept.length, kept);
  }

  /**
   * Number of an image where this set was read from. It stays the same when images are left out or
   * chosen.
   */
  public int origin(int index) {
    return place(index);
  }

  /** SHA-256 over the pixels of one image, as 64 hexadecimal digits. */
  public String sha256(int index) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(image(index)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /** SHA-256 over the pixels and then the labels, as 64 hexadecimal digits. */
  public String sha256() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] image = new byte[shape.size()];
      for (int i = 0; i < size; i++) {
        copyImage(i, image, 0);
        digest.update(image);
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
          String.format(
              Locale.ROOT, "There is no image %d in %s: choose 0 to %d", index, name, size - 1));
    }
    return places == null ? index : places[index];
  }
}
