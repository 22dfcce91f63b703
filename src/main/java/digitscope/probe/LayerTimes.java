package digitscope.probe;

import java.util.List;

/**
 * The backend and the time of each part of a network.
 *
 * @param step training step of the network that was measured
 * @param batch number of images that were computed at once
 * @param passes how often the network was measured; each time is the least of them
 * @param blocks from input to output
 */
public record LayerTimes(long step, int batch, int passes, List<Block> blocks) {
  /**
   * One or several layers in a row that are computed as one.
   *
   * @param layers indices of the layers, counted from 0, of which it computes all or a part; rising
   * @param title what it computes, such as {@code "convolution 3×3, 32 filters + max pooling 2×2"}
   * @param backend what computes it, in lower case
   * @param why this backend, in words
   * @param forwardNanos time of the pass forward, an image
   * @param backwardNanos time of the pass backward, an image; 0 if there is none
   */
  public record Block(
      List<Integer> layers,
      String title,
      String backend,
      String why,
      double forwardNanos,
      double backwardNanos) {
    public Block {
      layers = List.copyOf(layers);
    }

    /** Time of a training step, an image. */
    public double trainingNanos() {
      return forwardNanos + backwardNanos;
    }
  }

  public LayerTimes {
    blocks = List.copyOf(blocks);
  }
}
