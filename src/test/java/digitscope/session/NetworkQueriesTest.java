package digitscope.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import digitscope.Patience;
import digitscope.config.RunConfig;
import digitscope.data.Dataset;
import digitscope.data.ImageShape;
import digitscope.data.Progress;
import digitscope.engine.AblationEffect;
import digitscope.engine.FrozenNetwork;
import digitscope.eval.Evaluation;
import digitscope.eval.MetricLog;
import digitscope.eval.UnitImportance;
import digitscope.network.Checkpoint;
import digitscope.probe.Ablation;
import digitscope.probe.Connections;
import digitscope.probe.LayerValues;
import digitscope.probe.MapPlace;
import digitscope.probe.MeanMaps;
import digitscope.probe.NearestImages;
import digitscope.probe.Occlusion;
import digitscope.probe.Saliency;
import digitscope.probe.SaliencyMethod;
import digitscope.probe.UnitFacets;
import digitscope.probe.UnitResponses;
import digitscope.probe.ValueComputation;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;

class NetworkQueriesTest {
  private static final Dataset TRAIN = TinyTask.data().train();
  private static final Dataset TEST = TinyTask.data().test();
  private static final byte[] IMAGE = TinyTask.data().test().image(3);
  private static final int LABEL = TinyTask.data().test().label(3);

  private static Question.Explain explain() {
    return new Question.Explain(IMAGE, OptionalInt.of(LABEL), SaliencyMethod.INTEGRATED);
  }

  private static Question.FindNeighbors find(int among) {
    return new Question.FindNeighbors(IMAGE, LABEL, OptionalInt.empty(), among);
  }

  private static void answersAll(RunningSession session) throws Exception {
    Saliency saliency = session.ask(explain());
    assertThat(saliency.label()).isEqualTo(LABEL);
    assertThat(((Saliency.Attribution) saliency.answer()).values()).hasSize(64);
    Saliency heat =
        session.ask(new Question.Explain(IMAGE, OptionalInt.of(LABEL), SaliencyMethod.GRADCAM));
    assertThat(((Saliency.HeatMap) heat.answer()).title()).startsWith("convolution 3×3×4");
    AblationEffect effect =
        session.ask(
            new Question.Ablate(Ablation.off(0, 1), TEST, Optional.of(IMAGE), Optional.empty()));
    assertThat(effect.after().step()).isEqualTo(effect.before().step());
    assertThat(effect.after().isOfSameImages(effect.before())).isTrue();
    assertThat(effect.image().orElseThrow().after()).hasSize(4);
    UnitImportance importance = session.ask(new Question.RankUnits(0, TEST));
    assertThat(importance.without()).hasSize(4).allMatch(some -> some.total() == TEST.size());
    Evaluation other = session.ask(new Question.Evaluate(TRAIN, Progress.NONE));
    assertThat(other.size()).isEqualTo(TRAIN.size());
    assertThat(other.actual(7)).isEqualTo(TRAIN.label(7));
    Occlusion occlusion = session.ask(new Question.Occlude(IMAGE));
    assertThat(occlusion.label()).isBetween(0, 3);
    NearestImages neighbors = session.ask(find(100));
    assertThat(neighbors.total()).isEqualTo(TRAIN.size());
    assertThat(neighbors.compared()).isGreaterThanOrEqualTo(100);
    assertThat(neighbors.ofClass())
        .isNotEmpty()
        .allMatch(some -> some.label() == LABEL && TRAIN.label(some.index()) == LABEL);
    assertThat(neighbors.ofOthers())
        .isNotEmpty()
        .allMatch(some -> some.label() != LABEL && TRAIN.label(some.index()) == some.label());
    LayerValues values = session.ask(new Question.ReadLayer(4, TRAIN::image, new int[] {7, 3}));
    assertThat(values.images()).containsExactly(7, 3);
    assertThat(values.values()).hasDimensions(2, 4);
    UnitResponses responses = session.ask(new Question.MeasureResponses(0));
    assertThat(responses.images()).isEqualTo(TRAIN.size());
    assertThat(responses.units()).hasSize(4);
    MapPlace place = new MapPlace(4, LABEL, 0, 0);
    ValueComputation value =
        session.ask(new Question.ComputeValue(IMAGE, place, OptionalInt.empty()));
    assertThat(value.patches()).hasSize(4).allMatch(patch -> patch.weights().length == 9);
    assertThat(session.ask(new Question.ReadKernels(0)).sets().get(0).filters()).isEqualTo(4);
    assertThat(session.ask(new Question.ReadConnections()).layers())
        .extracting(Connections.LayerConnections::layerIndex)
        .containsExactly(0, 1, 4);
    MeanMaps mean = session.ask(new Question.ComputeMeanMaps(LABEL, 20));
    assertThat(mean.count()).isEqualTo(20);
  }

