package digitscope.engine;

import digitscope.config.InvalidNetworkException;
import digitscope.config.RunConfig;
import digitscope.data.ImageShape;

/** Loads in advance what a run, and those who look at it, would wait for. */
public final class WarmUp {
  private static final int CLASSES = 10;

  private WarmUp() {}

  /**
   * Lets a network like the planned one classify one blank image, as large as MNIST's, and show its
   * maps. That loads what computes it and nothing else: no native library if Java's vectors compute
   * all of it. Nothing happens if the network does not fit such an image.
   *
   * @param planned the run that is likely to be trained
   * @throws LinkageError if a native library is needed and cannot be loaded
   */
  public static void of(RunConfig planned) {
    ImageShape shape = ImageShape.MNIST;
    RunConfig fitting = planned.adaptedTo(shape, CLASSES);
    try (FrozenNetwork network =
        FrozenNetwork.build(fitting.network(), fitting.training(), shape, CLASSES)) {
      network.predict(new byte[shape.size()]);
      network.maps(new byte[shape.size()], 0);
    } catch (InvalidNetworkException e) {
      // The setup says so beside the layer.
    }
  }
}
