package digitscope.probe;

import java.util.List;
import java.util.Optional;

/**
 * What one image excites in every layer, as plain arrays.
 *
 * @param step training step of the network that was asked
 * @param image the image, as unsigned bytes in [channels, height, width] order
 * @param layers what each layer gave, from input to output; a layer with an activation appears
 *     twice, before and after it
 * @param kernels the kernels of the first convolution, if there is one
 * @param probabilities output of the network for the image, one value a class
 */
public record FeatureMaps(
    long step,
    byte[] image,
    List<LayerMaps> layers,
    Optional<Kernels> kernels,
    float[] probabilities) {
  /** What a layer's values are. */
  public enum Stage {
    PRE_ACTIVATION,
    ACTIVATION,
    POOLED,
    /** Output of a layer that neither activates nor pools, such as flatten. */
    OUTPUT
  }

  /**
   * The maps of one layer at one stage. A vector of n units is n maps of 1×1.
   *
   * @param layerIndex place in the network, counted from 0
   * @param title what the user reads, such as {@code "convolution 3×3×32"}
   * @param values in [channels, height, width] order
   */
  public record LayerMaps(
      int layerIndex,
      String title,
      Stage stage,
      int channels,
      int height,
      int width,
      float[] values) {}

  /**
   * Kernels of a convolution.
   *
   * @param values in [filters, inputs, height, width] order
   */
  public record Kernels(int filters, int inputs, int height, int width, float[] values) {}
}
