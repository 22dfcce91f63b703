package digitscope.run;

import static java.util.stream.Collectors.joining;

import digitscope.config.InvalidNetworkException;
import digitscope.config.KMeans;
import digitscope.engine.Engine;
import digitscope.io.Reason;
import digitscope.io.WordedIOException;
import digitscope.network.Checkpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The checkpoints of a run. A damaged one costs only itself: the one before it is used. */
final class Checkpoints {
  private static final int MOST_LISTED = 10;

  private final RunFolder run;
  private final Consumer<String> notes;
  private final StepFiles files;

  /**
   * @param notes hears in a sentence when a damaged checkpoint is passed over
   */
  Checkpoints(RunFolder run, Consumer<String> notes) {
    this.run = run;
    this.notes = notes;
    files = new StepFiles(folder(run.path()));
  }

  /** Where the checkpoints of a run are. */
  static Path folder(Path run) {
    return run.resolve("checkpoints");
  }

  void save(Checkpoint checkpoint) throws IOException {
    format().write(files.file(checkpoint.step()), checkpoint);
  }

  void delete(long step) throws IOException {
    files.delete(step);
  }

  /**
   * Steps of the checkpoints, rising.
   *
   * @throws RunException if the folder cannot be read
   */
  List<Long> steps() throws RunException {
    return steps(run.path());
  }

  /** Steps of the checkpoints of the run in a folder, if it is one. */
  static List<Long> steps(Path run) throws RunException {
    Path folder = folder(run);
    try {
      return new StepFiles(folder).steps();
    } catch (IOException e) {
      throw new RunException("%s cannot be read: %s".formatted(folder, Reason.of(e)), e);
    }
  }

  /**
   * The newest checkpoint that is sound.
   *
   * @throws RunException if there is none
   */
  Checkpoint last() throws RunException {
    List<Long> steps = steps();
    if (steps.isEmpty() && !run.moments().known().isEmpty()) {
      throw new RunException(
          "The run %s has stored steps to look at, but no checkpoint to train on from; train a new run"
              .formatted(run.path()));
    } else if (steps.isEmpty()) {
      throw new RunException(
          "The run %s has no weights yet: it ended before its first checkpoint; train it again"
              .formatted(run.path()));
    }
    long newest = steps.get(steps.size() - 1);
    try {
      return at(newest);
    } catch (RunException e) {
      // A program that trains the run may have replaced it meanwhile.
      List<Long> now = steps();
      return now.isEmpty() || now.get(now.size() - 1) <= newest ? lastBefore(steps, e) : last();
    }
  }

  private Checkpoint lastBefore(List<Long> steps, RunException why) throws RunException {
    long newest = steps.get(steps.size() - 1);
    for (int i = steps.size() - 2; i >= 0; i--) {
      try {
        Checkpoint sound = at(steps.get(i));
        notes.accept(
            String.format(
                Locale.ROOT,
                "The checkpoint of step %d is damaged; using that of step %d instead.",
                newest,
                sound.step()));
        return sound;
      } catch (RunException e) {
        why.addSuppressed(e);
      }
    }
    throw why;
  }

  /**
   * The checkpoint of a step. That of step 0 is computed if it is not on disk, as new weights
   * follow from the seed.
   *
   * @throws RunException if there is none of that step (then naming those there are), or it is
   *     damaged
   */
  Checkpoint at(long step) throws RunException {
    List<Long> steps = steps();
    if (step == 0 && !steps.contains(step) && knowsFirst(steps)) {
      return initial();
    }
    if (!steps.contains(step)) {
      throw new RunException(
          String.format(
              Locale.ROOT,
              "The run %s has no checkpoint at step %d; it has checkpoints at steps %s",
              run.path(),
              step,
              listed(steps)));
    }
    Path file = files.file(step);
    try {
      return format().read(file, step);
    } catch (IOException e) {
      throw new RunException(
          "The checkpoint %s cannot be used: %s; %s"
              .formatted(file, Reason.of(e), others(step, steps)),
          e);
    }
  }

  /**
   * What the checkpoint of a step says of itself, without its arrays.
   *
   * @throws IOException if it is damaged
   */
  CheckpointFile.Outline outline(long step) throws IOException {
    return CheckpointFile.outline(files.file(step), step);
  }

  /**
   * Steps of which the weights are known, rising: those of the checkpoints, and step 0 if they
   * follow from the seed.
   */
  List<Long> knownSteps() throws RunException {
    List<Long> steps = steps();
    return steps.contains(0L) || !knowsFirst(steps)
        ? steps
        : Stream.concat(Stream.of(0L), steps.stream()).toList();
  }

  private boolean knowsFirst(List<Long> steps) {
    return steps.contains(0L) || (!steps.isEmpty() && beginsWithItsSeed());
  }

  /** Whether neither another program nor the training images have a part in the first weights. */
  private boolean beginsWithItsSeed() {
    return !run.provenance().program().contains("; imported from ")
        && run.config().network().layers().stream().noneMatch(KMeans.class::isInstance);
  }

  private Checkpoint initial() throws RunException {
    try {
      Provenance provenance = run.provenance();
      return Engine.initialCheckpoint(
          run.config(), provenance.imageShape(), provenance.classNames().size());
    } catch (InvalidNetworkException e) {
      throw new RunException("The run is damaged: " + Reason.of(e), e);
    }
  }

  private CheckpointFile format() throws IOException {
    try {
      return CheckpointFile.of(run.config(), run.provenance());
    } catch (InvalidNetworkException e) {
      throw new WordedIOException("its network does not fit its images: " + Reason.of(e), e);
    }
  }

  private static String others(long damaged, List<Long> steps) {
    List<Long> others = steps.stream().filter(step -> step != damaged).toList();
    return others.isEmpty()
        ? "it is the only one, so train the run again"
        : "there are others, at steps " + listed(others);
  }

  /** The first and the last ones if there are many. */
  private static String listed(List<Long> steps) {
    int size = steps.size();
    Stream<String> all = steps.stream().map(String::valueOf);
    return size <= MOST_LISTED
        ? all.collect(joining(", "))
        : String.format(
            Locale.ROOT,
            "%s, … and %d (%d in total)",
            all.limit(MOST_LISTED - 1).collect(joining(", ")),
            steps.get(size - 1),
            size);
  }
}
