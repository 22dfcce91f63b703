package digitscope.session;

import digitscope.config.RunConfig;
import digitscope.data.DataSplits;
import digitscope.engine.Engine;
import digitscope.eval.EvaluationHistory;
import digitscope.eval.MetricLog;
import digitscope.network.Checkpoint;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * One network, trained and questioned. The thread that calls {@link #run} owns the network; every
 * other thread reaches it through commands, which are answered at once even while the workers
 * compute a step, and after the run is over until it is cancelled.
 *
 * <p>Neither commands nor watches nor evaluations touch what the network learns: the same seed,
 * data and number of threads give the same weights, to the last bit, whatever was asked meanwhile.
 */
public final class TrainingSession {
  private final SessionStart start;
  private final Inbox<SessionLoop> inbox = new Inbox<>();
  private final Speedometer speed = new Speedometer();
  private volatile Watch watch = Watch.nothing();
  private Optional<StepTracer.Order> trace = Optional.empty();

  TrainingSession(SessionStart start) {
    this.start = start;
  }

  /** As {@link #fresh(DataSplits, RunConfig, MetricLog)}, with a log that nobody else holds. */
  public static TrainingSession fresh(DataSplits data, RunConfig config) {
    return fresh(data, config, new MetricLog());
  }

  /**
   * A new network, to be trained.
   *
   * @param data the sets, of which the first {@code config.limit()} training images are used
   * @param metrics an empty log, which the session fills
   */
  public static TrainingSession fresh(DataSplits data, RunConfig config, MetricLog metrics) {
    return new TrainingSession(
        new SessionStart(
            data,
            config,
            Optional.empty(),
            metrics,
            EvaluationHistory.NONE,
            true,
            true,
            Engine::new));
  }

  /**
   * A run that goes on from a checkpoint, exactly as if it had never been interrupted.
   *
   * @param metrics what was logged up to the checkpoint; grows on
   * @param past what came of the evaluations up to the checkpoint
   */
  public static TrainingSession resume(
      DataSplits data,
      RunConfig config,
      Checkpoint from,
      MetricLog metrics,
      EvaluationHistory past) {
    return new TrainingSession(
        new SessionStart(data, config, Optional.of(from), metrics, past, true, true, Engine::new));
  }

  /** As {@link #resume}, with a run that remembers nothing of its evaluations. */
  public static TrainingSession resume(
      DataSplits data, RunConfig config, Checkpoint from, MetricLog metrics) {
    return resume(data, config, from, metrics, EvaluationHistory.NONE);
  }

  /**
   * A run to be looked at: it takes no step, evaluates the test set once, and answers.
   *
   * @param metrics what was logged
   * @param past what came of its evaluations before
   * @param sameHeldOut whether the images that are held out now are those that were; if not, some
   *     of them may have been trained on, and they are not evaluated
   */
  public static TrainingSession open(
      DataSplits data,
      RunConfig config,
      Checkpoint from,
      MetricLog metrics,
      EvaluationHistory past,
      boolean sameHeldOut) {
    return new TrainingSession(
        new SessionStart(
            data, config, Optional.of(from), metrics, past, false, sameHeldOut, Engine::new));
  }

  /** As {@link #open}, with a run that remembers nothing of its evaluations. */
  public static TrainingSession open(
      DataSplits data, RunConfig config, Checkpoint from, MetricLog metrics) {
    return open(data, config, from, metrics, EvaluationHistory.NONE, true);
  }

  /**
   * What is trained and how, with the number of threads made definite: what a run is to record, so
   * that it goes on to the same weights on a machine with other cores.
   */
  public RunConfig config() {
    return start.config();
  }

  /**
   * What computes it. This loads the native library if that is it.
   *
   * @throws digitscope.io.InvalidValueException if this machine does not have the backend that is
   *     to train
   */
  public Computing computing() {
    return Computing.of(
        config().withTraining(start.training()), data().train(), start.replacement());
  }

  public DataSplits data() {
    return start.data();
  }

  /**
   * Asks for the first steps of the session in full; to be called before it runs.
   *
   * @param sink gets each step after it was taken, on the session's thread
   */
  public void trace(int steps, Consumer<TracedStep> sink) {
    trace = Optional.of(new StepTracer.Order(steps, sink));
  }

  /**
   * Trains to the end and goes on answering until {@code token} is cancelled. Returns only then,
   * after a last checkpoint has been handed to {@code sink}.
   */
  public void run(SnapshotSink sink, CancelToken token) {
    // An empty event wakes the loop, which then sees the token.
    token.onCancel(() -> inbox.add(loop -> {}));
    try {
      new SessionLoop(start, inbox, () -> watch, speed, trace, sink).run(token);
    } finally {
      inbox.close();
    }
  }

  /**
   * Hands over a command, from any thread. The answer comes on the session's thread, so what
   * depends on it must be quick or go elsewhere. It is an {@link IllegalStateException} if the
   * session's state forbids the command, and a cancellation if the session ends first.
   */
  public <R> CompletableFuture<R> submit(Command<R> command) {
    return inbox.submit(command, (loop, answer) -> command.reach(loop.commands(), answer));
  }

  /** Sets what is being viewed, from any thread; it replaces what was watched before. */
  public void watch(Watch wanted) {
    watch = wanted;
    inbox.add(loop -> {});
  }

  /** Images trained on since the first step of this session. */
  public long imagesTrained() {
    return speed.totalImages();
  }

  /** Images trained on a second since the first step, evaluation and pauses left out. */
  public double meanImagesPerSecond() {
    return speed.meanImagesPerSecond();
  }
}
