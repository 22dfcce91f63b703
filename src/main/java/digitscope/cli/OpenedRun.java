package digitscope.cli;

import digitscope.config.LayerSummary;
import digitscope.data.DataException;
import digitscope.data.DataSplits;
import digitscope.data.Dataset;
import digitscope.io.Reason;
import digitscope.network.Checkpoint;
import digitscope.network.Planners;
import digitscope.run.Provenance;
import digitscope.run.RunException;
import digitscope.run.RunFolder;
import digitscope.session.TrainedNetwork;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A run that a command works on, at one of its stored steps.
 *
 * @param folder the run
 * @param checkpoint the weights that were chosen
 */
record OpenedRun(RunFolder folder, Checkpoint checkpoint) {
  /**
   * Opens a run, saying on {@code environment.err()} what is left out because it is damaged, and
   * that another backend computes than the one that trained it.
   *
   * @param step a stored one; empty for what the run came to
   */
  static OpenedRun open(Path path, Optional<Long> step, Environment environment)
      throws RunException {
    RunFolder folder = RunFolder.open(path, environment::note);
    Planners.replacement(folder.config().training()).ifPresent(environment::note);
    return new OpenedRun(folder, step.isPresent() ? folder.weights(step.get()) : folder.result());
  }

  /** The layers of its network. */
  List<LayerSummary> layers() {
    Provenance provenance = folder.provenance();
    return folder
        .config()
        .network()
        .summarize(provenance.imageShape(), provenance.classNames().size());
  }

  TrainedNetwork network() throws CommandException {
    Provenance provenance = folder.provenance();
    try {
      return new TrainedNetwork(
          folder.config(), provenance.imageShape(), provenance.classNames().size(), checkpoint);
    } catch (IllegalArgumentException e) {
      throw new CommandException(
          "The run %s is damaged: %s".formatted(folder.path(), Reason.of(e)), e);
    }
  }

  /**
   * The images to ask the network about: those of {@code source}, or the run's own.
   *
   * @param trust in what the run's files name
   * @throws CommandException if they do not fit the network, or are elsewhere and there is no trust
   */
  DataSplits data(Optional<String> source, Trust trust, Environment environment)
      throws DataException, CommandException {
    if (source.isEmpty()) {
      trust.check(folder.config().data(), environment);
    }
    Provenance provenance = folder.provenance();
    DataSplits loaded =
        environment
            .data(source.isPresent() || folder.config().corrections(), folder)
            .load(source.orElse(folder.config().data()));
    Dataset test = loaded.test();
    if (!test.shape().equals(provenance.imageShape())
        || test.classes() != provenance.classNames().size()) {
      throw new CommandException(
          String.format(
              Locale.ROOT,
              "The data %s has images of %s in %d classes, but the run was trained on %s "
                  + "in %d; choose other data",
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
    if (source.isEmpty()) {
      noteOnImages(used).ifPresent(environment::note);
    }
    return used;
  }

  private Optional<String> noteOnImages(DataSplits used) {
    Provenance provenance = folder.provenance();
    return provenance.hasOtherCorrections(used)
        ? Optional.of(
            ("The run was trained with other label corrections for %s (%s) than there are "
                    + "now (%s).")
                .formatted(
                    used.source(), provenance.corrections().counts(), used.corrected().counts()))
        : provenance.noteOnImages(folder.config().data(), used);
  }
}
