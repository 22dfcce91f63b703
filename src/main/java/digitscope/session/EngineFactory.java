package digitscope.session;

import digitscope.config.NetworkSpec;
import digitscope.config.TrainingSpec;
import digitscope.data.ImageShape;
import digitscope.engine.Engine;

/** Builds what computes; {@code Engine::new} outside tests. */
@FunctionalInterface
interface EngineFactory {
  /**
   * Builds it, on the thread that will own it.
   *
   * @param shape of the images
   * @param classes number of classes
   */
  Engine build(NetworkSpec network, TrainingSpec training, ImageShape shape, int classes);
}
