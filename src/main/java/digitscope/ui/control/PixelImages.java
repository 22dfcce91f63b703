package digitscope.ui.control;

import javafx.scene.image.Image;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;

/**
 * Small pictures from plain arrays, one pixel a value; show them enlarged with smoothing off.
 *
 * <p>The diverging scale runs from blue over white to orange, which people with any common colour
 * blindness can tell apart.
 */
public final class PixelImages {
  private PixelImages() {}

  /** Unsigned bytes in [height, width] order as grey: 0 black, 255 white. */
  public static Image grey(byte[] pixels, int height, int width) {
    int[] argb = new int[height * width];
    for (int i = 0; i < argb.length; i++) {
      argb[i] = greyArgb(pixels[i] & 0xff);
    }
    return image(argb, height, width);
  }

  /**
   * Values in [height, width] order from {@code offset} on as grey: {@code low} black, {@code high}
   * white; black throughout if both are equal.
   */
  public static Image grey(
      float[] values, int offset, int height, int width, float low, float high) {
    float scale = high > low ? 255 / (high - low) : 0;
    int[] argb = new int[height * width];
    for (int i = 0; i < argb.length; i++) {
      argb[i] = greyArgb(Math.round(clamp((values[offset + i] - low) * scale, 0, 255)));
    }
    return image(argb, height, width);
  }

  /**
   * Values in [height, width] order from {@code offset} on, on the diverging scale: {@code
   * -largest} blue, 0 white, {@code largest} orange.
   */
  public static Image diverging(float[] values, int offset, int height, int width, float largest) {
    int[] argb = new int[height * width];
    for (int i = 0; i < argb.length; i++) {
      argb[i] = divergingArgb(largest > 0 ? values[offset + i] / largest : 0);
    }
    return image(argb, height, width);
  }

  /** Colour of a value in [-1, 1] on the diverging scale, as ARGB. */
  public static int divergingArgb(float value) {
    float strength = Math.min(1, Math.abs(value));
    return value < 0 ? blend(0x21, 0x66, 0xac, strength) : blend(0xe0, 0x7b, 0x17, strength);
  }

  private static int blend(int red, int green, int blue, float strength) {
    return 0xff000000
        | Math.round(247 + (red - 247) * strength) << 16
        | Math.round(247 + (green - 247) * strength) << 8
        | Math.round(247 + (blue - 247) * strength);
  }

  private static int greyArgb(int level) {
    return 0xff000000 | level << 16 | level << 8 | level;
  }

  private static float clamp(float value, float low, float high) {
    return Math.max(low, Math.min(high, value));
  }

  private static Image image(int[] argb, int height, int width) {
    WritableImage image = new WritableImage(width, height);
    image
        .getPixelWriter()
        .setPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), argb, 0, width);
    return image;
  }
}
