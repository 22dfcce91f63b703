package digitscope.run;

import digitscope.eval.ConfusionAt;
import digitscope.eval.EvaluationHistory;
import digitscope.eval.MetricLog;
import digitscope.io.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** What a run recorded of its past: the points of its metrics, and its evaluations. */
final class RunRecords {
  /** Of a test set of which nothing else is known. */
  private static final int MOST_UNKNOWN_IMAGES = 1_000_000;

  private final RunFolder run;
  private final Consumer<String> notes;
  private final int classes;

  /**
   * @param notes hears in a sentence each of what is left out because it is damaged
   */
  RunRecords(RunFolder run, Consumer<String> notes) {
    this.run = run;
    this.notes = notes;
    classes = run.provenance().classNames().size();
  }

  /** As {@link RunFolder#metrics}. */
  MetricLog metrics(long lastStep) throws RunException {
    Path file = run.metricFile();
    return readLines(file, new MetricLog(), damage -> MetricFile.read(file, lastStep, damage));
  }

  /** As {@link RunFolder#evaluations}. */
  List<EvaluationRecord> evaluations() throws RunException {
    Path file = run.evaluationFile();
    return readLines(file, List.of(), damage -> EvaluationFile.read(file, classes, damage));
  }

  private interface LineReading<T> {
    T read(DamagedLines damage) throws IOException;
  }

  private <T> T readLines(Path file, T nothing, LineReading<T> reading) throws RunException {
    if (!Files.exists(file)) {
      return nothing;
    }
    try {
      DamagedLines damage = new DamagedLines();
      T read = reading.read(damage);
      damage.sentence().ifPresent(said -> notes.accept("%s: %s".formatted(file, said)));
      return read;
    } catch (IOException e) {
      throw new RunException("%s cannot be read: %s".formatted(file, Reason.of(e)), e);
    }
  }

  /** As {@link RunFolder#history}. */
  EvaluationHistory history(long lastStep) {
    List<ConfusionAt> confusions = confusions(lastStep);
    return EvaluationHistory.of(run.historyFolder().read(lastStep, images(confusions)), confusions);
  }

  /** What is known of the test images, for a reader of what was said about each. */
  HistoryFolder.TestImages testImages() {
    return images(confusions(Long.MAX_VALUE));
  }

  private HistoryFolder.TestImages images(List<ConfusionAt> confusions) {
    int most =
        confusions.stream()
            .mapToInt(known -> known.confusion().total())
            .max()
            .orElse(MOST_UNKNOWN_IMAGES);
    return new HistoryFolder.TestImages(classes, most);
  }

  private List<ConfusionAt> confusions(long lastStep) {
    try {
      return evaluations().stream()
          .filter(found -> found.step() <= lastStep)
          .map(found -> new ConfusionAt(found.step(), found.confusion()))
          .toList();
    } catch (RunException e) {
      notes.accept("The evaluations are skipped. " + Reason.of(e));
      return List.of();
    }
  }
}
