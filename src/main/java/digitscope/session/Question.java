package digitscope.session;

import digitscope.data.Dataset;
import digitscope.data.Progress;
import digitscope.engine.AblationEffect;
import digitscope.eval.Evaluation;
import digitscope.eval.UnitImportance;
import digitscope.probe.Ablation;
import digitscope.probe.Connections;
import digitscope.probe.FeatureMaps;
import digitscope.probe.FilterPatterns;
import digitscope.probe.IncrementalProbe;
import digitscope.probe.LayerKernels;
import digitscope.probe.LayerTimes;
import digitscope.probe.LayerValues;
import digitscope.probe.MapPlace;
import digitscope.probe.MeanMaps;
import digitscope.probe.NearestImages;
import digitscope.probe.NetworkHealth;
import digitscope.probe.Occlusion;
import digitscope.probe.PatternSettings;
import digitscope.probe.Saliency;
import digitscope.probe.SaliencyMethod;
import digitscope.probe.UnitFacets;
import digitscope.probe.UnitResponses;
import digitscope.probe.ValueComputation;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;

/**
 * A question about a network with fixed parameters.
 *
 * @param <R> type of the answer
 */
public sealed interface Question<R> extends Command<R> {
  /** Who finds out: a method for each kind, which begins the work. */
  interface Starter {
    IncrementalProbe<Prediction> predict(Predict question);

    IncrementalProbe<FeatureMaps> maps(ComputeMaps question);

    IncrementalProbe<FilterPatterns> patterns(ComputePatterns question);

    IncrementalProbe<UnitFacets> facets(ComputeFacets question);

    IncrementalProbe<FilterPatterns> followPatterns(FollowPatterns question);

    IncrementalProbe<Saliency> explain(Explain question);

    IncrementalProbe<Occlusion> occlude(Occlude question);

    IncrementalProbe<NearestImages> findNeighbors(FindNeighbors question);

    IncrementalProbe<UnitResponses> responses(MeasureResponses question);

    IncrementalProbe<AblationEffect> ablate(Ablate question);

    IncrementalProbe<UnitImportance> rankUnits(RankUnits question);

    IncrementalProbe<Evaluation> evaluate(Evaluate question);

    IncrementalProbe<ValueComputation> computeValue(ComputeValue question);

    IncrementalProbe<Connections> readConnections(ReadConnections question);

    IncrementalProbe<LayerKernels> readKernels(ReadKernels question);

    IncrementalProbe<LayerKernels> nextGradient(ComputeNextGradient question);

    IncrementalProbe<MeanMaps> meanMaps(ComputeMeanMaps question);

    IncrementalProbe<LayerValues> layerValues(ReadLayer question);

    IncrementalProbe<LayerTimes> time(MeasureLayers question);

    IncrementalProbe<NetworkHealth> examine(Examine question);
  }

  /** Calls the method of the kind that this is. */
  IncrementalProbe<R> begin(Starter starter);

  /** Whether it is answered at once, and not in pieces beside the training. */
  default boolean isQuick() {
    return false;
  }

  /**
   * While others compute, work on it rests this many times as long as it ran: only once where a
   * caller waits for the answer.
   */
  default int rest() {
    return 1;
  }

  /** Whether it is worked on before others that wait, as it takes less than they do. */
  default boolean comesFirst() {
    return false;
  }

  @Override
  default void reach(Recipient recipient, CompletableFuture<R> answer) {
    recipient.ask(this, answer);
  }

  /**
   * Classify a drawing. A newer one replaces an older one that still waits.
   *
   * @param image unsigned bytes in [channels, height, width] order; not changed afterwards
   */
  record Predict(byte[] image) implements Question<Prediction> {
    @Override
    public IncrementalProbe<Prediction> begin(Starter starter) {
      return starter.predict(this);
    }

    @Override
    public boolean isQuick() {
      return true;
    }

    @Override
    public boolean replacesOlder() {
      return true;
    }
  }

  /**
   * Compute what an image excites in every layer, once.
   *
   * @param image unsigned bytes in [channels, height, width] order; not changed afterwards
   */
  record ComputeMaps(byte[] image) implements Question<FeatureMaps> {
    @Override
    public IncrementalProbe<FeatureMaps> begin(Starter starter) {
      return starter.maps(this);
    }

    @Override
    public boolean isQuick() {
      return true;
    }
  }

