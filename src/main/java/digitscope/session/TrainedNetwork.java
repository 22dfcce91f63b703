package digitscope.session;

import digitscope.config.RunConfig;
import digitscope.data.Dataset;
import digitscope.data.ImageShape;
import digitscope.data.Progress;
import digitscope.engine.AblationEffect;
import digitscope.engine.Engine;
import digitscope.eval.Evaluation;
import digitscope.network.Checkpoint;
import digitscope.network.Planners;
import digitscope.probe.Ablation;
import digitscope.probe.FeatureMaps;
import digitscope.probe.FilterPatterns;
import digitscope.probe.IncrementalProbe;
import digitscope.probe.LayerReader;
import digitscope.probe.PatternSearch;
import digitscope.probe.PatternSettings;
import digitscope.probe.Saliency;
import digitscope.probe.SaliencyMethod;
import digitscope.probe.SaliencyProbe;
import digitscope.probe.UnitResponseProbe;
import digitscope.probe.UnitResponses;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/** A network with the weights of a checkpoint, queried by one thread that waits for answers. */
public final class TrainedNetwork implements AutoCloseable {
  private final Engine engine;
  private final long step;

  /**
   * Builds the network.
   *
   * @param shape of the images it was trained on
   * @param classes number of classes
   * @throws IllegalArgumentException if the checkpoint is of another network
   */
  public TrainedNetwork(RunConfig config, ImageShape shape, int classes, Checkpoint weights) {
    this.step = weights.step();
    this.engine =
        new Engine(config.network(), Planners.available(config.training()), shape, classes);
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
   * @throws IllegalArgumentException if it is of another size than those of this network
   */
  public Prediction predict(byte[] image) {
    return new Prediction(step, engine.frozen().predict(image));
  }

  /**
   * What an image excites in every layer.
   *
   * @param image unsigned bytes in [channels, height, width] order
   * @throws IllegalArgumentException if it is of another size than those of this network
   */
  public FeatureMaps maps(byte[] image) {
    return engine.frozen().maps(image, step);
  }

  /**
   * Finds out which pixels of an image speak for a class, to be compared with other programs.
   *
   * @param image unsigned bytes in [channels, height, width] order
   * @param label the class; the likeliest one if empty
   * @throws IllegalArgumentException if it is of another size, or there is no such class
   */
  public Saliency explain(byte[] image, OptionalInt label, SaliencyMethod method) {
    try (SaliencyProbe probe =
        engine.frozen().explain(image, label, method, step, SaliencyProbe.Exactness.EXPORTED)) {
      while (probe.advance()) {
        // Nobody else waits for this thread.
      }
      return probe.result();
    }
  }

  /**
   * Searches the patterns that excite the filters of a layer.
   *
   * @param layerIndex place of the layer, counted from 0
   * @param real what the units answer to the training images, which the patterns are held against
   * @param training those images
   * @param progress is asked now and then whether to give up
   * @throws CancellationException if it was given up
   * @throws IllegalArgumentException if there is no such layer
   */
  public FilterPatterns patterns(
      int layerIndex,
      PatternSettings settings,
      UnitResponses real,
      Dataset training,
      Progress progress) {
    return patterns(layerIndex, settings, real, Optional.empty(), training, progress);
  }

  /**
   * The same, starting from the patterns of an earlier step.
   *
   * @param before of the same layer, if there are any
   */
  public FilterPatterns patterns(
      int layerIndex,
      PatternSettings settings,
      UnitResponses real,
      Optional<FilterPatterns> before,
      Dataset training,
      Progress progress) {
    int threads = Runtime.getRuntime().availableProcessors();
    try (PatternSearch search =
        engine
            .frozen()
            .startPatterns(
                layerIndex,
                step,
                settings,
                Optional.of(new KnownAnswer<>(real)),
                training,
                threads)) {
      before.ifPresent(search::startFrom);
      while (search.advance()) {
        progress.advance(search.progress());
        if (progress.isCancelled()) {
          throw new CancellationException("Cancelled while patterns were searched");
        }
      }
      return search.result();
    }
  }

  /**
   * Finds out what the units of a layer answer to every image of a set.
   *
   * @param layerIndex place of the layer, counted from 0
   * @param isCancelled asked now and then whether to give up
   * @throws CancellationException if it was given up
   * @throws IllegalArgumentException if there is no such layer
   */
  public UnitResponses responses(int layerIndex, Dataset data, BooleanSupplier isCancelled) {
    try (UnitResponseProbe probe = engine.frozen().startResponses(layerIndex, data, step, false)) {
      while (probe.advance()) {
        if (isCancelled.getAsBoolean()) {
          throw new CancellationException("Cancelled while training images were looked at");
        }
      }
      return probe.result();
    }
  }

  /**
   * Prepares to read what some layers make of images, behind their activation functions. What is
   * read with is closed by the caller.
   *
   * @param layerIndexes places of the layers, counted from 0
   * @param batch most images that are read at once
   * @throws IllegalArgumentException if there is no such layer
   */
  public LayerReader layerReader(List<Integer> layerIndexes, int batch) {
    return engine.frozen().layerReader(layerIndexes, batch);
  }

  /**
   * Evaluates a whole set with the outputs of some units changed. The network stays as it is.
   *
   * @throws IllegalArgumentException if there is no such layer or unit
   */
  public AblationEffect evaluate(Dataset data, Ablation ablation) {
    Optional<Evaluation> before = Optional.of(evaluate(data));
    try (IncrementalProbe<AblationEffect> probe =
        engine.frozen().ablate(ablation, data, Optional.empty(), before, step)) {
      while (probe.advance()) {
        // Nobody else waits for this thread.
      }
      return probe.result();
    }
  }

  @Override
  public void close() {
    engine.close();
  }
}
