package digitscope.session;

import digitscope.config.RunConfig;
import digitscope.data.Dataset;
import digitscope.engine.Hardware;
import digitscope.network.PlannedLayer;
import java.util.List;
import java.util.Optional;

/**
 * What computes a session: workers and backend.
 *
 * @param threads workers that share each mini-batch
 * @param plan what computes each layer in training
 * @param note why this is not what trained the network, in a sentence; empty if it is
 */
public record Computing(
    Hardware hardware, int threads, List<PlannedLayer> plan, Optional<String> note) {
  public Computing {
    plan = List.copyOf(plan);
  }

  static Computing of(RunConfig config, Dataset images, Optional<String> note) {
    return new Computing(
        Hardware.detect(config.training().backend()),
        config.training().withDefiniteThreads().threads(),
        PlannedLayer.of(config, images.shape(), images.classes()),
        note);
  }
}