  /**
   * The gradient is known before the step is taken, dropout and all; the trace says what it was.
   */
  @Test
  void tellsTheGradientOfTheNextStep() throws Exception {
    TrainingSession traced = TrainingSession.fresh(TinyTask.data(), TinyTask.config());
    List<TracedStep> steps = new CopyOnWriteArrayList<>();
    traced.trace(2, steps::add);
    try (RunningSession session = RunningSession.paused(traced)) {
      for (int i = 0; i < 2; i++) {
        float[] expected = session.ask(new Question.ComputeNextGradient(0)).sets().get(0).values();
        session.ask(new Command.Step());
        float[] found =
            steps.get(i).arrays().stream()
                .filter(array -> array.name().equals("gradient/1.convolution/weights"))
                .findFirst()
                .orElseThrow()
                .values();
        assertThat(found).hasSize(36).containsExactly(expected, within(1e-6f));
        assertThat(found[0]).isNotZero();
      }
    }
  }

  @Test
  void saysWhichLayersAndClassesThereAreNot() throws Exception {
    try (RunningSession session = fresh(TinyTask.config())) {
      session.awaitPhase(Phase.FINISHED);
      assertThatThrownBy(() -> session.ask(new Question.ReadKernels(5)))
          .hasRootCauseMessage("There is no layer 5: the network has 5");
      assertThatThrownBy(() -> session.ask(new Question.ComputeMeanMaps(4, 10)))
          .hasRootCauseMessage("There is no training image of class 4");
      MapPlace outside = new MapPlace(0, 4, 0, 0);
      assertThatThrownBy(
              () -> session.ask(new Question.ComputeValue(IMAGE, outside, OptionalInt.empty())))
          .hasRootCauseMessage("Layer 1 gives 4×6×6: it has no map 4 with a row 0 and a column 0");
    }
  }

  @Test
  void evaluatesOtherSetsAsItsOwn() throws Exception {
    try (RunningSession session = fresh(TinyTask.config())) {
      session.awaitPhase(Phase.FINISHED);
      List<Double> heard = new CopyOnWriteArrayList<>();
      Progress progress =
          new Progress() {
            @Override
            public void advance(double fraction) {
              heard.add(fraction);
            }

            @Override
            public boolean isCancelled() {
              return false;
            }
          };
      Evaluation found = session.ask(new Question.Evaluate(TEST, progress));
      Evaluation own =
          session
              .ask(
                  new Question.Ablate(Ablation.off(0, 1), TEST, Optional.empty(), Optional.empty()))
              .before();
      assertThat(found.step()).isEqualTo(30);
      assertThat(found.confusion()).isEqualTo(own.confusion());
      assertThat(found.probabilities(3)).containsExactly(own.probabilities(3));
      assertThat(found.loss()).isEqualTo(own.loss());
      assertThat(heard).isSorted().endsWith(1.0);
    }
  }

  /** Images of another shape and of more classes. */
  private static Dataset strange() {
    List<String> names = List.of("a", "b", "c", "d", "e");
    return new Dataset("strange", new ImageShape(1, 2, 3), names, new byte[12], new byte[] {0, 4});
  }

