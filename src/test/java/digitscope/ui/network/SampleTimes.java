package digitscope.ui.network;

import digitscope.probe.LayerTimes;
import java.util.List;

/** Made-up times of the layers of {@link digitscope.ui.fx.Samples}. */
final class SampleTimes {
  private SampleTimes() {}

  /** The convolution and the pooling are computed as one, flatten not at all. */
  static LayerTimes of(long step) {
    return new LayerTimes(
        step,
        16,
        200,
        List.of(
            new LayerTimes.Block(
                List.of(0, 1),
                "convolution 3×3, 4 filters + max pooling 2×2 + ReLU",
                "vector",
                "it fits",
                1000,
                2000),
            new LayerTimes.Block(List.of(3), "dense 676 → 10", "vector", "it fits", 400, 600)));
  }
}
