package digitscope.train;

import digitscope.config.TrainingSpec;
import digitscope.data.Dataset;
import digitscope.data.HeldOut;
import digitscope.eval.Evaluation;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a session does on its thread: it hands steps and evaluations to the workers, and while they
 * compute it waits for events, the next of which is a command or the workers' end.
 */
final class SessionLoop {
  private static final System.Logger LOG = System.getLogger(SessionLoop.class.getName());
  private static final long FRAME_NANOS = 16_000_000L;

  /** A pause must last so long before the test set is evaluated, lest it delay the next step. */
  private static final long SETTLING_NANOS = 300_000_000L;

  private enum Work {
    NONE,
    STEP,
    VALIDATION,
    EVALUATION
  }

  private final SessionStart start;
  private final TrainingSpec training;
  private final BlockingQueue<Consumer<SessionLoop>> inbox;
  private final Supplier<Watch> watch;
  private final SnapshotSink sink;
  private final Dataset images;
  private final Course course;
  private final EarlyStopping stopping;
  private final Evaluations evaluations;
  private final SavePoints saves;
  private final Lookout lookout;
  private final CommandDesk commands;
  private final Stopwatch stopwatch = new Stopwatch();

  private @Nullable Engine engine;
  private Work work = Work.NONE;
  private List<Engine.Step> underWay = List.of();
  private long workBegunAt;
  private long workEndedAt;
  private Phase phase = Phase.PREPARING;
  private Optional<String> failure = Optional.empty();
  private long step;
  private double learningRate;
  private long publishedAt;
  private boolean unpublished;

  SessionLoop(
      SessionStart start,
      BlockingQueue<Consumer<SessionLoop>> inbox,
      Supplier<Watch> watch,
      Speedometer speed,
      SnapshotSink sink) {
    this.start = start;
    this.training = start.config().training();
    this.inbox = inbox;
    this.watch = watch;
    this.sink = sink;
    HeldOut heldOut = start.heldOut();
    this.images = heldOut.training();
    this.course = new Course(training, images.size(), speed);
    this.stopping =
        new EarlyStopping(training.validation(), course, start.from().flatMap(Checkpoint::best));
    this.evaluations =
        new Evaluations(start.metrics(), start.past(), heldOut.validation(), stopping);
    this.saves = new SavePoints(sink, start.from().map(Checkpoint::step).orElse(-1L));
    int imageSize = start.data().train().shape().size();
    this.lookout = new Lookout(start.data().train(), start.config().network().layers().size());
    this.commands = new CommandDesk(this, lookout, imageSize);
    this.learningRate = start.from().map(Checkpoint::learningRate).orElse(training.learningRate());
    this.step = start.from().map(Checkpoint::step).orElse(0L);
  }

