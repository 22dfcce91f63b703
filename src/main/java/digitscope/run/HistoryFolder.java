package digitscope.run;

import digitscope.config.FormatVersion;
import digitscope.eval.Evaluation;
import digitscope.eval.EvaluationHistory;
import digitscope.io.AtomicFile;
import digitscope.io.OwnFolder;
import digitscope.io.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What a run remembers of its evaluations image by image: a file {@code step-000938.npz} for each
 * evaluation that its history keeps, with the labels and with the probabilities in 65,535ths. What
 * was predicted stays what it was, to the last image. Without these files, or with damaged ones, a
 * run only remembers less.
 */
final class HistoryFolder {
  /**
   * What a run's evaluations are of.
   *
   * @param classes how many there are
   * @param most images that there can be
   */
  record TestImages(int classes, int most) {}

  private final Path folder;
  private final StepFiles files;
  private final Consumer<String> notes;

  /**
   * @param notes hears in a sentence each of what is left out because it is damaged
   */
  HistoryFolder(Path folder, Consumer<String> notes) {
    this.folder = folder;
    files = new StepFiles(folder);
    this.notes = notes;
  }

  /** Writes what is new in a history, and deletes what it has forgotten. */
  void keep(EvaluationHistory history) throws IOException {
    OwnFolder.make(folder);
    Set<Long> there = new HashSet<>(files.steps());
    for (Evaluation evaluation : history.evaluations()) {
      if (!there.remove(evaluation.step())) {
        write(files.file(evaluation.step()), evaluation);
      }
    }
    for (long forgotten : there) {
      files.delete(forgotten);
    }
  }

  /** Deletes what is of later steps, and what a program that was killed left half written. */
  void forgetAfter(long lastStep) throws IOException {
    OwnFolder.make(folder);
    AtomicFile.deleteUnfinished(folder);
    for (long step : files.steps()) {
      if (step > lastStep) {
        files.delete(step);
      }
    }
  }

  /** The evaluations up to a step, as far as they can be read. */
  List<Evaluation> read(long lastStep, TestImages images) {
    return steps().stream()
        .filter(step -> step <= lastStep)
        .flatMap(step -> readIfSound(step, images).stream())
        .toList();
  }

  /** Steps of which there are evaluations, rising. */
  List<Long> steps() {
    try {
      return files.steps();
    } catch (IOException e) {
      notes.accept("The history %s cannot be read: %s".formatted(folder, Reason.of(e)));
      return List.of();
    }
  }

  /** The evaluation of a step, if there is one and it is sound. */
  Optional<Evaluation> readIfSound(long step, TestImages images) {
    try {
      return Optional.of(read(files.file(step), step, images));
    } catch (IOException e) {
      notes.accept("The evaluation %s was skipped: %s".formatted(files.file(step), Reason.of(e)));
      return Optional.empty();
    }
  }

  static void write(Path file, Evaluation evaluation) throws IOException {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put(FormatVersion.NAME, NpyArray.of((long) FormatVersion.CURRENT));
    arrays.put("step", NpyArray.of(evaluation.step()));
    arrays.put("loss", NpyArray.of(evaluation.loss()));
    arrays.put("labels", NpyArray.ofBytes(Predictions.labels(evaluation)));
    arrays.put("probabilities", Predictions.probabilities(evaluation));
    NpzFile.writeCompressed(file, arrays);
  }

  /**
   * Reads an evaluation.
   *
   * @param step that it must be of
   * @throws IOException if the file is none
   */
  static Evaluation read(Path file, long step, TestImages images) throws IOException {
    try (NpzReader arrays = NpzReader.open(file)) {
      arrays.version();
      arrays.whole("step", step, step);
      int classes = images.classes();
      byte[] labels = arrays.bytes("labels", images.most());
      Predictions.check(labels, classes);
      short[] parts = arrays.shorts("probabilities", labels.length, classes);
      return Predictions.evaluation(step, classes, labels, parts, arrays.number("loss"));
    }
  }
}
