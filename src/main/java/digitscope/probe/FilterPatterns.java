package digitscope.probe;

import java.util.List;

/**
 * For each filter (or unit) of a layer, the input image that excites it most.
 *
 * @param step training step of the network that was asked
 * @param layerIndex place in the network, counted from 0
 * @param channels of each pattern image
 * @param height of each pattern image, pixels
 * @param width of each pattern image, pixels
 * @param patterns one a filter, in their order
 */
public record FilterPatterns(
    long step, int layerIndex, int channels, int height, int width, List<Pattern> patterns) {
  /**
   * One pattern.
   *
   * @param unit number of the filter, counted from 0
   * @param pixels in [channels, height, width] order, each in [0, 1]
   * @param excitation mean activation of the filter on the pattern
   * @param dead whether nothing excites the filter: then the pixels are meaningless
   */
  public record Pattern(int unit, float[] pixels, double excitation, boolean dead) {}
}