  /**
   * Find the patterns that excite the filters of a layer. Those that are known of the same weights
   * are answered at once.
   *
   * @param progress hears how far the work is, on the owner's thread
   */
  record ComputePatterns(int layerIndex, PatternSettings.Method method, Progress progress)
      implements Question<FilterPatterns> {
    /** In the usual way, and nobody hears how far it is. */
    public ComputePatterns(int layerIndex) {
      this(layerIndex, PatternSettings.Method.UNIT, Progress.NONE);
    }

    @Override
    public IncrementalProbe<FilterPatterns> begin(Starter starter) {
      return starter.patterns(this);
    }

    /** It takes seconds, of which training is to lose little. */
    @Override
    public int rest() {
      return 3;
    }
  }

  /**
   * Find the different patterns that excite one unit of a layer. Those that are known of the same
   * weights are answered at once. A newer one replaces an older one that still waits.
   *
   * @param unit number of the unit, counted from 0
   * @param progress hears how far the work is, on the owner's thread
   */
  record ComputeFacets(int layerIndex, int unit, Progress progress)
      implements Question<UnitFacets> {
    @Override
    public IncrementalProbe<UnitFacets> begin(Starter starter) {
      return starter.facets(this);
    }

    @Override
    public boolean replacesOlder() {
      return true;
    }
  }

  /**
   * Find the patterns that excite the filters of a layer, starting from those of an earlier step,
   * so that fewer steps of ascent are enough. Those that are known of the same weights are answered
   * at once.
   *
   * @param before of the same layer at an earlier step; empty for a search as for {@link
   *     ComputePatterns}
   * @param progress hears how far the work is, on the owner's thread
   */
  record FollowPatterns(
      int layerIndex,
      PatternSettings.Method method,
      Optional<FilterPatterns> before,
      Progress progress)
      implements Question<FilterPatterns> {
    @Override
    public IncrementalProbe<FilterPatterns> begin(Starter starter) {
      return starter.followPatterns(this);
    }

    /** Many of them are asked in a row. */
    @Override
    public int rest() {
      return 9;
    }
  }

  /**
   * Find out which pixels speak for a class. A newer one replaces an older one that still waits.
   *
   * @param image unsigned bytes in [channels, height, width] order; not changed afterwards
   * @param label the class; the likeliest one if empty
   * @param method by which they are asked
   */
  record Explain(byte[] image, OptionalInt label, SaliencyMethod method)
      implements Question<Saliency> {
    @Override
    public IncrementalProbe<Saliency> begin(Starter starter) {
      return starter.explain(this);
    }

    @Override
    public boolean replacesOlder() {
      return true;
    }
  }

  /**
   * Find the smallest square that, blanked, changes what an image is read as. A newer one replaces
   * an older one that still waits.
   *
   * @param image unsigned bytes in [channels, height, width] order; not changed afterwards
   */
  record Occlude(byte[] image) implements Question<Occlusion> {
    @Override
    public IncrementalProbe<Occlusion> begin(Starter starter) {
      return starter.occlude(this);
    }

    @Override
    public boolean replacesOlder() {
      return true;
    }
  }

  /**
   * Find the training images that are nearest in the last hidden layer. A newer one replaces an
   * older one that still waits.
   *
   * @param image unsigned bytes in [channels, height, width] order; not changed afterwards
   * @param label the class whose images are told apart from the others
   * @param itself number of the image in the training set, if it is of it
   * @param among number of training images to compare with, fewer if there are not enough
   */
  record FindNeighbors(byte[] image, int label, OptionalInt itself, int among)
      implements Question<NearestImages> {
    @Override
    public IncrementalProbe<NearestImages> begin(Starter starter) {
      return starter.findNeighbors(this);
    }

    @Override
    public boolean replacesOlder() {
      return true;
    }
  }

  /**
   * Find out what the units of a layer answer to every training image: which ones excite each of
   * them most, and which units are dead. What is known already is answered at once; while the
   * network learns that may be of a step shortly before. A newer one replaces an older one that
   * still waits.
   */
  record MeasureResponses(int layerIndex) implements Question<UnitResponses> {
    @Override
    public IncrementalProbe<UnitResponses> begin(Starter starter) {
      return starter.responses(this);
    }

    /** It takes seconds, of which training is to lose little. */
    @Override
    public int rest() {
      return 3;
    }

    @Override
    public boolean replacesOlder() {
      return true;
    }
  }

  /**
   * Find out what becomes of the predictions if the outputs of some units are changed, in a copy of
   * the network. A newer one replaces an older one that still waits.
   *
   * @param images the labeled set to predict
   * @param image one more that is asked about, as unsigned bytes; not changed afterwards
   * @param before what the network says of the set as it is, if that is known; found out if it
   *     turns out to be of another step
   */
  record Ablate(
      Ablation ablation, Dataset images, Optional<byte[]> image, Optional<Evaluation> before)
      implements Question<AblationEffect> {
    @Override
    public IncrementalProbe<AblationEffect> begin(Starter starter) {
      return starter.ablate(this);
    }

    @Override
    public boolean comesFirst() {
      return true;
    }

    @Override
    public boolean replacesOlder() {
      return true;
    }
  }

