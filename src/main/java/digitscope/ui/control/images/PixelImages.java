package digitscope.ui.control.images;

import javafx.scene.image.Image;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;

/**
 * Small pictures from plain arrays, one pixel a value; show them enlarged with smoothing off.
 *
 * <p>The diverging scale runs from blue over white to orange, which people with any common color
 * blindness can tell apart. The sequential one runs from black over violet and orange to pale
 * yellow, ever lighter: the "magma" scale of van der Walt and Smith (2015).
 */
public final class PixelImages {
  private static final int[] MAGMA = {
    0x000004, 0x1c1044, 0x4f127b, 0x812581, 0xb5367a, 0xe55964, 0xfb8761, 0xfec287, 0xfcfdbf
  };

  private PixelImages() {}

  /** Unsigned bytes in [height, width] order as gray: 0 black, 255 white. */
  public static Image gray(byte[] pixels, int height, int width) {
    return image(grayArgb(pixels, height, width), height, width);
  }

  /**
   * Values in [height, width] order from {@code offset} on as gray: {@code low} black, {@code high}
   * white; black throughout if both are equal.
   */
  public static Image gray(
      float[] values, int offset, int height, int width, float low, float high) {
    return image(grayArgb(values, offset, height * width, low, high), height, width);
  }

  /**
   * Values in [height, width] order from {@code offset} on, on the diverging scale: {@code
   * -largest} blue, 0 white, {@code largest} orange.
   */
  public static Image diverging(float[] values, int offset, int height, int width, float largest) {
    return image(divergingArgb(values, offset, height * width, largest), height, width);
  }

  /**
   * An image in [channels, height, width] order, unsigned bytes: three channels are red, green and
   * blue; of any other number the first is shown in gray.
   */
  public static Image picture(byte[] pixels, int channels, int height, int width) {
    return image(pictureArgb(pixels, channels, height, width), height, width);
  }

  /** As {@link #picture}, as ARGB pixels in [height, width] order. */
  public static int[] pictureArgb(byte[] pixels, int channels, int height, int width) {
    if (channels != 3) {
      return grayArgb(pixels, height, width);
    }
    int[] argb = new int[height * width];
    for (int i = 0; i < argb.length; i++) {
      argb[i] =
          rgb(pixels[i] & 0xff, pixels[argb.length + i] & 0xff, pixels[2 * argb.length + i] & 0xff);
    }
    return argb;
  }

  /** As {@link #pictureArgb(byte[], int, int, int)} of values from 0, dark, to 1, light. */
  public static int[] pictureArgb(float[] values, int channels, int height, int width) {
    byte[] pixels = new byte[channels * height * width];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) Math.round(255 * fraction(values[i], 0, 1));
    }
    return pictureArgb(pixels, channels, height, width);
  }

  /** A picture of ARGB pixels in [height, width] order. */
  public static Image image(int[] argb, int height, int width) {
    WritableImage image = new WritableImage(width, height);
    image
        .getPixelWriter()
        .setPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), argb, 0, width);
    return image;
  }

  /** Unsigned bytes in [height, width] order as gray ARGB pixels. */
  public static int[] grayArgb(byte[] pixels, int height, int width) {
    int[] argb = new int[height * width];
    for (int i = 0; i < argb.length; i++) {
      argb[i] = grayArgb(pixels[i] & 0xff);
    }
    return argb;
  }

  /** {@code count} values from {@code offset} on as gray ARGB pixels. */
  public static int[] grayArgb(float[] values, int offset, int count, float low, float high) {
    int[] argb = new int[count];
    for (int i = 0; i < count; i++) {
      argb[i] = grayArgb(Math.round(255 * fraction(values[offset + i], low, high)));
    }
    return argb;
  }

  /** {@code count} values from {@code offset} on as ARGB pixels of the diverging scale. */
  public static int[] divergingArgb(float[] values, int offset, int count, float largest) {
    int[] argb = new int[count];
    for (int i = 0; i < count; i++) {
      argb[i] = divergingArgb(largest > 0 ? values[offset + i] / largest : 0);
    }
    return argb;
  }

  /** {@code count} values from {@code offset} on as ARGB pixels of the sequential scale. */
  public static int[] sequentialArgb(float[] values, int offset, int count, float low, float high) {
    int[] argb = new int[count];
    for (int i = 0; i < count; i++) {
      argb[i] = sequentialArgb(fraction(values[offset + i], low, high));
    }
    return argb;
  }

  /** Color of a value in [-1, 1] on the diverging scale, as ARGB. */
  public static int divergingArgb(float value) {
    float strength = Math.min(1, Math.abs(value));
    return blend(0xf7f7f7, value < 0 ? 0x2166ac : 0xe07b17, strength);
  }

  /** Color of a value in [0, 1] on the sequential scale, as ARGB. */
  public static int sequentialArgb(float value) {
    float place = fraction(value, 0, 1) * (MAGMA.length - 1);
    int below = Math.min((int) place, MAGMA.length - 2);
    return blend(MAGMA[below], MAGMA[below + 1], place - below);
  }

  private static int blend(int from, int to, float strength) {
    return 0xff000000
        | blend(from, to, strength, 16)
        | blend(from, to, strength, 8)
        | blend(from, to, strength, 0);
  }

  private static int blend(int from, int to, float strength, int shift) {
    int start = from >> shift & 0xff;
    int end = to >> shift & 0xff;
    return Math.round(start + (end - start) * strength) << shift;
  }

  private static int grayArgb(int level) {
    return rgb(level, level, level);
  }

  private static int rgb(int red, int green, int blue) {
    return 0xff000000 | red << 16 | green << 8 | blue;
  }

  private static float fraction(float value, float low, float high) {
    return high > low ? Math.max(0, Math.min(1, (value - low) / (high - low))) : 0;
  }
}