  @Test
  void refusesSetsThatDoNotFitTheNetwork() throws Exception {
    Dataset strange = strange();
    try (RunningSession session = fresh(TinyTask.config())) {
      session.awaitPhase(Phase.FINISHED);
      assertThatThrownBy(() -> session.ask(new Question.Evaluate(strange, Progress.NONE)))
          .hasRootCauseMessage(
              "This network takes images of 64 values in 4 classes, not 6 in 5: choose a set"
                  + " that fits");
    }
  }

  @Test
  void answersWhileTheNetworkLearnsAndWhilePaused() throws Exception {
    try (RunningSession session = fresh(TinyTask.endless())) {
      session.await(snapshot -> snapshot.progress().step() > 3);
      answersAll(session);
      assertThat(session.ask(explain()).step()).isPositive();
      long paused = session.ask(new Command.Pause());
      answersAll(session);
      assertThat(session.ask(explain()).step()).isEqualTo(paused);
      assertThat(session.ask(new Question.Occlude(IMAGE)).step()).isEqualTo(paused);
      assertThat(session.ask(find(100)).step()).isEqualTo(paused);
    }
  }

  @Test
  void answersWhenTheRunIsOverOrOpenedAgain() throws Exception {
    Checkpoint saved;
    try (RunningSession session = fresh(TinyTask.config())) {
      session.awaitPhase(Phase.FINISHED);
      answersAll(session);
      NearestImages all = session.ask(find(Integer.MAX_VALUE));
      assertThat(all.compared()).isEqualTo(TRAIN.size());
      assertThat(all.step()).isEqualTo(30);
      saved = session.ask(new Command.Save());
    }
    TrainingSession opened =
        TrainingSession.open(TinyTask.data(), TinyTask.config(), saved, new MetricLog());
    try (RunningSession session = new RunningSession(opened)) {
      answersAll(session);
      assertThat(session.ask(explain()).step()).isEqualTo(30);
      // The network tells quarters apart, so the erased quarter is what it read.
      Occlusion.Square square = session.ask(new Question.Occlude(IMAGE)).square().orElseThrow();
      assertThat(square.top() / 4 * 2 + square.left() / 4).isEqualTo(LABEL);
    }
  }

  @Test
  void replacesAnOlderWishOfTheSameKindOnly() throws Exception {
    TrainingSession session =
        TrainingSession.open(TinyTask.data(), TinyTask.config(), start(), new MetricLog());
    try (RunningSession running = new RunningSession(session)) {
      running.ask(explain());
      CompletableFuture<NearestImages> older = running.submit(find(Integer.MAX_VALUE));
      CompletableFuture<Saliency> saliency = running.submit(explain());
      CompletableFuture<NearestImages> newer = running.submit(find(10));
      assertThatThrownBy(() -> older.get(Patience.SECONDS, TimeUnit.SECONDS))
          .isInstanceOf(CancellationException.class);
      assertThat(newer.get(Patience.SECONDS, TimeUnit.SECONDS).total()).isEqualTo(TRAIN.size());
      assertThat(saliency.get(Patience.SECONDS, TimeUnit.SECONDS).label()).isEqualTo(LABEL);
    }
  }

  @Test
  void answersWhatTakesLessBeforeWhatTakesLong() {
    RunConfig config = TinyTask.config();
    try (FrozenNetwork network =
            FrozenNetwork.build(config.network(), config.training(), TRAIN.shape(), 4);
        NetworkQueries queries = new NetworkQueries(TRAIN, config.network().layers().size())) {
      NetworkQueries.Asked asked = new NetworkQueries.Asked(network, 1, false, false);
      int alone = turns(queries, asked, ablate(queries, asked));
      CompletableFuture<NearestImages> slow = new CompletableFuture<>();
      queries.ask(find(Integer.MAX_VALUE), slow, asked);
      queries.advance(asked, Watch.nothing());
      assertThat(turns(queries, asked, ablate(queries, asked))).isEqualTo(alone);
      turns(queries, asked, slow);
      assertThat(slow.join().total()).isEqualTo(TRAIN.size());
    }
  }

  private static CompletableFuture<AblationEffect> ablate(
      NetworkQueries queries, NetworkQueries.Asked asked) {
    CompletableFuture<AblationEffect> answer = new CompletableFuture<>();
    Ablation off = Ablation.off(0, 1);
    queries.ask(new Question.Ablate(off, TEST, Optional.empty(), Optional.empty()), answer, asked);
    return answer;
  }

