package digitscope.session;

import digitscope.config.TrainingSpec;
import digitscope.data.Dataset;
import digitscope.data.HeldOut;
import digitscope.engine.Divergence;
import digitscope.engine.Engine;
import digitscope.engine.StepResult;
import digitscope.eval.Evaluation;
import digitscope.network.Checkpoint;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a session does on its thread: it hands steps and evaluations to the workers, and while they
 * compute it waits for events, the next of which is a command or the workers' end.
 */
final class SessionLoop {
  private static final long FRAME_NANOS = 16_000_000L;

  /** A pause must last so long before the test set is evaluated, lest it delay the next step. */
  private static final long SETTLING_NANOS = 300_000_000L;

  private enum Work {
    NONE,
    STEP,
    VALIDATION,
    EVALUATION
  }

  private final SessionId id = SessionId.fresh();
  private final SessionStart start;
  private final TrainingSpec training;
  private final Inbox<SessionLoop> inbox;
  private final Supplier<Watch> watch;
  private final SnapshotSink sink;
  private final Dataset images;
  private final TrainingPlan course;
  private final EarlyStopping stopping;
  private final Evaluations evaluations;
  private final CheckpointSchedule saves;
  private final UpdateMeter updates;
  private final NetworkQueries queries;
  private final CommandHandler commands;
  private final Optional<StepTracer> tracer;
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

  /** Whether this session has taken a step. */
  private boolean hasTrained;

  SessionLoop(
      SessionStart start,
      Inbox<SessionLoop> inbox,
      Supplier<Watch> watch,
      Speedometer speed,
      Optional<StepTracer.Order> trace,
      SnapshotSink sink) {
    this.start = start;
    this.training = start.config().training();
    this.inbox = inbox;
    this.watch = watch;
    this.sink = sink;
    HeldOut heldOut = start.heldOut();
    this.images = heldOut.training();
    this.tracer = trace.map(order -> new StepTracer(order, start, images));
    this.course = new TrainingPlan(training, images.size(), speed);
    this.stopping =
        new EarlyStopping(training.validation(), course, start.from().flatMap(Checkpoint::best));
    this.evaluations =
        new Evaluations(start.metrics(), start.past(), heldOut.validation(), stopping);
    this.saves = new CheckpointSchedule(sink, start.from().map(Checkpoint::step).orElse(-1L));
    this.updates = new UpdateMeter(start::layout);
    this.queries =
        new NetworkQueries(start.data().train(), start.config().network().layers().size());
    this.commands = new CommandHandler(this, queries);
    this.learningRate = start.from().map(Checkpoint::learningRate).orElse(training.learningRate());
    this.step = start.from().map(Checkpoint::step).orElse(0L);
  }

