package digitscope.probe;

import java.util.Optional;

/**
 * Which pixels of an image speak for a class, by several methods.
 *
 * @param step training step of the network that was asked
 * @param label the class
 * @param probabilities what the network says of the image, one value a class
 * @param attribution of every pixel, by integrated gradients
 * @param heatMap of the last convolution, by Grad-CAM; empty if the network has none
 * @param gradient of the class's logit for every pixel
 * @param smooth mean of that gradient over copies of the image with noise, by SmoothGrad
 * @param occlusion how much of the logit is lost where a square is blanked
 */
public record Saliency(
    long step,
    int label,
    float[] probabilities,
    Attribution attribution,
    Optional<HeatMap> heatMap,
    PixelMap gradient,
    PixelMap smooth,
    Occluded occlusion) {
  /**
   * A number for every pixel, those of the channels added.
   *
   * @param height of the image, pixels
   * @param width of the image, pixels
   * @param values in [height, width] order; above 0 what speaks for the class
   */
  public record PixelMap(int height, int width, float[] values) {}

  /**
   * What blanking costs.
   *
   * @param side of the blanked squares, pixels
   * @param map for each pixel the mean loss of the logit over all squares that cover it
   */
  public record Occluded(int side, PixelMap map) {}

  /**
   * How much each pixel adds to the logit of the class, compared with a black image. The sum is
   * {@code logit - baselineLogit}, up to what summing over steps instead of integrating costs.
   *
   * @param height of the image, pixels
   * @param width of the image, pixels
   * @param values in [height, width] order, those of the channels added
   * @param logit of the class for the image
   * @param baselineLogit of the class for a black image
   * @param steps over which was summed
   */
  public record Attribution(
      int height, int width, float[] values, double logit, double baselineLogit, int steps) {
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
   * Where the last convolution sees what speaks for the class.
   *
   * @param layerIndex place of the convolution in the network, counted from 0
   * @param title of the layer, such as {@code "convolution 3×3×32"}
   * @param height of the layer's maps
   * @param width of the layer's maps
   * @param values in [height, width] order, at least 0
   */
  public record HeatMap(int layerIndex, String title, int height, int width, float[] values) {
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
