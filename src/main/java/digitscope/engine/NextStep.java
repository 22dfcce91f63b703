package digitscope.engine;

import digitscope.config.NetworkSpec;
import digitscope.config.TrainingSpec;
import digitscope.data.Dataset;
import digitscope.data.HeldOut;
import digitscope.network.Checkpoint;
import java.util.List;

/**
 * The training step that comes next. As its mini-batch, and all that is drawn at random, follow
 * from seed and step, it can be taken in a copy of the network without taking it.
 *
 * @param network what is trained
 * @param training how
 */
record NextStep(NetworkSpec network, TrainingSpec training) {
  /**
   * What the optimizer will get for each parameter: the mean gradient of the loss over the
   * mini-batch and of the penalty, clipped.
   *
   * @param data the training set, with what is held out
   * @param values the network's flat vector
   * @param step number of steps that led to it
   */
  float[] gradient(Dataset data, float[] values, long step) {
    Dataset images = HeldOut.of(data, training.validation().fraction(), training.seed()).training();
    int[] batch = new DataOrder(images.size(), training.batchSize(), training.seed()).batch(step);
    double rate = training.learningRate();
    try (Engine engine =
        new Engine(network, training.withThreads(1), data.shape(), data.classes())) {
      int state = engine.checkpoint(step, rate).optimizerState().length;
      engine.restore(new Checkpoint(step, rate, values, new float[state]));
      engine.startSteps(images, List.of(new Engine.Step(batch, step, rate)), () -> {});
      engine.finishSteps();
      return engine.gradient();
    }
  }
}