  void run(CancelToken token) {
    try {
      publish();
      while (!token.isCancelled()) {
        turnOrFail();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      end();
    }
  }

  private void turnOrFail() throws InterruptedException {
    try {
      turn();
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception | Error e) { // outermost loop of the thread; some throw undeclared ones
      Failures.log("The session failed", e);
      if (phase == Phase.FAILED) {
        loseNetwork(); // it would fail again and again
      } else {
        leaveStepsOf(e);
      }
      fail(Failures.sentence(e, training));
    }
  }

  private void leaveStepsOf(Throwable failure) {
    try {
      leaveSteps();
    } catch (RuntimeException | Error e) { // for the same reason, most likely
      failure.addSuppressed(e);
    }
  }

  /** Closes the network, of which there is nothing to be had any more. */
  private void loseNetwork() {
    Engine lost = engine;
    engine = null;
    if (lost != null) {
      try (lost;
          queries) {
        work = Work.NONE;
      } catch (RuntimeException | Error e) {
        Failures.log("The network could not be closed", e);
      }
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
    Optional<NetworkQueries.Asked> asked = asked();
    if (asked.isPresent()) {
      unpublished |= queries.advance(asked.get(), watch.get());
    }
    if (unpublished && System.nanoTime() - publishedAt >= FRAME_NANOS) {
      publish();
    }
    inbox.handle(this, nanosUntilDue());
  }

  private void prepare() {
    engine = start.buildEngine();
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
      due = Math.min(due, queries.nanosUntilDue(watch.get(), step));
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
    } else if (testIsTimely && evaluations.isStale(step) && !isToBeMeasuredFirst()) {
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
    updates.forget();
    // What is on disk of that step has an optimizer state that belongs to it.
    saves.skip(step);
    queries.forget();
    return true;
  }

  /** Whether an evaluation that could as well be one step later waits for a measured step. */
  private boolean isToBeMeasuredFirst() {
    return phase == Phase.TRAINING
        && hasTrained
        && !isAtEnd()
        && !course.isEpochEnd(step)
        && !updates.leadsTo(step);
  }

  private void startSteps() {
    workBegunAt = System.nanoTime();
    boolean isAlone = phase != Phase.TRAINING || tracer.map(StepTracer::isDue).orElse(false);
    int count = isAlone ? 1 : course.stepsBeforeMeasured(step, hasTrained);
    if (count == 1 && (isAlone || course.isEvaluatedAfter(step))) {
      updates.begin(step, network().values());
    }
    tracer.ifPresent(some -> some.begin(network()));
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
      if (Divergence.isSeenIn(result.loss())) {
        diverge(result.loss(), step + 1);
        return;
      }
      step++;
      trained += result.images();
      Engine.Step taken = underWay.get(i);
      result.log(start.metrics(), step, taken.learningRate());
      tracer.ifPresent(some -> some.end(network(), taken, result));
    }
    if (trained > 0) {
      course.stepsTook(trained, nanos);
      hasTrained = true;
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
    if (start.trains() && Divergence.isSeenIn(found.loss())) {
      diverge(found.loss(), step);
      return;
    }
    Checkpoint evaluated = checkpoint();
    Optional<String> warning =
        start.trains()
            ? Divergence.warning(evaluated) // where ReLU and pooling hide it from the loss
            : Divergence.warning(evaluated, found);
    if (warning.isPresent() && start.trains()) {
      saves.sound().ifPresent(this::fallBackTo);
      fail(warning.get());
      return;
    }
    evaluations.tested(found);
    if (warning.isPresent()) {
      fail(warning.get()); // the numbers are shown all the same
      return;
    }
    if (start.trains()) {
      if (updates.leadsTo(step)) {
        sink.moved(step, updates.norms(evaluated.parameters()));
      }
      sink.evaluated(evaluated.parameters(), found, evaluations.heldOutAt(step));
    }
    saves.evaluated(evaluated, course.isEpochEnd(step));
    publish();
  }

  private void finishValidation() {
    Evaluation found = network().finishEvaluation(step);
    if (!start.trains()) {
      evaluations.seen(found);
      publish();
    } else if (Divergence.isSeenIn(found.loss())) {
      diverge(found.loss(), step);
    } else if (!phase.isOver()) { // else the weights are saved already, without it
      evaluations.validated(found, () -> checkpoint().parameters());
      saves.outdate();
      publish();
    }
  }

  // ---- Commands

  CommandHandler commands() {
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
    fail(Divergence.sentence(loss, rate, atStep, step));
  }

  private void fallBackTo(Checkpoint sound) {
    network().restore(sound);
    step = sound.step();
    updates.forget();
    queries.forget();
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
          queries) {
        leaveSteps();
        saveNewest();
      } catch (RuntimeException | Error e) { // nobody is there to hear it but the sink
        Failures.log("The session could not be ended", e);
        fail(Failures.sentence(e, training));
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

  /** The network as it is to be asked now; empty while there is none. */
  Optional<NetworkQueries.Asked> asked() {
    return Optional.ofNullable(engine)
        .map(
            built ->
                new NetworkQueries.Asked(
                    built.frozen(), step, work != Work.NONE, phase == Phase.TRAINING));
  }

  private Engine network() {
    return Objects.requireNonNull(engine, "The network is not built yet");
  }

  private void publish() {
    unpublished = false;
    publishedAt = System.nanoTime();
    sink.publish(new Snapshot(progress(), view()));
  }

  private RunProgress progress() {
    return new RunProgress(
        id,
        step,
        course.totalSteps(),
        course.stepsPerEpoch(),
        phase,
        failure,
        course.scheduledRate(learningRate, Math.max(0, step - 1)),
        course.imagesPerSecond(),
        stopwatch.elapsedNanos(),
        phase.isOver() ? 0 : course.remainingNanos(step),
        stopping.state(step),
        start.metrics());
  }

  private NetworkView view() {
    return new NetworkView(
        id,
        step,
        NetworkView.Activity.of(phase),
        course.stepsPerEpoch(),
        evaluations.history().until(step),
        evaluations.newestOfHeldOut().filter(found -> found.step() <= step),
        queries.maps(),
        queries.patterns());
  }
}
