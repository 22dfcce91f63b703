package digitscope.data;

import java.util.Arrays;

/** Makes images for a network from pictures of any size. */
public final class PictureFitting {
  private PictureFitting() {}

  /**
   * Makes an image.
   *
   * @return {@code choices.shape().size()} unsigned bytes in [channels, height, width] order, 0 is
   *     background and 255 full ink
   */
  public static byte[] fit(Picture picture, ImportChoices choices) {
    Picture seen = picture.over(choices.behind());
    if (choices.fit() != Fit.INK) {
      return fit(seen, choices.shape(), choices.fit(), choices.inverted());
    }
    Picture gray = seen.gray();
    return gray.shape().equals(ImageShape.MNIST) && DrawingPreparation.isPrepared(gray.light())
        ? gray.light()
        : DrawingPreparation.prepare(InkSeparation.separate(gray));
  }

  /**
   * Makes an image of any shape.
   *
   * @param fit any but {@link Fit#INK}
   */
  static byte[] fit(Picture picture, ImageShape target, Fit fit, boolean inverted) {
    Picture source = target.channels() == 1 ? picture.gray() : picture;
    ImageShape size = source.shape();
    int planeSize = target.height() * target.width();
    byte[] image = new byte[target.size()];
    for (int c = 0; c < size.channels(); c++) {
      byte[] plane = plane(source, c, target, fit);
      System.arraycopy(plane, 0, image, c * planeSize, planeSize);
    }
    for (int c = size.channels(); c < target.channels(); c++) {
      System.arraycopy(image, 0, image, c * planeSize, planeSize);
    }
    if (inverted) {
      for (int i = 0; i < image.length; i++) {
        image[i] = (byte) ~image[i];
      }
    }
    return image;
  }

  private static byte[] plane(Picture source, int channel, ImageShape target, Fit fit) {
    int height = source.shape().height();
    int width = source.shape().width();
    if (height == target.height() && width == target.width()) {
      int size = height * width;
      return Arrays.copyOfRange(source.light(), channel * size, (channel + 1) * size);
    }
    double down = (double) height / target.height();
    double across = (double) width / target.width();
    double both = fit == Fit.WHOLE ? Math.max(down, across) : Math.min(down, across);
    boolean stretched = fit == Fit.STRETCHED;
    Line rows = Line.of(height, target.height(), stretched ? down : both);
    Line columns = Line.of(width, target.width(), stretched ? across : both);
    float rim = fit == Fit.WHOLE ? rim(source, channel) : Float.NaN;
    float[] narrow = new float[height * target.width()];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < target.width(); x++) {
        float sum = 0;
        for (int i = 0; i < columns.weights[x].length; i++) {
          sum += columns.weights[x][i] * source.light(channel, y, columns.first[x] + i);
        }
        narrow[y * target.width() + x] = columns.filled(x, sum, rim);
      }
    }
    byte[] plane = new byte[target.height() * target.width()];
    for (int y = 0; y < target.height(); y++) {
      for (int x = 0; x < target.width(); x++) {
        float sum = 0;
        for (int i = 0; i < rows.weights[y].length; i++) {
          sum += rows.weights[y][i] * narrow[(rows.first[y] + i) * target.width() + x];
        }
        plane[y * target.width() + x] = (byte) Math.round(rows.filled(y, sum, rim));
      }
    }
    return plane;
  }

  /** Mean light of the outermost pixels. */
  static float rim(Picture picture, int channel) {
    int height = picture.shape().height();
    int width = picture.shape().width();
    float sum = 0;
    for (int y = 0; y < height; y++) {
      sum += picture.light(channel, y, 0) + picture.light(channel, y, width - 1);
    }
    for (int x = 0; x < width; x++) {
      sum += picture.light(channel, 0, x) + picture.light(channel, height - 1, x);
    }
    return sum / (2 * (height + width));
  }

  /**
   * Weights that bring a line of pixels to another length, its middle to the new middle: each new
   * pixel is the mean over its own extent, so that nothing is lost; where the line is enlarged,
   * over the extent of one old pixel, which is linear interpolation.
   *
   * @param first for each new pixel, the first old pixel that it takes from
   * @param weights for each new pixel, the weights of the old pixels from there on
   * @param sums of the weights: 1, or less where a new pixel reaches over the end of the line
   */
  private record Line(int[] first, float[][] weights, float[] sums) {
    /**
     * @param pixel old pixels that a new one takes
     */
    static Line of(int from, int to, double pixel) {
      Line line = new Line(new int[to], new float[to][], new float[to]);
      double extent = Math.max(1, pixel);
      for (int i = 0; i < to; i++) {
        double start = from / 2.0 + (i + 0.5 - to / 2.0) * pixel - extent / 2;
        double end = start + extent;
        int first = (int) Math.max(0, Math.min(from, Math.floor(start)));
        int last = (int) Math.max(first, Math.min(from, Math.ceil(end)));
        float[] weights = new float[last - first];
        for (int j = 0; j < weights.length; j++) {
          double overlap = Math.min(end, first + j + 1) - Math.max(start, first + j);
          weights[j] = (float) (Math.max(0, overlap) / extent);
          line.sums[i] += weights[j];
        }
        line.first[i] = first;
        line.weights[i] = weights;
      }
      return line;
    }

    /** The value of a new pixel, of which the part beyond the ends is as {@code rim}, if any. */
    float filled(int i, float sum, float rim) {
      return Float.isNaN(rim) ? sum / sums[i] : sum + (1 - sums[i]) * rim;
    }
  }
}
