package digitscope.cli;

import digitscope.data.DataException;
import digitscope.data.DataSplits;
import digitscope.data.Dataset;
import digitscope.run.Provenance;
import digitscope.run.RunException;
import digitscope.run.RunFolder;
import digitscope.train.Checkpoint;
import digitscope.train.TrainedNetwork;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A run that a command works on, at one of its checkpoints.
 *
 * @param folder the run
 * @param checkpoint the weights that were chosen
 */
record OpenedRun(RunFolder folder, Checkpoint checkpoint) {
  /**
   * Opens a run.
   *
   * @param step of the checkpoint; empty for what the run came to
   */
  static OpenedRun open(Path path, Optional<Long> step) throws RunException {
    RunFolder folder = RunFolder.open(path);
    return new OpenedRun(
        folder,
        step.isPresent() ? folder.checkpoint(step.get()) : folder.lastCheckpoint().result());
  }

  TrainedNetwork network() throws CommandException {
    Provenance provenance = folder.provenance();
    try {
      return new TrainedNetwork(
          folder.config(), provenance.imageShape(), provenance.classNames().size(), checkpoint);
    } catch (IllegalArgumentException e) {
      throw new CommandException(
          "The run %s is damaged: %s".formatted(folder.path(), e.getMessage()), e);
    }
  }

  /**
   * The images to ask the network about: those of {@code source}, or the run's own.
   *
   * @throws CommandException if they do not fit the network
   */
  DataSplits data(Optional<String> source, Environment environment)
      throws DataException, CommandException {
    Provenance provenance = folder.provenance();
    DataSplits loaded =
        environment
            .data(source.isPresent() || folder.config().corrections())
            .load(source.orElse(folder.config().data()));
    Dataset test = loaded.test();
    if (!test.shape().equals(provenance.imageShape())
        || test.classes() != provenance.classNames().size()) {
      throw new CommandException(
          "The data %s has images of %s in %d classes, but the run was trained on %s in %d; give other data"
              .formatted(
                  loaded.source(),
                  test.shape(),
                  test.classes(),
                  provenance.imageShape(),
                  provenance.classNames().size()));
    }
    DataSplits used =
        source.isEmpty() && folder.config().limit() > 0
            ? loaded.limit(folder.config().limit())
            : loaded;
    if (source.isEmpty() && !used.sha256().equals(provenance.dataSha256())) {
      environment
          .err()
          .println(
              provenance.corrections().sha256().equals(used.corrected().sha256())
                  ? "Note: the data %s has changed since the run.".formatted(loaded.source())
                  : "Note: the run was trained with other corrections of %s (%s) than there are now (%s)."
                      .formatted(
                          loaded.source(),
                          provenance.corrections().counts(),
                          used.corrected().counts()));
    }
    return used;
  }
}
