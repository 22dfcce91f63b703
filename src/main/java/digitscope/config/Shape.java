package digitscope.config;

import digitscope.data.ImageShape;

/** The shape of what one layer gives out for one image. */
public sealed interface Shape {
  /** Number of values. */
  int size();

  /** Feature maps in [channels, height, width] order. */
  record Maps(int channels, int height, int width) implements Shape {
    public static Maps of(ImageShape image) {
      return new Maps(image.channels(), image.height(), image.width());
    }

    @Override
    public int size() {
      return channels * height * width;
    }

    @Override
    public String toString() {
      return channels + "×" + height + "×" + width;
    }
  }

  /** A plain vector of units. */
  record Vector(int size) implements Shape {
    @Override
    public String toString() {
      return Integer.toString(size);
    }
  }
}
