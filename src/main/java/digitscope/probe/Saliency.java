package digitscope.probe;

/**
 * A saliency map: how much each pixel of an image contributes to a class, by one method.
 *
 * @param step training step of the network that was asked
 * @param label the class
 * @param probabilities what the network says of the image, one value a class
 * @param answer what the method found
 */
public record Saliency(long step, int label, float[] probabilities, Answer answer) {
  /** What a method found. */
  public sealed interface Answer {
    /** Calls the method of the kind that this is. */
    <R> R accept(Visitor<R> visitor);

    /**
     * What is made of an answer: a method for each kind.
     *
     * @param <R> type of what is made
     */
    interface Visitor<R> {
      R gradient(Gradient found);

      R smooth(SmoothGradient found);

      R attribution(Attribution found);

      R heatMap(HeatMap found);

      R noConvolution(NoConvolution found);

      R occluded(Occluded found);
    }
  }

  /** The gradient of the class's logit for every pixel. */
  public record Gradient(PixelMap map) implements Answer {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.gradient(this);
    }
  }

  /** The mean of that gradient over copies of the image with noise, by SmoothGrad. */
  public record SmoothGradient(PixelMap map) implements Answer {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.smooth(this);
    }
  }

  /** Grad-CAM of a network without a convolution: there is nothing to show. */
  public record NoConvolution() implements Answer {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.noConvolution(this);
    }
  }

  /**
   * A number for every pixel, those of the channels added.
   *
   * @param height of the image, pixels
   * @param width of the image, pixels
   * @param values in [height, width] order; above 0 what speaks for the class
   */
  public record PixelMap(int height, int width, float[] values) {}

  /**
   * How much of the class's logit is lost where a square is blanked.
   *
   * @param side of the blanked squares, pixels
   * @param map for each pixel the mean loss of the logit over all squares that cover it
   */
  public record Occluded(int side, PixelMap map) implements Answer {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.occluded(this);
    }
  }

  /**
   * How much each pixel adds to the logit of the class, compared with a black image, by integrated
   * gradients. The sum is {@code logit - baselineLogit}, up to what summing over steps instead of
   * integrating costs.
   *
   * @param height of the image, pixels
   * @param width of the image, pixels
   * @param values in [height, width] order, those of the channels added
   * @param logit of the class for the image
   * @param baselineLogit of the class for a black image
   * @param steps over which was summed
   */
  public record Attribution(
      int height, int width, float[] values, double logit, double baselineLogit, int steps)
      implements Answer {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.attribution(this);
    }

    /** What the pixels add together. */
    public double sum() {
      double sum = 0;
      for (float value : values) {
        sum += value;
      }
      return sum;
    }
  }

  /**
   * Where the last convolution sees what speaks for the class, by Grad-CAM.
   *
   * @param layerIndex place of the convolution in the network, counted from 0
   * @param title of the layer, such as {@code "convolution 3×3×32"}
   * @param height of the layer's maps
   * @param width of the layer's maps
   * @param values in [height, width] order, at least 0
   */
  public record HeatMap(int layerIndex, String title, int height, int width, float[] values)
      implements Answer {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.heatMap(this);
    }

    /**
     * The values at the pixels of an image that the maps cover, between the middles of the maps'
     * places on straight lines.
     *
     * @return in [rows, columns] order
     */
    public float[] over(int rows, int columns) {
      float[] result = new float[rows * columns];
      for (int y = 0; y < rows; y++) {
        double row = place(y, rows, height);
        for (int x = 0; x < columns; x++) {
          result[y * columns + x] = (float) between(row, place(x, columns, width));
        }
      }
      return result;
    }

    private static double place(int pixel, int pixels, int places) {
      double place = (pixel + 0.5) * places / pixels - 0.5;
      return Math.max(0, Math.min(places - 1, place));
    }

    private double between(double row, double column) {
      int top = (int) row;
      int left = (int) column;
      int bottom = Math.min(height - 1, top + 1);
      int right = Math.min(width - 1, left + 1);
      double down = row - top;
      double along = column - left;
      double upper = values[top * width + left] * (1 - along) + values[top * width + right] * along;
      double lower =
          values[bottom * width + left] * (1 - along) + values[bottom * width + right] * along;
      return upper * (1 - down) + lower * down;
    }
  }
}
