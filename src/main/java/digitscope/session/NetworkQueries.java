package digitscope.session;

import digitscope.data.Dataset;
import digitscope.engine.AblationEffect;
import digitscope.engine.FrozenNetwork;
import digitscope.eval.Evaluation;
import digitscope.eval.UnitImportance;
import digitscope.io.InvalidValueException;
import digitscope.probe.Connections;
import digitscope.probe.FeatureMaps;
import digitscope.probe.FilterPatterns;
import digitscope.probe.IncrementalProbe;
import digitscope.probe.LayerKernels;
import digitscope.probe.LayerTimes;
import digitscope.probe.LayerValues;
import digitscope.probe.MeanMaps;
import digitscope.probe.NearestImages;
import digitscope.probe.NeighborProbe;
import digitscope.probe.NetworkHealth;
import digitscope.probe.Occlusion;
import digitscope.probe.PatternSettings;
import digitscope.probe.Saliency;
import digitscope.probe.UnitFacets;
import digitscope.probe.UnitResponses;
import digitscope.probe.ValueComputation;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What answers questions about a network, be it one that learns, between two events of its session,
 * or one that was stored: questions and what is being watched. What takes a while is worked on
 * piece by piece, one question after the other in turns. Belongs to the network's thread.
 */
final class NetworkQueries implements AutoCloseable {
  private final Dataset training;
  private final int layers;
  private final WatchedProbes watched;
  private final TrainingHiddenValues hidden;
  private final TrainingResponses responses;
  private final TrainingPatterns patterns;
  private final Deque<Pending<?>> pending = new ArrayDeque<>();
  private long pendingDueAt = System.nanoTime();

  /**
   * The network that is asked.
   *
   * @param step number of steps that led to it
   * @param isBusy whether others compute, so that this is not to take all of a processor
   * @param isLearning whether steps are being taken, so that what is found out grows old anyway
   */
  record Asked(FrozenNetwork network, long step, boolean isBusy, boolean isLearning) {}

  /** A question, and the work on it once it has begun. */
  private static final class Pending<R> {
    private final Question<R> question;
    private final CompletableFuture<R> answer;
    private @Nullable IncrementalProbe<R> probe;

    Pending(Question<R> question, CompletableFuture<R> answer) {
      this.question = question;
      this.answer = answer;
    }

    void leave() {
      if (probe != null) {
        probe.close();
        probe = null;
      }
    }
  }

  /**
   * @param training the images that the network learns from, among which neighbors are looked for
   * @param layers number of layers of the network
   */
  NetworkQueries(Dataset training, int layers) {
    this.training = training;
    this.layers = layers;
    this.hidden = new TrainingHiddenValues(training);
    this.responses = new TrainingResponses(training);
    this.patterns = new TrainingPatterns(training, responses);
    this.watched = new WatchedProbes(training.shape().size(), layers, patterns);
  }

  /** Newest feature maps of the watched image, with a step of their own. */
  Optional<FeatureMaps> maps() {
    return watched.maps();
  }

  /** Newest patterns of the watched layer, with a step of their own. */
  Optional<FilterPatterns> patterns() {
    return watched.patterns();
  }

  /** Answers a question, now if it is quick, or promises to. */
  <R> void ask(Question<R> question, CompletableFuture<R> answer, Asked asked) {
    if (answer.isDone()) {
      return;
    }
    Pending<R> added = new Pending<>(question, answer);
    if (question.isQuick()) {
      while (advance(added, asked)) {
        // It has only just begun.
      }
    } else {
      line(added);
    }
  }

  /** One turn each, but for those that come first. */
  private void line(Pending<?> waiting) {
    if (waiting.question.comesFirst()) {
      pending.addFirst(waiting);
    } else {
      pending.addLast(waiting);
    }
  }

  /**
   * Does what is due of the work for one turn.
   *
   * @return whether there is something new to show of what is watched
   */
  boolean advance(Asked asked, Watch watch) {
    advanceQuestion(asked);
    return watched.refresh(asked, watch);
  }

  /** Nanoseconds from now until there is something to do; {@link Long#MAX_VALUE} if there isn't. */
  long nanosUntilDue(Watch watch, long step) {
    long now = System.nanoTime();
    long untilQuestion = pending.isEmpty() ? Long.MAX_VALUE : pendingDueAt - now;
    return Math.min(untilQuestion, watched.nanosUntilDue(watch, step, now));
  }

  private void advanceQuestion(Asked asked) {
    long begunAt = System.nanoTime();
    if (pending.isEmpty() || begunAt < pendingDueAt) {
      return;
    }
    Pending<?> next = pending.remove();
    if (!next.answer.isDone() && advance(next, asked)) {
      line(next);
    } else {
      next.leave();
    }
    long endedAt = System.nanoTime();
    long rest = next.question.rest() * (endedAt - begunAt);
    pendingDueAt = asked.isBusy() ? endedAt + rest : endedAt;
  }

  private <R> boolean advance(Pending<R> next, Asked asked) {
    try {
      IncrementalProbe<R> probe = next.probe;
      if (probe == null) {
        next.probe = next.question.begin(new Beginning(asked));
        return true;
      }
      if (probe.advance()) {
        return true;
      }
      next.answer.complete(probe.result());
    } catch (RuntimeException | Error e) { // such as an image of another size
      Failures.log("A question could not be answered", e);
      next.answer.completeExceptionally(e);
    }
    return false;
  }

  /** Begins what was asked for, with the weights of a step. */
  private final class Beginning implements Question.Starter {
    private final FrozenNetwork network;
    private final Asked asked;

