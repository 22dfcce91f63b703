package digitscope.cli;

import digitscope.config.TrainingSpec;
import digitscope.data.DataSplits;
import digitscope.data.Dataset;
import digitscope.data.HeldOut;
import digitscope.run.RunException;
import digitscope.run.RunFolder;
import digitscope.run.RunRecorder;
import digitscope.train.CancelToken;
import digitscope.train.Checkpoint;
import digitscope.train.Command;
import digitscope.train.Metric;
import digitscope.train.MetricLog;
import digitscope.train.Phase;
import digitscope.train.SnapshotSink;
import digitscope.train.TrainedNetwork;
import digitscope.train.TrainingSession;
import digitscope.train.TrainingSnapshot;
import digitscope.train.Validation;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A run that the command line trains to its end.
 *
 * @param folder where it is recorded
 * @param data with the limit applied
 * @param metrics log of the session
 * @param fromStep step at which the session begins
 * @param session the session, not running yet
 */
record TrainingRun(
    RunFolder folder, DataSplits data, MetricLog metrics, long fromStep, TrainingSession session) {
  private static final long STOPPING_SECONDS = 20;

  /**
   * Trains, saying on {@code environment.err()} how it goes.
   *
   * @return what it came to; empty if it was stopped, which then has been said
   * @throws CommandException if training failed or could not be recorded
   */
  Optional<TrainingResult> toTheEnd(Environment environment) throws RunException, CommandException {
    CountDownLatch saved = new CountDownLatch(1);
    Thread stopping = new Thread(() -> stop(saved), "stopping");
    Runtime.getRuntime().addShutdownHook(stopping);
    RunRecorder recorder = new RunRecorder(folder, metrics, fromStep);
    Audience audience = new Audience(recorder, environment);
    try {
      try (recorder) {
        session.run(audience, audience.token);
      }
      // Said before the process may end.
      audience
          .last
          .filter(last -> last.phase() == Phase.STOPPED)
          .ifPresent(last -> sayHowToGoOn(last, environment));
    } finally {
      saved.countDown();
      forget(stopping);
    }
    if (recorder.problem().isPresent()) {
      throw new CommandException(recorder.problem().get());
    }
    TrainingSnapshot last = audience.last.orElseThrow();
    return last.phase() == Phase.STOPPED ? Optional.empty() : Optional.of(result(last));
  }

  private void sayHowToGoOn(TrainingSnapshot last, Environment environment) {
    environment
        .err()
        .println(
            "digitscope: Stopped at step %d; to go on: digitscope train --resume --run %s"
                .formatted(last.step(), folder.path()));
  }

  private TrainingResult result(TrainingSnapshot last) throws RunException, CommandException {
    if (last.failure().isPresent()) {
      throw new CommandException(last.failure().get());
    }
    Checkpoint end = folder.lastCheckpoint();
    Checkpoint weights = end.result();
    TrainingSpec training = folder.config().training();
    Dataset trainedOn =
        HeldOut.of(data.train(), training.validation().fraction(), training.seed()).training();
    try (TrainedNetwork network = new OpenedRun(folder, weights).network()) {
      double trainAccuracy = network.evaluate(trainedOn).accuracy();
      return new TrainingResult(
          folder,
          weights,
          end.step(),
          end.step() - fromStep,
          session.imagesTrained(),
          last.elapsedNanos() / 1e9,
          session.meanImagesPerSecond(),
          trainAccuracy,
          last.evaluation().orElseThrow(),
          last.validation().map(course -> heldOutResult(weights.step(), course)));
    }
  }

  private TrainingResult.HeldOutResult heldOutResult(long step, Validation course) {
    return new TrainingResult.HeldOutResult(
        metrics.valueAt(Metric.VALIDATION_LOSS, step).orElse(Double.NaN),
        metrics.valueAt(Metric.VALIDATION_ACCURACY, step).orElse(Double.NaN),
        course);
  }

  /** Ctrl+C: takes no further step, and lets the process end only when everything is on disk. */
  private void stop(CountDownLatch saved) {
    var unused = session.submit(new Command.Stop());
    try {
      var ignored = saved.await(STOPPING_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The hook is at work: the process is ending.
    }
  }

  /** Everyone who hears the session; ends it when it is over or cannot be recorded any more. */
  private static final class Audience implements SnapshotSink {
    private final CancelToken token = new CancelToken();
    private final RunRecorder recorder;
    private final TrainingProgress progress;
    private Optional<TrainingSnapshot> last = Optional.empty();

    Audience(RunRecorder recorder, Environment environment) {
      this.recorder = recorder;
      this.progress = new TrainingProgress(environment.err(), environment.isInteractive());
    }

    @Override
    public void publish(TrainingSnapshot snapshot) {
      last = Optional.of(snapshot);
      recorder.publish(snapshot);
      progress.publish(snapshot);
      if (snapshot.phase().isOver() || recorder.problem().isPresent()) {
        token.cancel();
      }
    }

    @Override
    public void checkpoint(Checkpoint checkpoint) {
      recorder.checkpoint(checkpoint);
    }
  }
}
