package digitscope.run;

import digitscope.config.RunConfig;
import digitscope.config.TrainingSpec;
import digitscope.io.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * What a list shows of a run. It is read from small files alone, at the moment it is asked for:
 * configuration, provenance, notes, evaluations, and what the newest checkpoint says of itself.
 *
 * @param path of its folder
 * @param name what the user calls it, else the folder's name, after that of its group if it has one
 * @param notes of the user
 * @param config what was trained and how
 * @param provenance when, of which images, and what computed it
 * @param steps to which it was trained
 * @param isFinished whether it was trained to its end, or stopped early as its settings say
 * @param resultStep step of the weights that it is opened with; 0 if it has none
 * @param testAccuracy of the weights that it is opened with, in [0, 1]; empty if they were not
 *     evaluated
 * @param bestStep step of the lowest loss on held-out images, or on the test images if none are
 *     held out; empty if there is none yet
 * @param moments stored steps that can be looked at, rising
 */
public record RunSummary(
    Path path,
    String name,
    RunNotes notes,
    RunConfig config,
    Provenance provenance,
    long steps,
    boolean isFinished,
    long resultStep,
    OptionalDouble testAccuracy,
    OptionalLong bestStep,
    List<Long> moments) {
  public RunSummary {
    moments = List.copyOf(moments);
  }

  /**
   * Reads what a run's small files say. What is damaged besides its configuration and provenance is
   * left out.
   *
   * @throws RunException if its folders cannot be read
   */
  static RunSummary of(RunFolder run) throws RunException {
    List<Long> checkpoints = run.checkpointSteps();
    Optional<CheckpointFile.Outline> last = newest(run, checkpoints);
    List<EvaluationRecord> evaluations = evaluations(run);
    List<Long> stored = stored(run, checkpoints);
    // Other programs write stored steps alone.
    long newest = checkpoints.isEmpty() && !stored.isEmpty() ? stored.get(stored.size() - 1) : 0;
    RunNotes notes = run.userNotes();
    String folder = folderName(run.path());
    return new RunSummary(
        run.path(),
        notes.name().isEmpty() ? folder : notes.name(),
        notes,
        run.config(),
        run.provenance(),
        last.map(CheckpointFile.Outline::step).orElse(newest),
        last.map(found -> isFinished(run, found)).orElse(false),
        last.map(CheckpointFile.Outline::resultStep).orElse(newest),
        last.isPresent() || checkpoints.isEmpty()
            ? accuracy(evaluations, last.map(CheckpointFile.Outline::resultStep).orElse(newest))
            : OptionalDouble.empty(),
        best(run, last, evaluations),
        stored);
  }

  /** With its group's, as many groups have a run such as {@code seed-1}. */
  private static String folderName(Path run) {
    Path group = run.toAbsolutePath().normalize().getParent();
    String own = String.valueOf(run.getFileName());
    return group != null && Files.isRegularFile(group.resolve(RunStore.GROUP_FILE))
        ? group.getFileName() + "/" + own
        : own;
  }

  private static boolean isFinished(RunFolder run, CheckpointFile.Outline last) {
    TrainingSpec training = run.config().training();
    int stepsPerEpoch = run.stepsPerEpoch();
    int patience = training.validation().patience();
    boolean hasNoPatience =
        patience > 0
            && last.bestStep().isPresent()
            && (last.validatedStep() - last.bestStep().getAsLong()) / stepsPerEpoch >= patience;
    return last.step() >= (long) training.epochs() * stepsPerEpoch || hasNoPatience;
  }

  /** A damaged checkpoint costs only itself, as when a run is opened. */
  private static Optional<CheckpointFile.Outline> newest(RunFolder run, List<Long> steps) {
    for (int i = steps.size() - 1; i >= 0; i--) {
      try {
        return Optional.of(run.checkpoints().outline(steps.get(i)));
      } catch (IOException e) {
        // The one before it counts.
      }
    }
    return Optional.empty();
  }

  private static List<EvaluationRecord> evaluations(RunFolder run) {
    try {
      return run.evaluations();
    } catch (RunException e) {
      return List.of();
    }
  }

  private static OptionalDouble accuracy(List<EvaluationRecord> evaluations, long step) {
    return evaluations.stream()
        .filter(found -> found.step() == step)
        .mapToDouble(EvaluationRecord::accuracy)
        .findFirst();
  }

  private static OptionalLong best(
      RunFolder run, Optional<CheckpointFile.Outline> last, List<EvaluationRecord> evaluations) {
    if (!run.config().training().validation().isNone()) {
      return last.map(CheckpointFile.Outline::bestStep).orElse(OptionalLong.empty());
    }
    return evaluations.stream()
        .filter(found -> !Double.isNaN(found.loss()))
        .min(Comparator.comparingDouble(EvaluationRecord::loss))
        .map(found -> OptionalLong.of(found.step()))
        .orElse(OptionalLong.empty());
  }

  /** In old runs, which have no moments, checkpoints serve as such. */
  private static List<Long> stored(RunFolder run, List<Long> checkpoints) throws RunException {
    TreeSet<Long> steps = new TreeSet<>(checkpoints);
    Path folder = run.path().resolve(MomentStore.FOLDER);
    try {
      steps.addAll(new StepFiles(folder).steps());
    } catch (IOException e) {
      throw new RunException("%s cannot be read: %s".formatted(folder, Reason.of(e)), e);
    }
    return List.copyOf(steps);
  }
}