  void run(CancelToken token) {
    try {
      publish();
      while (!token.isCancelled()) {
        try {
          turn();
        } catch (RuntimeException | OutOfMemoryError e) { // outermost loop of the thread
          LOG.log(Failures.severity(e), "The session failed", e);
          leaveSteps();
          fail(Failures.sentence(e, training));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      end();
    }
  }

  private void turn() throws InterruptedException {
    if (phase == Phase.PREPARING) {
      prepare();
    }
    if (work == Work.NONE && phase != Phase.FAILED) {
      startWork();
    }
    stopwatch.setRunning(work != Work.NONE);
    if (engine != null) {
      boolean isLearning = phase == Phase.TRAINING;
      unpublished |=
          lookout.refresh(engine, lookout.within(watch.get()), step, work != Work.NONE, isLearning);
    }
    if (unpublished && System.nanoTime() - publishedAt >= FRAME_NANOS) {
      publish();
    }
    Consumer<SessionLoop> event = inbox.poll(nanosUntilDue(), TimeUnit.NANOSECONDS);
    while (event != null) {
      event.accept(this);
      event = inbox.poll();
    }
  }

  private void prepare() {
    Engine built = start.buildEngine();
    engine = built;
    start.from().ifPresentOrElse(built::restore, () -> built.fit(images));
    phase = start.trains() ? Phase.TRAINING : isAtEnd() ? Phase.FINISHED : Phase.STOPPED;
    publish();
  }

  private long nanosUntilDue() {
    long now = System.nanoTime();
    long due = Long.MAX_VALUE;
    if (unpublished) {
      due = publishedAt + FRAME_NANOS - now;
    }
    if (engine != null) {
      due = Math.min(due, lookout.nanosUntilDue(lookout.within(watch.get()), step));
    }
    if (work == Work.NONE && phase == Phase.PAUSED && evaluations.isStale(step)) {
      due = Math.min(due, workEndedAt + SETTLING_NANOS - now);
    }
    return work == Work.NONE && phase == Phase.TRAINING ? 0 : Math.max(0, due);
  }

  // ---- Steps and evaluations

  private void startWork() {
    boolean over = phase.isOver();
    boolean paused = phase == Phase.PAUSED && !commands.wantStep();
    boolean rested = System.nanoTime() - workEndedAt >= SETTLING_NANOS;
    boolean testIsTimely = over || isAtEnd() || (paused ? rested : course.evaluationIsDue(step));
    Optional<Dataset> validation = evaluations.dueValidation(step);
    if (!over && validation.isPresent()) {
      startEvaluation(Work.VALIDATION, validation.get());
    } else if (testIsTimely && evaluations.isStale(step)) {
      startEvaluation(Work.EVALUATION, start.data().test());
    } else if (!start.trains() && start.readsHeldOut() && evaluations.unseenHeldOut().isPresent()) {
      startEvaluation(Work.VALIDATION, evaluations.unseenHeldOut().get());
    } else if (!over && isAtEnd()) {
      if (!restoreBest()) {
        commands.refuseStepRequests();
        changePhase(Phase.FINISHED);
      }
    } else if (!over && !paused) {
      startSteps();
    }
  }

  /** Whether no further step is to be taken. */
  private boolean isAtEnd() {
    return step >= course.totalSteps() || stopping.isStopped() || stopping.isRestored(step);
  }

  /**
   * Goes back to the best weights if that is wanted.
   *
   * @return whether the network was another one before
   */
  private boolean restoreBest() {
    Checkpoint result = checkpoint().result();
    if (result.step() == step) {
      return false;
    }
    // Saved again, as only now it may be known that the run ends here.
    saves.save(checkpoint());
    network().restore(result);
    step = result.step();
    // What is on disk of that step has an optimizer state that belongs to it.
    saves.skip(step);
    lookout.forget();
    return true;
  }

  private void startSteps() {
    workBegunAt = System.nanoTime();
    int count = phase == Phase.TRAINING ? course.stepsAtOnce(step) : 1;
    underWay = course.steps(step, count, learningRate);
    network().startSteps(images, underWay, this::announceEnd);
    work = Work.STEP;
  }

  private void startEvaluation(Work kind, Dataset of) {
    workBegunAt = System.nanoTime();
    network().startEvaluation(of, this::announceEnd);
    work = kind;
  }

  /** Called on a worker's thread. */
  private void announceEnd() {
    inbox.add(SessionLoop::finishWork);
  }

  private void finishWork() {
    Work finished = work;
    work = Work.NONE;
    workEndedAt = System.nanoTime();
    switch (finished) {
      case STEP -> finishSteps();
      case EVALUATION -> finishEvaluation();
      case VALIDATION -> finishValidation();
      case NONE -> {} // it was left
    }
    commands.reachStepBoundary();
  }

  private void finishSteps() {
    // Fewer than were started, if they were abandoned.
    List<StepResult> results = network().finishSteps();
    long nanos = System.nanoTime() - workBegunAt;
    int trained = 0;
    for (int i = 0; i < results.size(); i++) {
      StepResult result = results.get(i);
      if (!Double.isFinite(result.loss())) {
        diverge(result.loss(), step + 1);
        return;
      }
      step++;
      trained += result.images();
      result.log(start.metrics(), step, underWay.get(i).learningRate());
    }
    if (trained > 0) {
      course.stepsTook(trained, nanos);
      unpublished = true;
    }
    if (!results.isEmpty() && commands.wantStep()) {
      publish();
      commands.stepTaken();
    }
  }

  private void finishEvaluation() {
    Evaluation found = network().finishEvaluation(step);
    course.evaluationTook(System.nanoTime() - workBegunAt);
    if (!Double.isFinite(found.loss())) {
      diverge(found.loss(), step);
      return;
    }
    evaluations.tested(found);
    saves.evaluated(checkpoint(), course.isEpochEnd(step));
    publish();
  }

  private void finishValidation() {
    Evaluation found = network().finishEvaluation(step);
    if (!Double.isFinite(found.loss())) {
      diverge(found.loss(), step);
    } else if (!start.trains()) {
      evaluations.seen(found);
      publish();
    } else if (!phase.isOver()) { // else the weights are saved already, without it
      evaluations.validated(found, () -> checkpoint().parameters());
      saves.outdate();
      publish();
    }
  }

  // ---- Commands

  CommandDesk commands() {
    return commands;
  }

  void changePhase(Phase wanted) {
    if (phase != wanted) {
      phase = wanted;
      publish();
    }
  }

  void setLearningRate(double changed) {
    learningRate = changed;
    unpublished = true;
  }

  // ---- Ends and states

  private void diverge(double loss, long atStep) {
    double rate = course.scheduledRate(learningRate, step);
    saves.sound().ifPresent(this::fallBackTo);
    fail(Failures.diverged(loss, rate, atStep, step));
  }

  private void fallBackTo(Checkpoint sound) {
    network().restore(sound);
    step = sound.step();
    lookout.forget();
    if (saves.isNews(step)) {
      saves.save(sound);
    }
  }

  private void fail(String why) {
    work = Work.NONE;
    phase = Phase.FAILED;
    failure = Optional.of(why);
    commands.refuseStepRequests();
    publish();
    commands.reachStepBoundary();
  }

  private void end() {
    Engine last = engine;
    if (last != null) {
      try (last;
          lookout) {
        leaveSteps();
        saveNewest();
      }
    }
    if (unpublished) {
      publish();
    }
  }

  /** Keeps the newest state on disk. Only while no step is under way. */
  void saveNewest() {
    if (saves.isNews(step)) {
      saves.save(checkpoint());
    }
  }

  long step() {
    return step;
  }

  boolean isStepUnderWay() {
    return work == Work.STEP;
  }

  /** Waits for the end of the steps that are under way, without the one that is not complete. */
  private void leaveSteps() {
    abandonStep();
    if (isStepUnderWay()) {
      finishWork();
    }
  }

  /** Ends the steps that are under way soon, without the one that is not complete. */
  void abandonStep() {
    if (isStepUnderWay()) {
      network().cancel();
    }
  }

  Phase phase() {
    return phase;
  }

  /** A copy of all that the run needs to go on. Only while no step is under way. */
  Checkpoint checkpoint() {
    return network().checkpoint(step, learningRate).withBest(stopping.best());
  }

  boolean hasNetwork() {
    return engine != null;
  }

  Engine network() {
    return Objects.requireNonNull(engine, "The network is not built yet");
  }

  private void publish() {
    unpublished = false;
    publishedAt = System.nanoTime();
    sink.publish(
        new TrainingSnapshot(
            step,
            course.totalSteps(),
            course.stepsPerEpoch(),
            phase,
            failure,
            course.scheduledRate(learningRate, Math.max(0, step - 1)),
            course.imagesPerSecond(),
            stopwatch.elapsedNanos(),
            phase.isOver() ? 0 : course.remainingNanos(step),
            evaluations.history(),
            evaluations.newestOfHeldOut(),
            stopping.state(step),
            lookout.maps(),
            lookout.patterns(),
            start.metrics()));
  }
}
