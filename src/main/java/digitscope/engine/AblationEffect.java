package digitscope.engine;

import digitscope.eval.Evaluation;
import digitscope.probe.Ablation;
import java.util.Optional;

/**
 * What a network says of a set as it is, and with the outputs of some units changed.
 *
 * @param ablation what was changed
 * @param before what the network says as it is
 * @param after what it says with the units changed; of the same step and images
 * @param image what it says of one image more, if that was asked
 */
public record AblationEffect(
    Ablation ablation, Evaluation before, Evaluation after, Optional<OfImage> image) {
  /**
   * What it says of an image.
   *
   * @param pixels of the image, as unsigned bytes in [channels, height, width] order
   * @param before one probability a class
   * @param after the same with the units changed
   */
  public record OfImage(byte[] pixels, float[] before, float[] after) {}
}