  private static int turns(
      NetworkQueries queries, NetworkQueries.Asked asked, CompletableFuture<?> answer) {
    int turns = 0;
    while (!answer.isDone()) {
      queries.advance(asked, Watch.nothing());
      turns++;
    }
    return turns;
  }

  /**
   * After a pause the workers evaluate, but what is found out is no more to be of an older step.
   */
  @Test
  void readsTheTrainingImagesAnewOnceTheNetworkStandsStill() throws Exception {
    RunConfig config = TinyTask.config();
    try (FrozenNetwork network =
            FrozenNetwork.build(config.network(), config.training(), TRAIN.shape(), 4);
        NetworkQueries queries = new NetworkQueries(TRAIN, config.network().layers().size())) {
      assertThat(stepOfNeighbors(queries, network, 1, true)).isEqualTo(1);
      assertThat(stepOfNeighbors(queries, network, 2, true)).isEqualTo(1);
      assertThat(stepOfNeighbors(queries, network, 2, false)).isEqualTo(2);
    }
  }

  @Test
  void looksAtTheTrainingImagesOncePerStepAndLayer() throws Exception {
    RunConfig config = TinyTask.config();
    try (FrozenNetwork network =
            FrozenNetwork.build(config.network(), config.training(), TRAIN.shape(), 4);
        NetworkQueries queries = new NetworkQueries(TRAIN, config.network().layers().size())) {
      UnitResponses first = responses(queries, network, 1, 0, true);
      assertThat(responses(queries, network, 2, 0, true)).isSameAs(first);
      assertThat(responses(queries, network, 2, 4, true).layerIndex()).isEqualTo(4);
      UnitResponses second = responses(queries, network, 2, 0, false);
      assertThat(second.step()).isEqualTo(2);
      assertThat(responses(queries, network, 2, 0, false)).isSameAs(second);
      queries.forget();
      assertThat(responses(queries, network, 2, 0, false)).isNotSameAs(second);
    }
  }

  @Test
  void keepsTheFacetsOfANetworkThatStandsStill() {
    RunConfig config = TinyTask.config();
    try (FrozenNetwork network =
            FrozenNetwork.build(config.network(), config.training(), TRAIN.shape(), 4);
        NetworkQueries queries = new NetworkQueries(TRAIN, config.network().layers().size())) {
      NetworkQueries.Asked still = new NetworkQueries.Asked(network, 1, true, false);
      UnitFacets first = facets(queries, still, 4, 2);
      assertThat(first.unit()).isEqualTo(2);
      assertThat(first.patterns().layerIndex()).isEqualTo(4);
      assertThat(first.patterns().patterns()).isNotEmpty();
      UnitFacets again = facets(queries, new NetworkQueries.Asked(network, 2, true, false), 4, 2);
      assertThat(again.patterns().step()).isEqualTo(2);
      assertThat(again.patterns().patterns()).isSameAs(first.patterns().patterns());
      assertThat(facets(queries, still, 4, 1).unit()).isEqualTo(1);
    }
  }

  private static UnitFacets facets(
      NetworkQueries queries, NetworkQueries.Asked asked, int layer, int unit) {
    CompletableFuture<UnitFacets> answer = new CompletableFuture<>();
    queries.ask(new Question.ComputeFacets(layer, unit, Progress.NONE), answer, asked);
    turns(queries, asked, answer);
    return answer.join();
  }

  private static UnitResponses responses(
      NetworkQueries queries, FrozenNetwork network, long step, int layer, boolean isLearning)
      throws Exception {
    NetworkQueries.Asked asked = new NetworkQueries.Asked(network, step, true, isLearning);
    CompletableFuture<UnitResponses> answer = new CompletableFuture<>();
    queries.ask(new Question.MeasureResponses(layer), answer, asked);
    while (!answer.isDone()) {
      queries.advance(asked, Watch.nothing());
    }
    return answer.get();
  }

