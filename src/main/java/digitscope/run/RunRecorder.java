package digitscope.run;

import digitscope.eval.Evaluation;
import digitscope.eval.EvaluationHistory;
import digitscope.train.Checkpoint;
import digitscope.train.MetricLog;
import digitscope.train.SnapshotSink;
import digitscope.train.TrainingSnapshot;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Writes what a session publishes into its run folder, on a thread of its own so that training
 * never waits for the disk. Of the checkpoints it keeps those at the end of an epoch and the
 * newest.
 */
public final class RunRecorder implements SnapshotSink, AutoCloseable {
  private static final long FLUSH_INTERVAL_MILLIS = 500;

  private final RunFolder folder;
  private final MetricLog metrics;
  private final MetricFile.Appender metricFile;
  private final ScheduledExecutorService writer =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "digitscope-recorder");
            thread.setDaemon(true);
            return thread;
          });
  private EvaluationHistory remembered = EvaluationHistory.NONE;
  private long evaluatedStep;
  private int stepsPerEpoch;
  private long savedStep;
  private volatile Optional<String> problem = Optional.empty();

  private interface Task {
    void run() throws IOException;
  }

  /**
   * Begins to record.
   *
   * @param folder the run
   * @param metrics the log of the session, possibly with points from before
   * @param fromStep step at which the session begins; what was recorded after it is forgotten
   * @throws RunException if the folder cannot be read or written
   */
  public RunRecorder(RunFolder folder, MetricLog metrics, long fromStep) throws RunException {
    this.folder = folder;
    this.metrics = metrics;
    this.savedStep = fromStep;
    // A folder without weights may hold what another network, begun anew here, was found to do.
    long known = folder.checkpointSteps().isEmpty() ? -1 : fromStep;
    List<EvaluationRecord> kept =
        folder.evaluations().stream().filter(record -> record.step() <= known).toList();
    this.evaluatedStep = kept.isEmpty() ? -1 : kept.get(kept.size() - 1).step();
    try {
      folder.deleteUnfinished();
      this.metricFile = new MetricFile.Appender(folder.metricFile(), metrics);
      EvaluationFile.write(folder.evaluationFile(), kept);
      folder.historyFolder().forgetAfter(known);
      for (long step : folder.checkpointSteps()) {
        if (step > fromStep) {
          folder.deleteCheckpoint(step);
        }
      }
    } catch (IOException e) {
      throw new RunException(
          "The run folder %s cannot be written: %s".formatted(folder.path(), e), e);
    }
    var unused =
        writer.scheduleWithFixedDelay(
            () -> attempt(() -> metricFile.append(metrics)),
            FLUSH_INTERVAL_MILLIS,
            FLUSH_INTERVAL_MILLIS,
            TimeUnit.MILLISECONDS);
  }

  @Override
  public void publish(TrainingSnapshot snapshot) {
    stepsPerEpoch = snapshot.stepsPerEpoch();
    snapshot.evaluation().filter(found -> found.step() > evaluatedStep).ifPresent(this::record);
    remember(snapshot.history());
  }

  private void remember(EvaluationHistory history) {
    if (!history.equals(remembered)) {
      remembered = history;
      writer.execute(() -> attempt(() -> folder.historyFolder().keep(history)));
    }
  }

  @Override
  public void checkpoint(Checkpoint checkpoint) {
    int epoch = stepsPerEpoch;
    writer.execute(() -> attempt(() -> save(checkpoint, epoch)));
  }

  /** Why something could not be written, one sentence; recording ended there. */
  public Optional<String> problem() {
    return problem;
  }

  /** Writes what is still unwritten and waits for it. */
  @Override
  public void close() {
    writer.execute(() -> attempt(() -> metricFile.append(metrics)));
    writer.shutdown();
    try {
      if (!writer.awaitTermination(1, TimeUnit.MINUTES)) {
        problem = Optional.of("The run folder %s takes too long to write".formatted(folder.path()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void record(Evaluation evaluation) {
    evaluatedStep = evaluation.step();
    EvaluationRecord record = EvaluationRecord.of(evaluation);
    writer.execute(() -> attempt(() -> EvaluationFile.append(folder.evaluationFile(), record)));
  }

  private void save(Checkpoint checkpoint, int epoch) throws IOException {
    // Points first: a checkpoint whose past is not in the log could not be gone on from.
    metricFile.append(metrics);
    folder.save(checkpoint);
    long previous = savedStep;
    savedStep = checkpoint.step();
    if (previous != savedStep && previous % epoch != 0) {
      folder.deleteCheckpoint(previous);
    }
  }

  private void attempt(Task task) {
    if (problem.isPresent()) {
      return;
    }
    try {
      task.run();
    } catch (IOException e) {
      problem =
          Optional.of("The run cannot be recorded in %s any more: %s".formatted(folder.path(), e));
    }
  }
}
