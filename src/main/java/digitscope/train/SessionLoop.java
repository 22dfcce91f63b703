package digitscope.train;

import digitscope.config.TrainingSpec;
import digitscope.eval.Evaluation;
import digitscope.probe.FilterPatterns;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
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

  private static final long SAVING_INTERVAL_NANOS = 15_000_000_000L;

  private enum Work {
    NONE,
    STEP,
    EVALUATION
  }

  private final SessionStart start;
  private final TrainingSpec training;
  private final BlockingQueue<Consumer<SessionLoop>> inbox;
  private final Supplier<Watch> watch;
  private final SnapshotSink sink;
  private final Course course;
  private final Stopwatch stopwatch = new Stopwatch();
  private final Lookout lookout;
  private final Deque<Runnable> atStepBoundary = new ArrayDeque<>();
  private final Deque<CompletableFuture<Long>> stepRequests = new ArrayDeque<>();

  private @Nullable Engine engine;
  private Work work = Work.NONE;
  private long workBegunAt;
  private long workEndedAt;
  private Phase phase = Phase.PREPARING;
  private Optional<String> failure = Optional.empty();
  private long step;
  private double learningRate;
  private Optional<Evaluation> evaluation = Optional.empty();

  /** The weights of the newest evaluation, to fall back on when training diverges. */
  private @Nullable Checkpoint sound;

  private long savedStep;
  private long savedAt;
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
    this.course = new Course(training, start.data().train().size(), speed);
    this.lookout =
        new Lookout(start.data().train().shape().size(), start.config().network().layers().size());
    this.learningRate = start.from().map(Checkpoint::learningRate).orElse(training.learningRate());
    this.step = start.from().map(Checkpoint::step).orElse(0L);
    this.savedStep = start.from().map(Checkpoint::step).orElse(-1L);
  }

  void run(CancelToken token) {
    try {
      publish();
      while (!token.isCancelled()) {
        try {
          turn();
        } catch (RuntimeException | OutOfMemoryError e) { // outermost loop of the thread
          LOG.log(Failures.severity(e), "The session failed", e);
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
      unpublished |= lookout.refresh(engine, lookout.within(watch.get()), step, work != Work.NONE);
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
    Engine built =
        new Engine(
            start.config().network(),
            training,
            start.data().train().shape(),
            start.data().train().classes());
    engine = built;
    start.from().ifPresent(built::restore);
    if (start.trains()) {
      phase = Phase.TRAINING;
    } else {
      phase = step < course.totalSteps() ? Phase.STOPPED : Phase.FINISHED;
    }
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
    if (work == Work.NONE && phase == Phase.PAUSED && evaluationIsStale()) {
      due = Math.min(due, workEndedAt + SETTLING_NANOS - now);
    }
    return work == Work.NONE && phase == Phase.TRAINING ? 0 : Math.max(0, due);
  }

  // ---- Steps and evaluations

  private void startWork() {
    if (phase.isOver()) {
      if (evaluationIsStale()) {
        startEvaluation();
      }
    } else if (step == course.totalSteps()) {
      if (evaluationIsStale()) {
        startEvaluation();
      } else {
        phase = Phase.FINISHED;
        refuseStepRequests();
        publish();
      }
    } else if (phase == Phase.TRAINING || !stepRequests.isEmpty()) {
      if (evaluationIsStale() && course.evaluationIsDue(step)) {
        startEvaluation();
      } else {
        startStep();
      }
    } else if (evaluationIsStale() && System.nanoTime() - workEndedAt >= SETTLING_NANOS) {
      startEvaluation();
    }
  }

  private void startStep() {
    workBegunAt = System.nanoTime();
    network().startStep(start.data().train(), course.batch(step), step, this::announceEnd);
    work = Work.STEP;
  }

  private void startEvaluation() {
    workBegunAt = System.nanoTime();
    network().startEvaluation(start.data().test(), this::announceEnd);
    work = Work.EVALUATION;
  }

  /** Called on a worker's thread. */
  private void announceEnd() {
    inbox.add(SessionLoop::finishWork);
  }

  private void finishWork() {
    Work finished = work;
    work = Work.NONE;
    workEndedAt = System.nanoTime();
    if (finished == Work.STEP) {
      finishStep();
    } else if (finished == Work.EVALUATION) {
      finishEvaluation();
    }
    reachStepBoundary();
  }

  private void finishStep() {
    double rate = course.scheduledRate(learningRate, step);
    StepResult result = network().finishStep(rate);
    if (!Double.isFinite(result.loss())) {
      diverge(result.loss(), rate, step + 1);
      return;
    }
    long nanos = System.nanoTime() - workBegunAt;
    course.stepTook(result.images(), nanos);
    step++;
    start.metrics().append(Metric.BATCH_LOSS, step, result.loss());
    start
        .metrics()
        .append(Metric.BATCH_ACCURACY, step, (double) result.correct() / result.images());
    start.metrics().append(Metric.LEARNING_RATE, step, rate);
    unpublished = true;
    CompletableFuture<Long> request = stepRequests.poll();
    if (request != null) {
      publish();
      request.complete(step);
    }
  }

  private void finishEvaluation() {
    Evaluation found = network().finishEvaluation(step);
    course.evaluationTook(System.nanoTime() - workBegunAt);
    if (!Double.isFinite(found.loss())) {
      diverge(found.loss(), course.scheduledRate(learningRate, step), step);
      return;
    }
    evaluation = Optional.of(found);
    logEvaluation(found);
    Checkpoint evaluated = network().checkpoint(step, learningRate);
    sound = evaluated;
    if (course.isEpochEnd(step) || workEndedAt - savedAt >= SAVING_INTERVAL_NANOS) {
      save(evaluated);
    }
    publish();
  }

  /** A run that goes on or is looked at may have logged this step already. */
  private void logEvaluation(Evaluation found) {
    MetricLog metrics = start.metrics();
    int logged = metrics.size(Metric.TEST_LOSS);
    boolean isNew =
        logged == 0 || metrics.read(Metric.TEST_LOSS, logged - 1).steps()[0] < found.step();
    if (isNew) {
      metrics.append(Metric.TEST_LOSS, found.step(), found.loss());
      metrics.append(Metric.TEST_ACCURACY, found.step(), found.accuracy());
    }
  }

  private boolean evaluationIsStale() {
    return evaluation.isEmpty() || evaluation.get().step() != step;
  }

  // ---- Commands

  /** Answers with the newest complete weights: those before the step that is under way. */
  void predict(byte[] image, CompletableFuture<Prediction> answer) {
    answer(answer, () -> new Prediction(step, network().predict(checked(image))));
  }

  /** Fulfils any command but {@link Command.Predict}. */
  @SuppressWarnings("unchecked") // each command fixes the type of its answer
  <R> void obey(Command<R> command, CompletableFuture<R> answer) {
    if (command instanceof Command.ComputeMaps compute) {
      answer(answer, () -> (R) network().maps(checked(compute.image()), step));
    } else if (command instanceof Command.ComputePatterns compute) {
      var patterns = (CompletableFuture<FilterPatterns>) answer;
      answerLater(patterns, () -> lookout.request(compute.layerIndex(), patterns));
    } else if (command instanceof Command.Save) {
      answer(answer, () -> (R) network().checkpoint(step, learningRate));
    } else {
      steer(command, (CompletableFuture<Long>) answer);
    }
  }

  private void steer(Command<?> command, CompletableFuture<Long> answer) {
    boolean over = phase.isOver();
    if (command instanceof Command.Pause) {
      changePhase(over ? phase : Phase.PAUSED);
      betweenSteps(() -> answer.complete(step));
    } else if (command instanceof Command.Stop) {
      changePhase(over ? phase : Phase.STOPPED);
      refuseStepRequests();
      betweenSteps(
          () -> {
            saveNewest();
            answer.complete(step);
          });
    } else if (over) {
      answer.completeExceptionally(tooLate());
    } else if (command instanceof Command.Resume) {
      changePhase(Phase.TRAINING);
      answer.complete(step);
    } else if (command instanceof Command.Step) {
      changePhase(Phase.PAUSED);
      stepRequests.add(answer);
    } else if (command instanceof Command.SetLearningRate change) {
      learningRate = change.learningRate();
      unpublished = true;
      answer.complete(step);
    }
  }

  private <R> void answer(CompletableFuture<R> answer, Supplier<R> question) {
    answerLater(answer, () -> answer.complete(question.get()));
  }

  private void answerLater(CompletableFuture<?> answer, Runnable question) {
    if (engine == null) {
      answer.completeExceptionally(new IllegalStateException("There is no network to ask"));
    } else if (!answer.isDone()) {
      try {
        question.run();
      } catch (IllegalArgumentException e) { // the asker's fault, such as an image of another size
        answer.completeExceptionally(e);
      }
    }
  }

  private byte[] checked(byte[] image) {
    int expected = start.data().train().shape().size();
    if (image.length != expected) {
      throw new IllegalArgumentException(
          "An image of this network has %d values, not %d".formatted(expected, image.length));
    }
    return image;
  }

  private void changePhase(Phase wanted) {
    if (phase != wanted) {
      phase = wanted;
      publish();
    }
  }

  private void betweenSteps(Runnable action) {
    if (work == Work.STEP) {
      atStepBoundary.add(action);
    } else {
      action.run();
    }
  }

  private void reachStepBoundary() {
    while (!atStepBoundary.isEmpty()) {
      atStepBoundary.remove().run();
    }
  }

  private void refuseStepRequests() {
    stepRequests.forEach(request -> request.completeExceptionally(tooLate()));
    stepRequests.clear();
  }

  private IllegalStateException tooLate() {
    return new IllegalStateException("The run is over, at step %d".formatted(step));
  }

  // ---- Ends and states

  private void diverge(double loss, double rate, long atStep) {
    Checkpoint kept = sound;
    if (kept != null) {
      network().restore(kept);
      step = kept.step();
      lookout.forget();
      save(kept);
    }
    fail(Failures.diverged(loss, rate, atStep, step));
  }

  private void fail(String why) {
    work = Work.NONE;
    phase = Phase.FAILED;
    failure = Optional.of(why);
    refuseStepRequests();
    publish();
    reachStepBoundary();
  }

  private void end() {
    Engine last = engine;
    if (last != null) {
      saveNewest();
      lookout.close();
      last.close();
    }
    if (unpublished) {
      publish();
    }
  }

  private void saveNewest() {
    if (step != savedStep) {
      save(network().checkpoint(step, learningRate));
    }
  }

  private void save(Checkpoint checkpoint) {
    if (checkpoint.step() != savedStep) {
      savedStep = checkpoint.step();
      savedAt = System.nanoTime();
      sink.checkpoint(checkpoint);
    }
  }

  private Engine network() {
    Engine built = engine;
    if (built == null) {
      throw new IllegalStateException("The network is not built yet");
    }
    return built;
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
            evaluation,
            lookout.maps(),
            lookout.patterns(),
            start.metrics()));
  }
}
