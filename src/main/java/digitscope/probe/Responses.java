package digitscope.probe;

import digitscope.nn.Execution;
import digitscope.nn.Layer;
import digitscope.nn.MapShape;
import java.util.Arrays;
import java.util.List;

/**
 * How strongly the filters of a layer answer to images, after the layer's activation; for the
 * output layer, before it.
 *
 * <p>A filter is dead if its answer is one and the same value at every place of every image of a
 * sample. For ReLU that is 0 everywhere; a saturated sigmoid and a kernel of zeros look so too.
 * Real images decide rather than the ascent, because a filter that is silent on all of them can be
 * woken by some noise, which then means nothing. One that fires on fewer than about one image in
 * 200 may be called dead by a sample of 512.
 */
final class Responses implements AutoCloseable {
  /** Images that are looked at together. */
  static final int BATCH = 64;

  private final Execution execution;
  private final int lastLayer;
  private final MapShape image;
  private final MapShape units;
  private final float[] lowest;
  private final float[] highest;
  private final byte[][] favourites;

  Responses(ProbedNetwork probed, int layerIndex) {
    lastLayer = probed.lastPoint(layerIndex).position();
    List<Layer> layers = probed.layersTo(lastLayer);
    image = layers.get(0).input();
    units = layers.get(lastLayer).output();
    execution = new Execution(probed.network(), layers, BATCH, Execution.Purpose.INFERENCE);
    lowest = new float[units.channels()];
    highest = new float[units.channels()];
    favourites = new byte[units.channels()][];
    Arrays.fill(lowest, Float.POSITIVE_INFINITY);
    Arrays.fill(highest, Float.NEGATIVE_INFINITY);
  }

  /** Takes up to {@link #BATCH} images of the sample into account. */
  void observe(List<byte[]> images) {
    for (int n = 0; n < images.size(); n++) {
      execution.setImage(n, images.get(n));
    }
    execution.forward();
    for (int n = 0; n < images.size(); n++) {
      float[] values = execution.output(lastLayer, n);
      for (int i = 0; i < values.length; i++) {
        int unit = i / units.area();
        lowest[unit] = Math.min(lowest[unit], values[i]);
        if (values[i] > highest[unit]) {
          highest[unit] = values[i];
          favourites[unit] = images.get(n);
        }
      }
    }
  }

  /** The image to which the filter gave its largest answer, once some are observed. */
  byte[] favourite(int unit) {
    return favourites[unit];
  }

  /** Whether the filter gave the same answer everywhere in the images observed so far. */
  boolean isDead(int unit) {
    return lowest[unit] == highest[unit];
  }

  /**
   * Mean answer of filter {@code first + k} to image k, for each image.
   *
   * @param pixels up to {@link #BATCH} images in [image, channels, height, width] order
   */
  double[] excitations(float[] pixels, int first) {
    execution.setInput(Arrays.copyOf(pixels, BATCH * image.size()));
    execution.forward();
    double[] means = new double[pixels.length / image.size()];
    for (int k = 0; k < means.length; k++) {
      float[] values = execution.output(lastLayer, k);
      for (int place = 0; place < units.area(); place++) {
        means[k] += values[(first + k) * units.area() + place] / (double) units.area();
      }
    }
    return means;
  }

  @Override
  public void close() {
    execution.close();
  }
}
