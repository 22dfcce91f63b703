package digitscope.ui.network;

import digitscope.probe.Distribution;
import digitscope.probe.NetworkHealth;
import digitscope.probe.NetworkHealth.Kind;
import digitscope.probe.NetworkHealth.LayerHealth;
import java.util.List;
import java.util.Optional;

/** Made-up health of the layers of {@link digitscope.ui.fx.Samples}. */
final class SampleHealth {
  private SampleHealth() {}

  private static Distribution spread(float size) {
    return Distribution.of(new float[] {-2 * size, -size, 0, size, 2 * size});
  }

  /**
   * The convolution has 4 filters, of which this many are silent.
   *
   * @param size of weights and gradients
   */
  static NetworkHealth of(long step, int silent, float size) {
    return new NetworkHealth(
        step,
        128,
        256,
        0.5,
        List.of(
            new LayerHealth(
                0,
                "convolution 3×3×4",
                Optional.of(spread(size)),
                Optional.of(spread(size / 100)),
                spread(1),
                Kind.RECTIFIER,
                4,
                silent,
                step == 0 ? Optional.empty() : Optional.of(0.002)),
            new LayerHealth(
                3,
                "dense 10",
                Optional.of(spread(size)),
                Optional.of(spread(size / 100)),
                spread(3),
                Kind.OTHER,
                10,
                0,
                step == 0 ? Optional.empty() : Optional.of(0.001))));
  }
}
