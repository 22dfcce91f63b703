package digitscope.ui.confusion;

import digitscope.probe.Saliency;
import digitscope.ui.control.images.PixelImages;
import javafx.scene.image.Image;

/**
 * A picture of an image, and what is laid over it: the weaker that is, the more of the image is
 * seen through it.
 */
final class Overlays {
  private static final int FOR = 0xff9a2e;
  private static final int AGAINST = 0x4da3ff;

  /** How much of the image is hidden at most, of 255. */
  private static final int MOST_OPAQUE = 235;

  /** About the sides of a picture: enough for a large window. */
  private static final int SIDE = 320;

  private static final int LEGEND_WIDTH = 96;
  private static final int LEGEND_HEIGHT = 10;

  private Overlays() {}

  /**
   * What speaks for the class in orange, what against it in blue.
   *
   * @param values in [height, width] order
   */
  static Image signed(float[] values, int height, int width) {
    float most = 0;
    for (float value : values) {
      most = Math.max(most, Math.abs(value));
    }
    int[] argb = new int[values.length];
    for (int i = 0; i < argb.length; i++) {
      argb[i] = signed(most == 0 ? 0 : values[i] / most);
    }
    return enlarged(argb, height, width);
  }

  /**
   * ARGB pixels in [height, width] order as squares: pixels that are enlarged only on the screen
   * flow into one another there.
   */
  static Image enlarged(int[] argb, int height, int width) {
    int times = enlargement(height, width);
    int wide = times * width;
    int[] squares = new int[times * height * wide];
    for (int y = 0; y < times * height; y++) {
      for (int x = 0; x < wide; x++) {
        squares[y * wide + x] = argb[y / times * width + x / times];
      }
    }
    return PixelImages.image(squares, times * height, wide);
  }

  private static int enlargement(int height, int width) {
    return Math.max(1, SIDE / Math.max(height, width));
  }

  /** What speaks for the class on the sequential scale. */
  static Image of(Saliency.HeatMap map, int height, int width) {
    int times = enlargement(height, width);
    float[] values = map.over(times * height, times * width);
    float most = 0;
    for (float value : values) {
      most = Math.max(most, value);
    }
    int[] argb = new int[values.length];
    for (int i = 0; i < argb.length; i++) {
      argb[i] = heat(most == 0 ? 0 : values[i] / most);
    }
    return PixelImages.image(argb, times * height, times * width);
  }

  /** The colors from what speaks most against the class to what speaks most for it. */
  static Image signedLegend() {
    return legend(part -> signed(2 * part - 1));
  }

  /** The colors from what says nothing to what speaks most for the class. */
  static Image heatLegend() {
    return legend(Overlays::heat);
  }

  private static Image legend(FloatToColor scale) {
    int[] argb = new int[LEGEND_WIDTH * LEGEND_HEIGHT];
    for (int i = 0; i < argb.length; i++) {
      argb[i] = onBlack(scale.at((float) (i % LEGEND_WIDTH) / (LEGEND_WIDTH - 1)));
    }
    return PixelImages.image(argb, LEGEND_HEIGHT, LEGEND_WIDTH);
  }

  /** A scale of colors from 0 to 1. */
  private interface FloatToColor {
    int at(float part);
  }

  private static int signed(float value) {
    // The root lifts what is weak, of which there is most.
    double strength = Math.sqrt(Math.abs(value));
    return (int) Math.round(MOST_OPAQUE * strength) << 24 | (value < 0 ? AGAINST : FOR);
  }

  private static int heat(float value) {
    int opacity = Math.round(MOST_OPAQUE * 0.8f * value);
    return opacity << 24 | (PixelImages.sequentialArgb(0.25f + 0.75f * value) & 0xffffff);
  }

  private static int onBlack(int argb) {
    int opacity = argb >>> 24;
    int red = (argb >> 16 & 0xff) * opacity / 255;
    int green = (argb >> 8 & 0xff) * opacity / 255;
    int blue = (argb & 0xff) * opacity / 255;
    return 0xff000000 | red << 16 | green << 8 | blue;
  }
}
