package digitscope.probe;

import digitscope.nn.Layer;
import java.util.List;

/** How many images are computed at once, so that a pass takes some 10 ms. */
final class Batches {
  /** Values of all layers together; about what {@code Slicing} found to stay in the cache. */
  private static final long VALUES = 500_000;

  private static final int MOST = 64;

  private Batches() {}

  static int size(List<Layer> layers) {
    long values = layers.stream().mapToLong(layer -> layer.output().size()).sum();
    return (int) Math.max(1, Math.min(MOST, VALUES / Math.max(1, values)));
  }
}
