package digitscope.ui.fx;

import digitscope.config.RunConfig;
import digitscope.data.DataSplits;
import digitscope.data.Dataset;
import digitscope.data.PictureReading;
import digitscope.data.Preparation;
import digitscope.eval.EvaluationHistory;
import digitscope.eval.MetricLog;
import digitscope.io.InvalidValueException;
import digitscope.io.PlainText;
import digitscope.network.Checkpoint;
import digitscope.network.Planners;
import digitscope.run.Provenance;
import digitscope.run.RunException;
import digitscope.run.RunFolder;
import digitscope.run.Timeline;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A run from disk, to be looked at.
 *
 * @param checkpoint the weights that are shown
 * @param metrics what was logged up to them
 * @param history what came of the evaluations up to them
 * @param timeline the steps that can be looked at
 * @param preparation how pictures become images for the network, if what was recorded makes sense
 * @param leftOut sentences on what of it is damaged, or cannot be had on this machine
 */
public record RecordedRun(
    RunFolder folder,
    Checkpoint checkpoint,
    MetricLog metrics,
    EvaluationHistory history,
    Timeline timeline,
    Optional<Preparation> preparation,
    List<String> leftOut) {
  /**
   * Reads a run with the weights it came to, off the JavaFX thread.
   *
   * @throws RunException if it cannot be read, in a sentence for the user
   */
  public static RecordedRun read(Path path) throws RunException {
    List<String> leftOut = new ArrayList<>();
    RunFolder folder = RunFolder.open(path, leftOut::add);
    RecordedRun read = of(folder, folder.result());
    leftOut.addAll(read.leftOut());
    return new RecordedRun(
        folder,
        read.checkpoint(),
        read.metrics(),
        read.history(),
        read.timeline(),
        read.preparation(),
        List.copyOf(leftOut));
  }

  /**
   * Reads what was logged up to a checkpoint, off the JavaFX thread.
   *
   * @throws RunException if it cannot be read, in a sentence for the user
   */
  public static RecordedRun of(RunFolder folder, Checkpoint checkpoint) throws RunException {
    return new RecordedRun(
        folder,
        checkpoint,
        folder.metrics(checkpoint.reachedStep()),
        folder.history(checkpoint.step()),
        folder.timeline(),
        folder.soundPreparation(),
        Planners.replacement(folder.config().training()).stream().toList());
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
      throw new InvalidValueException(
          String.format(
              Locale.ROOT,
              "The data %s has images of %s in %d classes, "
                  + "but the run was trained on images of %s in %d classes; restore the original data",
              data.source(),
              test.shape(),
              test.classes(),
              provenance.imageShape(),
              provenance.classNames().size()));
    }
  }

  /** As {@link RunFolder#reading}. */
  Optional<PictureReading> reading() {
    return preparation.flatMap(found -> PictureReading.of(found, folder.provenance().imageShape()));
  }

  /** The run's data, for which pictures and drawings are prepared as for the run's network. */
  DataSplits prepared(DataSplits data) {
    return preparation.map(data::prepared).orElse(data);
  }

  /** The run's configuration, with no more threads than this machine has cores. */
  public RunConfig config() {
    RunConfig asked = folder.config();
    return asked.withTraining(asked.training().withThreadsAtMost(cores()));
  }

  private static int cores() {
    return Runtime.getRuntime().availableProcessors();
  }

  /** What a user should know: what is damaged, fewer threads, and other corrections of the data. */
  Optional<String> noteOn(DataSplits data) {
    List<String> notes = new ArrayList<>(leftOut);
    int threads = folder.config().training().threads();
    if (threads > cores()) {
      notes.add(
          String.format(
              Locale.ROOT,
              "The run's settings ask for %d threads; this machine has %d cores, so %d are used.",
              threads,
              cores(),
              cores()));
    }
    if (hasOtherCorrections(data)) {
      notes.add(
          "The corrections of the data have changed since this run was trained: %s now, %s then"
              .formatted(data.corrected().counts(), folder.provenance().corrections().counts()));
    }
    return notes.isEmpty()
        ? Optional.empty()
        : Optional.of(PlainText.sentence(String.join(" ", notes)));
  }

  /**
   * What a user should know of images that are not those the run was trained on, though nobody
   * corrected them; asked off the JavaFX thread, as it reads them all.
   *
   * @param data as it was read
   */
  public Optional<String> noteOnImages(DataSplits data) {
    int limit = folder.config().limit();
    return hasOtherCorrections(data)
        ? Optional.empty()
        : folder
            .provenance()
            .noteOnImages(folder.config().data(), limit > 0 ? data.limit(limit) : data);
  }

  /** As {@link Provenance#hasOtherCorrections}. */
  boolean hasOtherCorrections(DataSplits data) {
    return folder.provenance().hasOtherCorrections(data);
  }
}
