package digitscope.probe;

import digitscope.nn.MapShape;
import java.util.Arrays;
import java.util.List;

/**
 * What is behind the drawings of a data set, and how much is drawn.
 *
 * @param background of each channel, 0 to 1: the median of what lies on the rims of images
 * @param images a sample, each in [channels, height, width] order, 0 to 1
 */
record SampleInk(float[] background, List<float[]> images) {
  /** The part of the images that have less energy than patterns are allowed. */
  private static final double QUANTILE = 0.95;

  /** Where no real image is known. */
  private static final double USUAL_ENERGY = 0.2;

  private static final double LEAST_ENERGY = 0.02;

  /**
   * @param sample unsigned bytes in [channels, height, width] order; may be empty
   * @param shape of each
   */
  static SampleInk of(List<byte[]> sample, MapShape shape) {
    float[] background = new float[shape.channels()];
    List<float[]> images = sample.stream().map(SampleInk::brightness).toList();
    for (int c = 0; c < background.length && !sample.isEmpty(); c++) {
      background[c] = medianOfRims(images, shape, c);
    }
    return new SampleInk(background, images);
  }

  /** Bytes as 0 to 1. */
  static float[] brightness(byte[] image) {
    float[] pixels = new float[image.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (image[i] & 0xff) / 255f;
    }
    return pixels;
  }

  private static float medianOfRims(List<float[]> images, MapShape shape, int channel) {
    int rim = 2 * (shape.height() + shape.width());
    float[] found = new float[images.size() * rim];
    int count = 0;
    for (float[] image : images) {
      int from = channel * shape.area();
      for (int x = 0; x < shape.width(); x++) {
        found[count++] = image[from + x];
        found[count++] = image[from + shape.area() - 1 - x];
      }
      for (int y = 0; y < shape.height(); y++) {
        found[count++] = image[from + y * shape.width()];
        found[count++] = image[from + (y + 1) * shape.width() - 1];
      }
    }
    Arrays.sort(found);
    return found[found.length / 2];
  }

  /**
   * The energy, mean square of what differs from the background, that few real images exceed where
   * a pattern is drawn.
   */
  double energy(PatternTarget target) {
    double[] energies =
        images.stream()
            .mapToDouble(image -> energy(target.cut(image, target.field(), background)))
            .sorted()
            .toArray();
    return energies.length == 0
        ? USUAL_ENERGY
        : Math.max(LEAST_ENERGY, energies[(int) (QUANTILE * (energies.length - 1))]);
  }

  private double energy(float[] drawn) {
    int area = drawn.length / background.length;
    double squares = 0;
    for (int i = 0; i < drawn.length; i++) {
      double value = drawn[i] - background[i / area];
      squares += value * value;
    }
    return squares / drawn.length;
  }
}
