package digitscope.train;

import digitscope.config.RunConfig;
import digitscope.data.Dataset;
import digitscope.data.ImageShape;
import digitscope.eval.Evaluation;
import digitscope.probe.FilterPatterns;
import digitscope.probe.PatternSearch;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/** A network with the weights of a checkpoint, to be asked by one thread that waits for answers. */
public final class TrainedNetwork implements AutoCloseable {
  private final Engine engine;
  private final ImageShape shape;
  private final long step;

  /**
   * Builds the network.
   *
   * @param shape of the images it was trained on
   * @param classes number of classes
   * @throws IllegalArgumentException if the checkpoint is of another network
   */
  public TrainedNetwork(RunConfig config, ImageShape shape, int classes, Checkpoint weights) {
    this.shape = shape;
    this.step = weights.step();
    this.engine = new Engine(config.network(), config.training(), shape, classes);
    engine.restore(weights);
  }

  /** Evaluates a whole set of images of the network's shape and classes. */
  public Evaluation evaluate(Dataset data) {
    engine.startEvaluation(data, () -> {});
    return engine.finishEvaluation(step);
  }

  /**
   * Classifies one image.
   *
   * @param image unsigned bytes in [channels, height, width] order
   */
  public Prediction predict(byte[] image) {
    if (image.length != shape.size()) {
      throw new IllegalArgumentException(
          "An image of this network has %d values, not %d".formatted(shape.size(), image.length));
    }
    return new Prediction(step, engine.predict(image));
  }

  /**
   * Searches the patterns that excite the filters of a layer. The images of the first set that was
   * evaluated tell which filters are dead.
   *
   * @param layerIndex place of the layer, counted from 0
   * @param isCancelled asked now and then whether to give up
   * @throws CancellationException if it was given up
   * @throws IllegalArgumentException if there is no such layer
   */
  public FilterPatterns patterns(int layerIndex, BooleanSupplier isCancelled) {
    try (PatternSearch search = engine.startPatterns(layerIndex, step)) {
      while (search.advance()) {
        if (isCancelled.getAsBoolean()) {
          throw new CancellationException("Cancelled while patterns were searched");
        }
      }
      return search.result();
    }
  }

  @Override
  public void close() {
    engine.close();
  }
}
