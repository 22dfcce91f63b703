package digitscope.cli;

import digitscope.config.TrainingSpec;
import digitscope.data.Dataset;
import digitscope.data.HeldOut;
import digitscope.eval.Metric;
import digitscope.experiment.RecordedTraining;
import digitscope.network.Checkpoint;
import digitscope.run.RunException;
import digitscope.run.RunFolder;
import digitscope.session.Phase;
import digitscope.session.Snapshot;
import digitscope.session.TrainedNetwork;
import digitscope.session.TrainingSession;
import digitscope.session.Validation;
import java.util.Locale;
import java.util.Optional;

/**
 * A run that the command line trains to its end.
 *
 * @param training the run, not trained yet
 */
record TrainingRun(RecordedTraining training) {
  RunFolder folder() {
    return training.folder();
  }

  TrainingSession session() {
    return training.session();
  }

  /**
   * Trains, saying on {@code environment.err()} how it goes.
   *
   * @return what it came to; empty if it was stopped, which then has been said
   * @throws CommandException if training failed or could not be recorded
   */
  Optional<TrainingResult> toTheEnd(Environment environment) throws RunException, CommandException {
    Snapshot last;
    OnInterrupt interrupt = new OnInterrupt(training::stop);
    try {
      last = recorded(environment);
    } finally {
      interrupt.over();
    }
    return last.progress().phase() == Phase.STOPPED ? Optional.empty() : Optional.of(result(last));
  }

  /** Trains until it is over, and all of it is on disk. */
  private Snapshot recorded(Environment environment) throws RunException {
    TrainingProgress progress =
        new TrainingProgress(environment.err(), environment.isInteractive());
    Snapshot last = training.toTheEnd(progress::publish);
    // Said before the process may end.
    if (last.progress().phase() == Phase.STOPPED) {
      sayHowToGoOn(last, environment);
    }
    return last;
  }

  private void sayHowToGoOn(Snapshot last, Environment environment) {
    environment
        .err()
        .println(
            String.format(
                Locale.ROOT,
                "digitscope: Stopped at step %d. To continue: digitscope train --resume --run %s",
                last.progress().step(),
                folder().path()));
  }

  private TrainingResult result(Snapshot last) throws RunException, CommandException {
    if (last.progress().failure().isPresent()) {
      throw new CommandException(last.progress().failure().get());
    }
    Checkpoint end = folder().lastCheckpoint();
    Checkpoint weights = end.result();
    TrainingSpec spec = folder().config().training();
    Dataset trainedOn =
        HeldOut.of(training.data().train(), spec.validation().fraction(), spec.seed()).training();
    try (TrainedNetwork network = new OpenedRun(folder(), weights).network()) {
      double trainAccuracy = network.evaluate(trainedOn).accuracy();
      return new TrainingResult(
          folder(),
          weights,
          end.step(),
          end.step() - training.fromStep(),
          session().imagesTrained(),
          last.progress().elapsedNanos() / 1e9,
          session().meanImagesPerSecond(),
          trainAccuracy,
          last.view().evaluation().orElseThrow(),
          last.progress().validation().map(outcome -> heldOutResult(weights.step(), outcome)));
    }
  }

  private TrainingResult.HeldOutResult heldOutResult(long step, Validation outcome) {
    return new TrainingResult.HeldOutResult(
        training.metrics().valueAt(Metric.VALIDATION_LOSS, step).orElse(Double.NaN),
        training.metrics().valueAt(Metric.VALIDATION_ACCURACY, step).orElse(Double.NaN),
        outcome);
  }
}
