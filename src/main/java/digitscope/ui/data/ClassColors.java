package digitscope.ui.data;

import javafx.scene.paint.Color;

/** A color for each class that is told apart on light and on dark ground, as ARGB. */
final class ClassColors {
  private static final int[] FEW = {
    0xff4e79a7, 0xfff28e2b, 0xff59a14f, 0xffe15759, 0xffb07aa1,
    0xff9c755f, 0xffff9da7, 0xff76b7b2, 0xffd4a72c, 0xff8d8d96
  };

  /** Neighbors on this walk around the circle of hues are far apart, however many there are. */
  private static final double GOLDEN_ANGLE = 137.508;

  private ClassColors() {}

  static int argb(int label, int classes) {
    if (classes <= FEW.length) {
      return FEW[label];
    }
    double saturation = label % 2 == 0 ? 0.75 : 0.5;
    double brightness = label % 3 == 0 ? 0.85 : 0.65;
    Color color = Color.hsb(label * GOLDEN_ANGLE % 360, saturation, brightness);
    return 0xff000000
        | (int) Math.round(color.getRed() * 255) << 16
        | (int) Math.round(color.getGreen() * 255) << 8
        | (int) Math.round(color.getBlue() * 255);
  }

  static Color color(int argb) {
    return Color.rgb(argb >> 16 & 0xff, argb >> 8 & 0xff, argb & 0xff);
  }
}