    Beginning(Asked asked) {
      this.asked = asked;
      this.network = asked.network();
    }

    @Override
    public IncrementalProbe<Prediction> predict(Question.Predict question) {
      float[] probabilities = network.predict(question.image());
      return new KnownAnswer<>(new Prediction(asked.step(), probabilities));
    }

    @Override
    public IncrementalProbe<FeatureMaps> maps(Question.ComputeMaps question) {
      return new KnownAnswer<>(network.maps(question.image(), asked.step()));
    }

    @Override
    public IncrementalProbe<FilterPatterns> patterns(Question.ComputePatterns question) {
      return patterns.of(
          asked,
          checked(question.layerIndex()),
          network.patternSettings().with(question.method()),
          question.progress());
    }

    @Override
    public IncrementalProbe<UnitFacets> facets(Question.ComputeFacets question) {
      return patterns.facetsOf(
          asked, checked(question.layerIndex()), question.unit(), question.progress());
    }

    @Override
    public IncrementalProbe<FilterPatterns> followPatterns(Question.FollowPatterns question) {
      int layer = checked(question.layerIndex());
      PatternSettings.Method method = question.method();
      return question
          .before()
          .filter(before -> method != PatternSettings.Method.NOISE) // which is where that starts
          .map(
              before ->
                  patterns.of(
                      asked,
                      layer,
                      network.warmPatternSettings().with(method),
                      Optional.of(before),
                      question.progress()))
          .orElseGet(
              () ->
                  patterns.of(
                      asked, layer, network.patternSettings().with(method), question.progress()));
    }

    @Override
    public IncrementalProbe<Saliency> explain(Question.Explain question) {
      return network.explain(question.image(), question.label(), question.method(), asked.step());
    }

    @Override
    public IncrementalProbe<Occlusion> occlude(Question.Occlude question) {
      return network.occlude(question.image(), asked.step());
    }

    @Override
    public IncrementalProbe<LayerTimes> time(Question.MeasureLayers question) {
      return network.time(training, asked.step());
    }

    @Override
    public IncrementalProbe<NetworkHealth> examine(Question.Examine question) {
      return network.examine(training, asked.step());
    }

    @Override
    public IncrementalProbe<NearestImages> findNeighbors(Question.FindNeighbors question) {
      return new NeighborProbe(
          hidden.of(asked),
          new NeighborProbe.Question(
              network.checked(question.image()),
              question.label(),
              question.itself(),
              question.among(),
              training.size()),
          training::label);
    }

    @Override
    public IncrementalProbe<UnitResponses> responses(Question.MeasureResponses question) {
      return responses.of(asked, checked(question.layerIndex()));
    }

    @Override
    public IncrementalProbe<AblationEffect> ablate(Question.Ablate question) {
      return network.ablate(
          question.ablation(),
          question.images(),
          question.image(),
          question.before().filter(known -> known.step() == asked.step()),
          asked.step());
    }

    @Override
    public IncrementalProbe<UnitImportance> rankUnits(Question.RankUnits question) {
      return network.rankUnits(checked(question.layerIndex()), question.images(), asked.step());
    }

    @Override
    public IncrementalProbe<Evaluation> evaluate(Question.Evaluate question) {
      return network.evaluate(question.images(), asked.step(), question.progress());
    }

    @Override
    public IncrementalProbe<ValueComputation> computeValue(Question.ComputeValue question) {
      checked(question.place().layerIndex());
      return new KnownAnswer<>(
          network.compute(question.image(), question.place(), question.label(), asked.step()));
    }

    @Override
    public IncrementalProbe<Connections> readConnections(Question.ReadConnections question) {
      return new KnownAnswer<>(network.connections(asked.step()));
    }

    @Override
    public IncrementalProbe<LayerKernels> readKernels(Question.ReadKernels question) {
      return new KnownAnswer<>(network.kernels(checked(question.layerIndex()), asked.step()));
    }

    @Override
    public IncrementalProbe<LayerKernels> nextGradient(Question.ComputeNextGradient question) {
      return new KnownAnswer<>(
          network.nextGradient(checked(question.layerIndex()), training, asked.step()));
    }

    @Override
    public IncrementalProbe<MeanMaps> meanMaps(Question.ComputeMeanMaps question) {
      int[] ofClass =
          IntStream.range(0, training.size())
              .filter(image -> training.label(image) == question.label())
              .limit(question.most())
              .toArray();
      if (ofClass.length == 0) {
        throw new InvalidValueException(
            String.format(Locale.ROOT, "There is no training image of class %d", question.label()));
      }
      return network.meanMaps(training::image, ofClass, question.label(), asked.step());
    }

    @Override
    public IncrementalProbe<LayerValues> layerValues(Question.ReadLayer question) {
      return network.readLayer(
          checked(question.layerIndex()), question.images(), question.order(), asked.step());
    }
  }

  private int checked(int layerIndex) {
    if (layerIndex < 0 || layerIndex >= layers) {
      throw new InvalidValueException(
          String.format(
              Locale.ROOT, "There is no layer %d: the network has %d", layerIndex, layers));
    }
    return layerIndex;
  }

  /** Discards what belongs to weights that were replaced, and restarts everything in progress. */
  void forget() {
    pending.forEach(Pending::leave);
    watched.close();
    hidden.close();
    responses.forget();
  }

  /** Gives up what is under way, and cancels who waits for it. */
  @Override
  public void close() {
    pending.forEach(some -> some.answer.cancel(false));
    forget();
    pending.clear();
  }
}