  /**
   * Measure how long each part of the network takes to train. A newer one replaces an older one
   * that still waits.
   */
  record MeasureLayers() implements Question<LayerTimes> {
    @Override
    public IncrementalProbe<LayerTimes> begin(Starter starter) {
      return starter.time(this);
    }

    @Override
    public boolean replacesOlder() {
      return true;
    }
  }

  /**
   * Find out what each unit of a layer matters for. A newer one replaces an older one that still
   * waits.
   *
   * @param layerIndex place of the layer, counted from 0
   * @param images the labeled set to predict
   */
  record RankUnits(int layerIndex, Dataset images) implements Question<UnitImportance> {
    @Override
    public IncrementalProbe<UnitImportance> begin(Starter starter) {
      return starter.rankUnits(this);
    }

    @Override
    public boolean replacesOlder() {
      return true;
    }
  }

  /**
   * Evaluate the network on a labeled set beside that of its training. A newer one replaces an
   * older one that still waits.
   *
   * @param images of the shape and classes that the network was made for
   * @param progress hears how far the work is, on the owner's thread
   */
  record Evaluate(Dataset images, Progress progress) implements Question<Evaluation> {
    @Override
    public IncrementalProbe<Evaluation> begin(Starter starter) {
      return starter.evaluate(this);
    }

    /** It takes seconds, of which training is to lose little. */
    @Override
    public int rest() {
      return 3;
    }

    @Override
    public boolean replacesOlder() {
      return true;
    }
  }

  /**
   * Write out how one value of a layer comes about, forward and backward. A newer one replaces an
   * older one that still waits.
   *
   * @param image unsigned bytes in [channels, height, width] order; not changed afterwards
   * @param place which value
   * @param label class that the gradient is for; the likeliest one if empty
   */
  record ComputeValue(byte[] image, MapPlace place, OptionalInt label)
      implements Question<ValueComputation> {
    @Override
    public IncrementalProbe<ValueComputation> begin(Starter starter) {
      return starter.computeValue(this);
    }

    @Override
    public boolean replacesOlder() {
      return true;
    }
  }

  /** Read how strongly the maps of each layer read those of the layer before. */
  record ReadConnections() implements Question<Connections> {
    @Override
    public IncrementalProbe<Connections> begin(Starter starter) {
      return starter.readConnections(this);
    }

    @Override
    public boolean replacesOlder() {
      return true;
    }
  }

  /**
   * Read the weights of a layer as pictures.
   *
   * @param layerIndex place of the layer, counted from 0
   */
  record ReadKernels(int layerIndex) implements Question<LayerKernels> {
    @Override
    public IncrementalProbe<LayerKernels> begin(Starter starter) {
      return starter.readKernels(this);
    }
  }

  /**
   * Compute what the next training step's mini-batch says of the weights of a layer: the mean
   * gradient that the optimizer will get. A newer one replaces an older one that still waits.
   *
   * @param layerIndex place of the layer, counted from 0
   */
  record ComputeNextGradient(int layerIndex) implements Question<LayerKernels> {
    @Override
    public IncrementalProbe<LayerKernels> begin(Starter starter) {
      return starter.nextGradient(this);
    }

    @Override
    public boolean replacesOlder() {
      return true;
    }
  }

  /**
   * Compute what the training images of a class excite on average. A newer one replaces an older
   * one that still waits.
   *
   * @param label the class
   * @param most number of images to look at, fewer if there are not enough
   */
  record ComputeMeanMaps(int label, int most) implements Question<MeanMaps> {
    @Override
    public IncrementalProbe<MeanMaps> begin(Starter starter) {
      return starter.meanMaps(this);
    }

    @Override
    public boolean replacesOlder() {
      return true;
    }
  }

  /**
   * Read what a layer makes of images. A newer one replaces an older one that still waits.
   *
   * @param layerIndex place of the layer, counted from 0
   * @param images gives an image by its number, unsigned bytes in [channels, height, width] order
   * @param order numbers of the images to be read; not changed afterwards
   */
  record ReadLayer(int layerIndex, IntFunction<byte[]> images, int[] order)
      implements Question<LayerValues> {
    @Override
    public IncrementalProbe<LayerValues> begin(Starter starter) {
      return starter.layerValues(this);
    }

    @Override
    public boolean replacesOlder() {
      return true;
    }
  }

  /** Find out how the layers of the network fare. */
  record Examine() implements Question<NetworkHealth> {
    @Override
    public IncrementalProbe<NetworkHealth> begin(Starter starter) {
      return starter.examine(this);
    }
  }
}
