package digitscope.run;

import digitscope.eval.Evaluation;
import digitscope.eval.EvaluationHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a run remembers of its evaluations image by image: a file {@code step-000938.npz} for each
 * evaluation that its history keeps, with the labels and with the probabilities in 65,535ths. What
 * was predicted stays what it was, to the last image. Without these files, or with damaged ones, a
 * run only remembers less.
 */
final class HistoryFolder {
  private static final System.Logger LOG = System.getLogger(HistoryFolder.class.getName());
  private static final Pattern NAME = Pattern.compile("step-(\\d{1,18})\\.npz");

  /** The largest unsigned number of 16 bits stands for a probability of 1. */
  private static final int ONE = 0xffff;

  private final Path folder;

  HistoryFolder(Path folder) {
    this.folder = folder;
  }

  /** Writes what is new in a history, and deletes what it has forgotten. */
  void keep(EvaluationHistory history) throws IOException {
    Files.createDirectories(folder);
    Set<Long> there = new HashSet<>(steps());
    for (Evaluation evaluation : history.evaluations()) {
      if (!there.remove(evaluation.step())) {
        write(file(evaluation.step()), evaluation);
      }
    }
    for (long forgotten : there) {
      Files.deleteIfExists(file(forgotten));
    }
  }

  /** Deletes what is of later steps, and what a program that was killed left half written. */
  void forgetAfter(long lastStep) throws IOException {
    if (Files.isDirectory(folder)) {
      CompleteFile.deleteUnfinished(folder);
    }
    for (long step : steps()) {
      if (step > lastStep) {
        Files.deleteIfExists(file(step));
      }
    }
  }

  /** The evaluations up to a step, as far as they can be read. */
  List<Evaluation> read(long lastStep) {
    List<Evaluation> read = new ArrayList<>();
    try {
      for (long step : steps()) {
        if (step <= lastStep) {
          read.addAll(readIfSound(step));
        }
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "The history {0} cannot be read: {1}", folder, e);
    }
    return read;
  }

  private List<Evaluation> readIfSound(long step) {
    try {
      return List.of(read(file(step)));
    } catch (IOException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "The evaluation {0} is left out: {1}",
          file(step),
          e.getMessage());
      return List.of();
    }
  }

  private List<Long> steps() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> NAME.matcher(file.getFileName().toString()))
          .filter(Matcher::matches)
          .map(name -> Long.valueOf(name.group(1)))
          .sorted()
          .toList();
    }
  }

  private Path file(long step) {
    return folder.resolve(String.format(Locale.ROOT, "step-%06d.npz", step));
  }

  static void write(Path file, Evaluation evaluation) throws IOException {
    int classes = evaluation.classes();
    byte[] labels = new byte[evaluation.size()];
    short[] parts = new short[labels.length * classes];
    for (int image = 0; image < labels.length; image++) {
      labels[image] = (byte) evaluation.actual(image);
      int predicted = evaluation.predicted(image);
      int most = Math.round(evaluation.probability(image, predicted) * ONE);
      for (int label = 0; label < classes; label++) {
        // Of equal ones the first is what is predicted: rounding must not make it another.
        int least = label < predicted ? most - 1 : most;
        int part = Math.round(evaluation.probability(image, label) * ONE);
        parts[image * classes + label] = (short) Math.min(part, least);
      }
    }
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put("step", NpyArray.of(evaluation.step()));
    arrays.put("loss", NpyArray.of(evaluation.loss()));
    arrays.put("labels", NpyArray.ofBytes(labels));
    arrays.put("probabilities", NpyArray.ofShorts(parts, classes));
    NpzFile.writeCompressed(file, arrays);
  }

  /**
   * Reads an evaluation.
   *
   * @throws IOException if the file is none
   */
  static Evaluation read(Path file) throws IOException {
    Map<String, NpyArray> arrays = NpzFile.read(file);
    byte[] labels = NpzFile.array(arrays, "labels").bytes();
    short[] parts = NpzFile.array(arrays, "probabilities").shorts(labels.length);
    int classes = labels.length == 0 ? 0 : parts.length / labels.length;
    for (byte label : labels) {
      if (Byte.toUnsignedInt(label) >= classes) {
        throw new IOException("it has a label beyond its %d classes".formatted(classes));
      }
    }
    float[] probabilities = new float[parts.length];
    for (int i = 0; i < parts.length; i++) {
      probabilities[i] = Short.toUnsignedInt(parts[i]) / (float) ONE;
    }
    return new Evaluation(
        NpzFile.array(arrays, "step").longScalar(),
        classes,
        labels,
        probabilities,
        NpzFile.array(arrays, "loss").doubleScalar());
  }
}
