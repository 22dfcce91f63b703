package digitscope.probe;

import java.util.List;
import java.util.Optional;

/**
 * The training images most similar to an image: nearest in the network's last hidden layer.
 *
 * @param step training step of the network that was asked
 * @param layer title of the layer, such as {@code "dense 64"}; empty if the network has no hidden
 *     layer, so that the pixels were compared
 * @param compared number of training images that were compared
 * @param total number of training images that there are
 * @param label the class that tells the neighbors apart
 * @param ofClass the nearest that are of that class, the nearest first
 * @param ofOthers the nearest that are of other classes, the nearest first
 */
public record NearestImages(
    long step,
    Optional<String> layer,
    int compared,
    int total,
    int label,
    List<Neighbor> ofClass,
    List<Neighbor> ofOthers) {
  /**
   * One training image.
   *
   * @param index in the training set
   * @param label its class
   * @param distance 1 − the cosine of the angle between both images' hidden values, in [0, 2]
   */
  public record Neighbor(int index, int label, double distance) {}
}