  private static long stepOfNeighbors(
      NetworkQueries queries, FrozenNetwork network, long step, boolean isLearning)
      throws Exception {
    NetworkQueries.Asked asked = new NetworkQueries.Asked(network, step, true, isLearning);
    CompletableFuture<NearestImages> answer = new CompletableFuture<>();
    queries.ask(find(100), answer, asked);
    while (!answer.isDone()) {
      queries.advance(asked, Watch.nothing());
    }
    return answer.get().step();
  }

  @Test
  void answersTheAskerOfAQuestionThatFailsAndGoesOn() throws Exception {
    RunConfig config = TinyTask.config();
    try (FrozenNetwork network =
            FrozenNetwork.build(config.network(), config.training(), TRAIN.shape(), 4);
        NetworkQueries queries = new NetworkQueries(TRAIN, config.network().layers().size())) {
      NetworkQueries.Asked asked = new NetworkQueries.Asked(network, 5, false, false);
      CompletableFuture<Saliency> wrong = new CompletableFuture<>();
      CompletableFuture<Saliency> right = new CompletableFuture<>();
      queries.ask(
          new Question.Explain(new byte[3], OptionalInt.empty(), SaliencyMethod.SMOOTH),
          wrong,
          asked);
      queries.ask(explain(), right, asked);
      while (!right.isDone()) {
        queries.advance(asked, Watch.nothing());
      }
      assertThatThrownBy(wrong::get)
          .hasRootCauseMessage("An image of this network has 64 values, not 3");
      assertThat(right.get().step()).isEqualTo(5);
    }
  }

  private static Checkpoint start() throws Exception {
    try (RunningSession session = fresh(TinyTask.config())) {
      return session.ask(new Command.Save());
    }
  }

  @Test
  void refusesWhatDoesNotFitAndGoesOn() throws Exception {
    try (RunningSession session = fresh(TinyTask.config())) {
      session.awaitPhase(Phase.FINISHED);
      assertThatThrownBy(() -> session.ask(new Question.Occlude(new byte[3])))
          .hasRootCauseInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(
              () ->
                  session.ask(
                      new Question.Explain(IMAGE, OptionalInt.of(4), SaliencyMethod.GRADIENT)))
          .hasRootCauseMessage("There is no class 4: the network has 4");
      assertThatThrownBy(() -> session.ask(new Question.ComputeFacets(0, 99, Progress.NONE)))
          .hasRootCauseMessage("There is no unit 99 in this layer: it has 4");
      answersAll(session);
    }
  }

  @Test
  void learnsTheSameWhateverIsAskedMeanwhile() throws Exception {
    Checkpoint undisturbed;
    try (RunningSession session = fresh(TinyTask.config())) {
      session.awaitPhase(Phase.FINISHED);
      undisturbed = session.ask(new Command.Save());
    }
    try (RunningSession session =
        RunningSession.paused(TrainingSession.fresh(TinyTask.data(), TinyTask.config()))) {
      for (int i = 0; i < 4; i++) {
        session.ask(new Command.Step());
        answersAll(session);
      }
      session.ask(new Command.Resume());
      answersAll(session);
      session.awaitPhase(Phase.FINISHED);
      assertThat(session.ask(new Command.Save()).parameters()).isEqualTo(undisturbed.parameters());
    }
  }

  @Test
  void leavesNoNativeObjectsBehind() throws Exception {
    askAndLeave();
    long before = Collected.nativeObjects();
    askAndLeave();
    Collected.until(() -> Pointer.totalCount() <= before);
  }

  private static void askAndLeave() throws Exception {
    try (RunningSession session = fresh(TinyTask.endless())) {
      session.await(snapshot -> snapshot.progress().step() > 3);
      answersAll(session);
      var occlusion = session.submit(new Question.Occlude(IMAGE));
      var neighbors = session.submit(find(Integer.MAX_VALUE));
      var saliency = session.submit(explain());
      assertThat(List.of(occlusion, neighbors, saliency)).doesNotContainNull();
    }
  }

  private static RunningSession fresh(RunConfig config) {
    return new RunningSession(TrainingSession.fresh(TinyTask.data(), config));
  }
}
