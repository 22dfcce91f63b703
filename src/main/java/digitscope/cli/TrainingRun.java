package digitscope.cli;

import digitscope.config.TrainingSpec;
import digitscope.data.DataSplits;
import digitscope.data.Dataset;
import digitscope.data.HeldOut;
import digitscope.eval.Evaluation;
import digitscope.eval.Metric;
import digitscope.eval.MetricLog;
import digitscope.network.Checkpoint;
import digitscope.run.Retention;
import digitscope.run.RunException;
import digitscope.run.RunFolder;
import digitscope.run.RunRecorder;
import digitscope.run.TraceFile;
import digitscope.session.CancelToken;
import digitscope.session.Command;
import digitscope.session.Phase;
import digitscope.session.Snapshot;
import digitscope.session.SnapshotSink;
import digitscope.session.TrainedNetwork;
import digitscope.session.TrainingSession;
import digitscope.session.Validation;
import java.util.Locale;
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
 * @param trace what gets its first steps, if that is wanted
 * @param retention which of its moments stay, if its user chose that
 */
record TrainingRun(
    RunFolder folder,
    DataSplits data,
    MetricLog metrics,
    long fromStep,
    TrainingSession session,
    Optional<TraceFile> trace,
    Optional<Retention> retention) {
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
    Snapshot last;
    try {
      last = recorded(environment);
    } finally {
      saved.countDown();
      forget(stopping);
    }
    return last.progress().phase() == Phase.STOPPED ? Optional.empty() : Optional.of(result(last));
  }

  /** Trains until it is over, and all of it is on disk. */
  private Snapshot recorded(Environment environment) throws RunException, CommandException {
    RunRecorder recorder = new RunRecorder(folder, metrics, fromStep, retention);
    Audience audience = new Audience(recorder, environment);
    trace.ifPresent(file -> session.trace(file.steps(), file));
    try (recorder) {
      session.run(audience, audience.token);
    }
    trace.ifPresent(TraceFile::close);
    // Said before the process may end.
    audience
        .last
        .filter(last -> last.progress().phase() == Phase.STOPPED)
        .ifPresent(last -> sayHowToGoOn(last, environment));
    if (recorder.problem().isPresent()) {
      throw new CommandException(recorder.problem().get());
    }
    if (trace.flatMap(TraceFile::problem).isPresent()) {
      throw new CommandException(trace.flatMap(TraceFile::problem).get());
    }
    return audience.last.orElseThrow();
  }

  private void sayHowToGoOn(Snapshot last, Environment environment) {
    environment
        .err()
        .println(
            String.format(
                Locale.ROOT,
                "digitscope: Stopped at step %d. To continue: digitscope train --resume --run %s",
                last.progress().step(),
                folder.path()));
  }

  private TrainingResult result(Snapshot last) throws RunException, CommandException {
    if (last.progress().failure().isPresent()) {
      throw new CommandException(last.progress().failure().get());
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
          last.progress().elapsedNanos() / 1e9,
          session.meanImagesPerSecond(),
          trainAccuracy,
          last.view().evaluation().orElseThrow(),
          last.progress().validation().map(outcome -> heldOutResult(weights.step(), outcome)));
    }
  }

  private TrainingResult.HeldOutResult heldOutResult(long step, Validation outcome) {
    return new TrainingResult.HeldOutResult(
        metrics.valueAt(Metric.VALIDATION_LOSS, step).orElse(Double.NaN),
        metrics.valueAt(Metric.VALIDATION_ACCURACY, step).orElse(Double.NaN),
        outcome);
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
    private Optional<Snapshot> last = Optional.empty();

    Audience(RunRecorder recorder, Environment environment) {
      this.recorder = recorder;
      this.progress = new TrainingProgress(environment.err(), environment.isInteractive());
    }

    @Override
    public void publish(Snapshot snapshot) {
      last = Optional.of(snapshot);
      recorder.publish(snapshot);
      progress.publish(snapshot);
      if (snapshot.progress().phase().isOver() || recorder.problem().isPresent()) {
        token.cancel();
      }
    }

    @Override
    public void moved(long step, float[] updateNorms) {
      recorder.moved(step, updateNorms);
    }

    @Override
    public void evaluated(float[] parameters, Evaluation test, Optional<Evaluation> heldOut) {
      recorder.evaluated(parameters, test, heldOut);
    }

    @Override
    public void checkpoint(Checkpoint checkpoint) {
      recorder.checkpoint(checkpoint);
    }
  }
}
