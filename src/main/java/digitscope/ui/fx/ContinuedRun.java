package digitscope.ui.fx;

import digitscope.config.RunConfig;
import digitscope.config.TrainingSpec;
import digitscope.data.DataSplits;
import digitscope.eval.EvaluationHistory;
import digitscope.eval.MetricLog;
import digitscope.network.Checkpoint;
import digitscope.run.Provenance;
import digitscope.run.RunException;
import digitscope.run.RunFolder;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A run from disk whose training goes on. No other program can train it until its session ends, or
 * until {@link #release}.
 *
 * @param config with the epochs it is to have in all
 * @param from where it goes on
 * @param metrics what was logged up to there
 * @param history what came of the evaluations up to there
 */
public record ContinuedRun(
    RunFolder folder,
    RunConfig config,
    Checkpoint from,
    MetricLog metrics,
    EvaluationHistory history) {
  /**
   * Reads a run, off the JavaFX thread.
   *
   * @param moreEpochs how many epochs more than it was to have
   * @throws RunException if it cannot be read, is being trained, or has no step left to take
   */
  public static ContinuedRun read(Path path, int moreEpochs) throws RunException {
    RunFolder folder = RunFolder.openToTrain(path, note -> {});
    boolean isReady = false;
    try {
      ContinuedRun run = read(folder, moreEpochs);
      isReady = true;
      return run;
    } finally {
      if (!isReady) {
        folder.release();
      }
    }
  }

  private static ContinuedRun read(RunFolder folder, int moreEpochs) throws RunException {
    Checkpoint from = folder.lastCheckpoint();
    TrainingSpec before = folder.config().training();
    TrainingSpec training = before.withEpochs(before.epochs() + moreEpochs);
    long steps =
        (long) training.epochs() * training.stepsPerEpoch(folder.provenance().trainingImages());
    if (from.reachedStep() >= steps) {
      throw new RunException(
          String.format(
              Locale.ROOT,
              "%s has finished its %d epochs; add epochs to train it further",
              folder.path().getFileName(),
              training.epochs()));
    }
    return new ContinuedRun(
        folder,
        folder.config().withTraining(training),
        from,
        folder.metrics(from.step()),
        folder.history(from.step()));
  }

  /**
   * Checks that these are the images the run was started with; off the JavaFX thread, as it reads
   * them all.
   *
   * @param data with the corrections that there are now
   * @throws RunException if they are others
   */
  public void checkImages(DataSplits data) throws RunException {
    Provenance provenance = folder.provenance();
    DataSplits used = config.limit() > 0 ? data.limit(config.limit()) : data;
    if (!used.sha256().equals(provenance.dataSha256())) {
      throw new RunException(
          provenance.hasOtherCorrections(data)
              ? ("The run was started with other label corrections (%s) than there are now (%s):"
                      + " start a new run")
                  .formatted(provenance.corrections().counts(), data.corrected().counts())
              : "The images of %s are not those the run was started with: start a new run"
                  .formatted(config.data()));
    }
  }

  /** Lets others train it; only if no session was begun. */
  public void release() {
    folder.release();
  }
}
