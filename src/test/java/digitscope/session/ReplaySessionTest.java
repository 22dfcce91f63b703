package digitscope.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digitscope.Patience;
import digitscope.config.RunConfig;
import digitscope.data.DataSplits;
import digitscope.engine.FrozenNetwork;
import digitscope.eval.EvaluationHistory;
import digitscope.probe.FeatureMaps;
import digitscope.probe.FilterPatterns;
import digitscope.probe.MapPlace;
import digitscope.probe.SaliencyMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ReplaySessionTest {
  private static final DataSplits DATA = TinyTask.data();
  private static final RunConfig CONFIG = TinyTask.config();
  private static final byte[] IMAGE = DATA.test().image(3);
  private static final List<Question<?>> QUESTIONS =
      List.of(
          new Question.Predict(IMAGE),
          new Question.ComputeMaps(IMAGE),
          new Question.ComputePatterns(0),
          new Question.ComputePatterns(4),
          new Question.Explain(IMAGE, OptionalInt.of(1), SaliencyMethod.INTEGRATED),
          new Question.Occlude(IMAGE),
          new Question.FindNeighbors(IMAGE, 1, OptionalInt.empty(), Integer.MAX_VALUE),
          new Question.ComputeValue(IMAGE, new MapPlace(0, 2, 3, 1), OptionalInt.of(1)),
          new Question.ReadConnections(),
          new Question.ReadKernels(4),
          new Question.ComputeMeanMaps(2, 30));

  private final SessionId id = SessionId.fresh();
  private final LinkedBlockingQueue<NetworkView> views = new LinkedBlockingQueue<>();
  private final AtomicInteger built = new AtomicInteger();

  /** Parameters of a step, and what the live session answered at it. */
  private record Known(long step, float[] parameters, List<Object> answers) {}

  private ReplaySession replay() {
    return replay(() -> {});
  }

  /**
   * @param beforeBuilding called on the session's thread
   */
  private ReplaySession replay(Runnable beforeBuilding) {
    return new ReplaySession(
        DATA,
        CONFIG,
        views::add,
        (network, training, shape, classes) -> {
          built.incrementAndGet();
          beforeBuilding.run();
          return FrozenNetwork.build(network, training, shape, classes);
        });
  }

  private NetworkView view(long step) {
    return new NetworkView(
        id,
        step,
        NetworkView.Activity.RESTING,
        10,
        EvaluationHistory.NONE,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static <R> R get(CompletableFuture<R> answer) throws Exception {
    return answer.get(Patience.SECONDS, TimeUnit.SECONDS);
  }

  private static List<Known> live(int steps) throws Exception {
    List<Known> known = new ArrayList<>();
    try (RunningSession live =
        RunningSession.paused(TrainingSession.fresh(TinyTask.data(), CONFIG))) {
      for (int i = 0; i < steps; i++) {
        long step = live.ask(new Command.Step());
        List<Object> answers = new ArrayList<>();
        for (Question<?> question : QUESTIONS) {
          answers.add(live.ask(question));
        }
        known.add(new Known(step, live.ask(new Command.Save()).parameters(), answers));
      }
    }
    return known;
  }

  /** Parameters that tell steps apart, of the network's size. */
  private static float[] parameters(long step) {
    float[] values = new float[4 * 9 + 4 + 36 * 4 + 4];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.sin(i + 0.1 * step);
    }
    return values;
  }

  @Test
  void answersWhatTheLiveSessionAnsweredAtThatStep() throws Exception {
    List<Known> known = live(3);
    try (ReplaySession replay = replay()) {
      for (int i : new int[] {2, 0, 1, 2}) {
        replay.show(view(known.get(i).step()), known.get(i).parameters());
        for (int q = 0; q < QUESTIONS.size(); q++) {
          Object answer = get(replay.submit(QUESTIONS.get(q)));
          assertThat(answer)
              .describedAs("%s at step %d", QUESTIONS.get(q), known.get(i).step())
              .usingRecursiveComparison()
              .isEqualTo(known.get(i).answers().get(q));
        }
      }
    }
    assertThat(built).hasValue(1);
  }

  @Test
  void showsAMomentAtOnceAndAgainWithWhatIsWatchedOfItsStepOnly() throws Exception {
    List<Known> known = live(2);
    try (ReplaySession replay = replay()) {
      replay.watch(new Watch(Optional.of(IMAGE), OptionalInt.of(0)));
      for (Known one : known) {
        replay.show(view(one.step()), one.parameters());
        NetworkView shown = views.take();
        assertThat(shown).isEqualTo(view(one.step()));
        while (shown.maps().isEmpty() || shown.patterns().isEmpty()) {
          shown = views.take();
          assertThat(shown.step()).isEqualTo(one.step());
        }
        FeatureMaps maps = shown.maps().orElseThrow();
        FilterPatterns patterns = shown.patterns().orElseThrow();
        assertThat(maps).usingRecursiveComparison().isEqualTo(one.answers().get(1));
        assertThat(patterns).usingRecursiveComparison().isEqualTo(one.answers().get(2));
      }
      assertThat(views).isEmpty();
    }
  }

  @Test
  void showsTheNewestOfThoseThatWaitOnly() throws Exception {
    CountDownLatch building = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    try (ReplaySession replay =
        replay(
            () -> {
              building.countDown();
              await(go);
            })) {
      replay.show(view(1), parameters(1));
      building.await();
      CompletableFuture<Prediction> first = replay.submit(new Question.Predict(IMAGE));
      replay.show(view(2), parameters(2));
      CompletableFuture<FeatureMaps> second = replay.submit(new Question.ComputeMaps(IMAGE));
      replay.show(view(3), parameters(3));
      CompletableFuture<FilterPatterns> third = replay.submit(new Question.ComputePatterns(0));
      go.countDown();
      assertThat(get(third).step()).isEqualTo(3);
      assertThatThrownBy(first::join).isInstanceOf(CancellationException.class);
      assertThatThrownBy(second::join).isInstanceOf(CancellationException.class);
      assertThat(views).extracting(NetworkView::step).containsExactly(1L, 3L);
    }
  }

  @Test
  void neverAnswersWithAnotherStepThanTheOneAskedAbout() throws Exception {
    List<float[]> expected = new ArrayList<>();
    try (ReplaySession replay = replay()) {
      for (int step = 0; step < 4; step++) {
        replay.show(view(step), parameters(step));
        expected.add(get(replay.submit(new Question.Predict(IMAGE))).probabilities());
      }
      assertThat(expected.get(0)).isNotEqualTo(expected.get(1));
      int answered = 0;
      for (int i = 0; i < 400; i++) {
        int step = i % 4;
        replay.show(view(step), parameters(step));
        CompletableFuture<Prediction> answer = replay.submit(new Question.Predict(IMAGE));
        if (i % 3 == 0) {
          replay.show(view(step + 1), parameters(step + 1));
        }
        try {
          Prediction prediction = get(answer);
          answered++;
          assertThat(prediction.step()).isEqualTo(step);
          assertThat(prediction.probabilities()).isEqualTo(expected.get(step));
        } catch (CancellationException e) {
          assertThat(i % 3).isZero();
        }
      }
      assertThat(answered).isGreaterThanOrEqualTo(266);
    }
    assertThat(built).hasValue(1);
  }

  @Test
  void keepsItsAnswersWhenTheSameStepIsShownAgain() throws Exception {
    try (ReplaySession replay = replay()) {
      replay.watch(new Watch(Optional.of(IMAGE), OptionalInt.empty()));
      replay.show(view(1), parameters(1));
      CompletableFuture<FilterPatterns> patterns = replay.submit(new Question.ComputePatterns(0));
      replay.show(view(1), parameters(1));
      assertThat(get(patterns).step()).isEqualTo(1);
      NetworkView last = views.take();
      while (!views.isEmpty()) {
        last = views.take();
      }
      assertThat(last.maps()).isPresent();
    }
  }

  @Test
  void cancelsWhatIsAskedWhenItIsClosedAndEnds() throws Exception {
    CompletableFuture<Thread> building = new CompletableFuture<>();
    CountDownLatch go = new CountDownLatch(1);
    ReplaySession replay =
        replay(
            () -> {
              building.complete(Thread.currentThread());
              await(go);
            });
    replay.show(view(1), parameters(1));
    Thread thread = building.get();
    CompletableFuture<FilterPatterns> asked = replay.submit(new Question.ComputePatterns(0));
    replay.close();
    assertThatThrownBy(asked::join).isInstanceOf(CancellationException.class);
    go.countDown();
    replay.awaitEnd(Patience.LIMIT);
    assertThat(thread.isAlive()).isFalse();
    assertThatThrownBy(() -> replay.submit(new Question.Predict(IMAGE)).join())
        .isInstanceOf(CancellationException.class);
    replay.show(view(2), parameters(2));
    assertThat(views).hasSize(1);
  }

  @Test
  void saysWhyAStepCannotBeShownAndShowsTheNext() throws Exception {
    ReplaySession replay =
        replay(
            () -> {
              if (built.get() == 1) {
                throw new UnsatisfiedLinkError("libjnind4jcpu.so: failed to map segment");
              }
            });
    try (replay) {
      replay.show(view(5), parameters(5));
      assertThat(views.take().activity()).isEqualTo(NetworkView.Activity.RESTING);
      assertThat(views.take().activity()).isEqualTo(NetworkView.Activity.FAILED);
      assertThat(replay.problem().orElseThrow())
          .startsWith("The network of step 5 cannot be shown: programs can't run from the");
      assertThatThrownBy(() -> get(replay.submit(new Question.Predict(IMAGE))))
          .hasRootCauseMessage(replay.problem().orElseThrow());

      replay.show(view(6), parameters(6));
      assertThat(get(replay.submit(new Question.Predict(IMAGE))).step()).isEqualTo(6);
      assertThat(replay.problem()).isEmpty();

      replay.show(view(7), new float[3]);
      assertThatThrownBy(() -> get(replay.submit(new Question.Predict(IMAGE))))
          .hasRootCauseMessage(
              "The network of step 7 cannot be shown: The parameters belong to another "
                  + "network: there are 3, not 188");
      replay.show(view(8), parameters(8));
      assertThat(get(replay.submit(new Question.Predict(IMAGE))).step()).isEqualTo(8);
    }
  }

  @Test
  void answersQuestionsOnly() throws Exception {
    try (ReplaySession replay = replay()) {
      assertThatThrownBy(() -> get(replay.submit(new Question.Predict(IMAGE))))
          .hasRootCauseMessage("No network is ready yet");
      replay.show(view(1), parameters(1));
      for (Command<?> steering :
          List.of(
              new Command.Pause(),
              new Command.Resume(),
              new Command.Step(),
              new Command.Stop(),
              new Command.SetLearningRate(1),
              new Command.Save())) {
        assertThatThrownBy(() -> get(replay.submit(steering)))
            .hasRootCauseMessage("A stored step can't be trained; return to the live network");
      }
      assertThatThrownBy(() -> get(replay.submit(new Question.Occlude(new byte[3]))))
          .hasRootCauseMessage("An image of this network has 64 values, not 3");
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
