package digitscope.network;

import digitscope.config.RunConfig;
import digitscope.data.ImageShape;
import digitscope.nn.Network;
import digitscope.nn.plan.PlanTable;
import java.util.List;

/**
 * What computes a layer, or some in a row as one.
 *
 * @param layer what it is, such as {@code "convolution 3×3, 32 filters + ReLU"}
 * @param backend {@code vector}, {@code nd4j}, {@code java} (loops) or {@code plain}
 * @param why this backend, in words
 */
public record PlannedLayer(String layer, String backend, String why) {
  /**
   * What computes each layer of a network in training.
   *
   * @throws digitscope.config.InvalidNetworkException if a layer does not fit the images
   * @throws digitscope.io.InvalidValueException if this machine does not have the chosen backend
   */
  public static List<PlannedLayer> of(RunConfig config, ImageShape image, int classes) {
    try (Network network =
        NetworkFactory.network(config.network(), config.training(), image, classes).network()) {
      return PlanTable.of(network).stream()
          .map(row -> new PlannedLayer(row.layers(), row.backend(), row.why()))
          .toList();
    }
  }
}
