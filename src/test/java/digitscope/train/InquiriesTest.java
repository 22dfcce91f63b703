package digitscope.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digitscope.config.RunConfig;
import digitscope.data.Dataset;
import digitscope.probe.Neighbours;
import digitscope.probe.Occlusion;
import digitscope.probe.Saliency;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;

class InquiriesTest {
  private static final Dataset TRAIN = TinyTask.data().train();
  private static final byte[] IMAGE = TinyTask.data().test().image(3);
  private static final int LABEL = TinyTask.data().test().label(3);

  private static Command.Explain explain() {
    return new Command.Explain(IMAGE, OptionalInt.of(LABEL));
  }

  private static Command.FindNeighbours find(int among) {
    return new Command.FindNeighbours(IMAGE, LABEL, OptionalInt.empty(), among);
  }

  private static void answersAll(RunningSession session) throws Exception {
    Saliency saliency = session.ask(explain());
    assertThat(saliency.label()).isEqualTo(LABEL);
    assertThat(saliency.attribution().values()).hasSize(64);
    assertThat(saliency.heatMap().orElseThrow().title()).startsWith("convolution 3×3×4");
    Occlusion occlusion = session.ask(new Command.Occlude(IMAGE));
    assertThat(occlusion.label()).isBetween(0, 3);
    Neighbours neighbours = session.ask(find(100));
    assertThat(neighbours.total()).isEqualTo(TRAIN.size());
    assertThat(neighbours.compared()).isGreaterThanOrEqualTo(100);
    assertThat(neighbours.ofClass())
        .isNotEmpty()
        .allMatch(some -> some.label() == LABEL && TRAIN.label(some.index()) == LABEL);
    assertThat(neighbours.ofOthers())
        .isNotEmpty()
        .allMatch(some -> some.label() != LABEL && TRAIN.label(some.index()) == some.label());
  }

  @Test
  void answersWhileTheNetworkLearnsAndWhilePaused() throws Exception {
    try (RunningSession session = fresh(TinyTask.endless())) {
      session.await(snapshot -> snapshot.step() > 3);
      answersAll(session);
      assertThat(session.ask(explain()).step()).isPositive();
      long paused = session.ask(new Command.Pause());
      answersAll(session);
      assertThat(session.ask(explain()).step()).isEqualTo(paused);
      assertThat(session.ask(new Command.Occlude(IMAGE)).step()).isEqualTo(paused);
      assertThat(session.ask(find(100)).step()).isEqualTo(paused);
    }
  }

  @Test
  void answersWhenTheRunIsOverOrOpenedAgain() throws Exception {
    Checkpoint saved;
    try (RunningSession session = fresh(TinyTask.config())) {
      session.awaitPhase(Phase.FINISHED);
      answersAll(session);
      Neighbours all = session.ask(find(Integer.MAX_VALUE));
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
      Occlusion.Square square = session.ask(new Command.Occlude(IMAGE)).square().orElseThrow();
      assertThat(square.top() / 4 * 2 + square.left() / 4).isEqualTo(LABEL);
    }
  }

  @Test
  void replacesAnOlderWishOfTheSameKindOnly() throws Exception {
    TrainingSession session =
        TrainingSession.open(TinyTask.data(), TinyTask.config(), start(), new MetricLog());
    try (RunningSession running = new RunningSession(session)) {
      running.ask(explain());
      CompletableFuture<Neighbours> older = running.submit(find(Integer.MAX_VALUE));
      CompletableFuture<Saliency> saliency = running.submit(explain());
      CompletableFuture<Neighbours> newer = running.submit(find(10));
      assertThatThrownBy(() -> older.get(20, TimeUnit.SECONDS))
          .isInstanceOf(CancellationException.class);
      assertThat(newer.get(20, TimeUnit.SECONDS).total()).isEqualTo(TRAIN.size());
      assertThat(saliency.get(20, TimeUnit.SECONDS).label()).isEqualTo(LABEL);
    }
  }

  /**
   * After a pause the workers evaluate, but what is found out is no more to be of an older step.
   */
  @Test
  void readsTheTrainingImagesAnewOnceTheNetworkStandsStill() throws Exception {
    RunConfig config = TinyTask.config();
    try (Engine engine = new Engine(config.network(), config.training(), TRAIN.shape(), 4);
        Inquiries inquiries = new Inquiries(TRAIN)) {
      assertThat(stepOfNeighbours(inquiries, engine, 1, true)).isEqualTo(1);
      assertThat(stepOfNeighbours(inquiries, engine, 2, true)).isEqualTo(1);
      assertThat(stepOfNeighbours(inquiries, engine, 2, false)).isEqualTo(2);
    }
  }

  private static long stepOfNeighbours(
      Inquiries inquiries, Engine engine, long step, boolean isLearning) throws Exception {
    CompletableFuture<Neighbours> answer = new CompletableFuture<>();
    inquiries.request(find(100), answer);
    while (!answer.isDone()) {
      inquiries.advance(engine, step, true, isLearning);
    }
    return answer.get().step();
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
      assertThatThrownBy(() -> session.ask(new Command.Occlude(new byte[3])))
          .hasRootCauseInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> session.ask(new Command.Explain(IMAGE, OptionalInt.of(4))))
          .hasRootCauseMessage("There is no class 4: the network has 4");
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
    try (RunningSession session = fresh(TinyTask.config())) {
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
    collectUntil(() -> Pointer.totalCount() == 0);
    long before = Pointer.totalCount();
    askAndLeave();
    collectUntil(() -> Pointer.totalCount() <= before);
    assertThat(Pointer.totalCount()).isLessThanOrEqualTo(before);
  }

  private static void askAndLeave() throws Exception {
    try (RunningSession session = fresh(TinyTask.endless())) {
      session.await(snapshot -> snapshot.step() > 3);
      answersAll(session);
      var occlusion = session.submit(new Command.Occlude(IMAGE));
      var neighbours = session.submit(find(Integer.MAX_VALUE));
      var saliency = session.submit(explain());
      assertThat(List.of(occlusion, neighbours, saliency)).doesNotContainNull();
    }
  }

  private static void collectUntil(BooleanSupplier gone) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
    while (!gone.getAsBoolean() && System.nanoTime() < deadline) {
      System.gc();
    }
  }

  private static RunningSession fresh(RunConfig config) {
    return new RunningSession(TrainingSession.fresh(TinyTask.data(), config));
  }
}
