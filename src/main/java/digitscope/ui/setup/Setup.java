package digitscope.ui.setup;

import digitscope.config.InvalidNetworkException;
import digitscope.config.LayerSummary;
import digitscope.config.RunConfig;
import java.util.List;
import java.util.Optional;

/**
 * A setup, and what shape inference says of its network.
 *
 * @param layers the layers with their shapes; empty if the network does not fit the data
 * @param problem why it does not fit
 */
public record Setup(
    RunConfig config, List<LayerSummary> layers, Optional<InvalidNetworkException> problem) {
  /** Number of weights and biases; 0 if the network does not fit. */
  public long parameters() {
    return layers.stream().mapToLong(LayerSummary::parameters).sum();
  }

  /** Number of values beside them that are not trained; 0 if the network does not fit. */
  public long statistics() {
    return layers.stream().mapToLong(LayerSummary::statistics).sum();
  }
}
