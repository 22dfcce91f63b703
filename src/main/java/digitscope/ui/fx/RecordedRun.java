package digitscope.ui.fx;

import digitscope.data.DataSplits;
import digitscope.data.Dataset;
import digitscope.eval.EvaluationHistory;
import digitscope.run.Provenance;
import digitscope.run.RunException;
import digitscope.run.RunFolder;
import digitscope.train.Checkpoint;
import digitscope.train.MetricLog;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A run from disk, to be looked at.
 *
 * @param checkpoint the weights that are shown
 * @param metrics what was logged up to them
 * @param history what came of the evaluations up to them
 */
public record RecordedRun(
    RunFolder folder, Checkpoint checkpoint, MetricLog metrics, EvaluationHistory history) {
  /**
   * Reads a run with the weights it came to, off the JavaFX thread.
   *
   * @throws RunException if it cannot be read, in a sentence for a person
   */
  public static RecordedRun read(Path path) throws RunException {
    RunFolder folder = RunFolder.open(path);
    return of(folder, folder.lastCheckpoint().result());
  }

  /**
   * Reads what was logged up to a checkpoint, off the JavaFX thread.
   *
   * @throws RunException if it cannot be read, in a sentence for a person
   */
  public static RecordedRun of(RunFolder folder, Checkpoint checkpoint) throws RunException {
    return new RecordedRun(
        folder,
        checkpoint,
        folder.metrics(checkpoint.reachedStep()),
        folder.history(checkpoint.step()));
  }

  /**
   * Checks that the network can look at this data.
   *
   * @throws IllegalArgumentException if the data has become another since the run
   */
  void checkFits(DataSplits data) {
    Provenance provenance = folder.provenance();
    Dataset test = data.test();
    if (!test.shape().equals(provenance.imageShape())
        || test.classes() != provenance.classNames().size()) {
      throw new IllegalArgumentException(
          "The data %s has images of %s in %d classes, but the run was trained on %s in %d: put back the data it was trained on"
              .formatted(
                  data.source(),
                  test.shape(),
                  test.classes(),
                  provenance.imageShape(),
                  provenance.classNames().size()));
    }
  }

  /** What a person should know of data with other corrections, in a sentence. */
  Optional<String> noteOn(DataSplits data) {
    return hasOtherCorrections(data)
        ? Optional.of(
            "Since this run was trained, its data was corrected otherwise: %s now, %s then"
                .formatted(data.corrected().counts(), folder.provenance().corrections().counts()))
        : Optional.empty();
  }

  /**
   * Whether a person has corrected the data otherwise since. Then other images would be held out
   * than were, because that depends on the labels.
   */
  boolean hasOtherCorrections(DataSplits data) {
    return !folder.provenance().corrections().sha256().equals(data.corrected().sha256());
  }
}
