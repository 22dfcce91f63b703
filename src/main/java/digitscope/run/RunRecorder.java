package digitscope.run;

import static java.util.stream.Collectors.toUnmodifiableSet;

import digitscope.eval.Evaluation;
import digitscope.eval.EvaluationHistory;
import digitscope.eval.MetricLog;
import digitscope.io.Reason;
import digitscope.network.Checkpoint;
import digitscope.session.Snapshot;
import digitscope.session.SnapshotSink;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Writes what a session publishes into its run folder, on a thread of its own so that training
 * never waits for the disk. Of the checkpoints it keeps those at the end of an epoch and the
 * newest; of the moments those that {@link Retention} chooses.
 */
public final class RunRecorder implements SnapshotSink, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(RunRecorder.class.getName());
  private static final long FLUSH_INTERVAL_MILLIS = 500;

  private final RunFolder folder;
  private final MetricLog metrics;
  private final MetricFile.Appender metricFile;
  private final MomentStore moments;
  private final Retention retention;
  private final RecordedTimeline stored;
  private final LiveTimeline timeline;
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
  private long movedTo;
  private Optional<float[]> moves = Optional.empty();
  private volatile Optional<String> problem = Optional.empty();

  /** Writes something. */
  interface Task {
    void run() throws IOException;
  }

  /**
   * Begins to record.
   *
   * @param folder the run
   * @param metrics the log of the session, possibly with points from before
   * @param fromStep step at which the session begins; what was recorded after it is forgotten
   * @throws RunException if the folder cannot be read or written, or another program writes there
   */
  public RunRecorder(RunFolder folder, MetricLog metrics, long fromStep) throws RunException {
    this(folder, metrics, fromStep, Optional.empty());
  }

  /**
   * Begins to record, with a choice of moments that its user made.
   *
   * @param retention which moments stay; empty for the usual ones, and all that there are already
   * @throws RunException as without a choice
   */
  public RunRecorder(
      RunFolder folder, MetricLog metrics, long fromStep, Optional<Retention> retention)
      throws RunException {
    this.folder = folder;
    this.metrics = metrics;
    this.savedStep = fromStep;
    folder.lock();
    try {
      // A folder without weights may hold what another network, begun here before, was found to do.
      long known = folder.checkpointSteps().isEmpty() ? -1 : fromStep;
      List<EvaluationRecord> kept =
          folder.evaluations().stream().filter(record -> record.step() <= known).toList();
      this.evaluatedStep = kept.isEmpty() ? -1 : kept.get(kept.size() - 1).step();
      this.moments = folder.moments();
      this.metricFile = forgetAfter(known, kept);
      this.retention = retention.orElse(Retention.USUAL.atLeast(moments.bytes()));
      this.stored = folder.timeline(moments);
      this.timeline = LiveTimeline.recorded(folder, stored, this.retention);
    } catch (RunException e) {
      folder.release();
      throw e;
    }
    var unused =
        writer.scheduleWithFixedDelay(
            () -> attempt(() -> metricFile.append(metrics)),
            FLUSH_INTERVAL_MILLIS,
            FLUSH_INTERVAL_MILLIS,
            TimeUnit.MILLISECONDS);
  }

  private MetricFile.Appender forgetAfter(long known, List<EvaluationRecord> kept)
      throws RunException {
    try {
      folder.deleteUnfinished();
      MetricFile.Appender appender = new MetricFile.Appender(folder.metricFile(), metrics);
      EvaluationFile.write(folder.evaluationFile(), kept);
      folder.historyFolder().forgetAfter(known);
      moments.forgetAfter(known);
      for (long step : folder.checkpointSteps()) {
        if (step > known) {
          folder.deleteCheckpoint(step);
        }
      }
      return appender;
    } catch (IOException e) {
      throw new RunException(
          "The run folder %s cannot be written: %s".formatted(folder.path(), Reason.of(e)), e);
    }
  }

  @Override
  public void publish(Snapshot snapshot) {
    stepsPerEpoch = snapshot.progress().stepsPerEpoch();
    snapshot
        .view()
        .evaluation()
        .filter(found -> found.step() > evaluatedStep)
        .ifPresent(this::record);
    remember(snapshot.view().history());
  }

  private void remember(EvaluationHistory history) {
    if (!history.equals(remembered)) {
      remembered = history;
      later(
          () -> {
            stored.keepEvaluations(steps(history));
            folder.historyFolder().keep(history);
          });
    }
  }

  private static Set<Long> steps(EvaluationHistory history) {
    return history.evaluations().stream().map(Evaluation::step).collect(toUnmodifiableSet());
  }

  @Override
  public void moved(long step, float[] updateNorms) {
    movedTo = step;
    moves = Optional.of(updateNorms);
  }

  @Override
  public void evaluated(float[] parameters, Evaluation test, Optional<Evaluation> heldOut) {
    Moment moment =
        new Moment(
            test.step(),
            Optional.of(parameters),
            Optional.of(test),
            heldOut,
            moves.filter(known -> movedTo == test.step()));
    // A run that goes on, or back to its best weights, has most of them already.
    if (!moments.has(moment.step())) {
      timeline.reached(moment); // also when nothing can be written any more
      later(
          () -> {
            moments.save(moment, retention);
            timeline.saved(moment.step());
          });
    }
  }

  /** The steps that can be looked at so far. */
  public Timeline timeline() {
    return timeline;
  }

  @Override
  public void checkpoint(Checkpoint checkpoint) {
    int epoch = stepsPerEpoch;
    later(() -> save(checkpoint, epoch));
  }

  /** Why something could not be written, one sentence; recording ended there. */
  public Optional<String> problem() {
    return problem;
  }

  /** Writes what is still unwritten, waits for it, and lets other programs write into the run. */
  @Override
  public void close() {
    later(() -> metricFile.append(metrics));
    writer.shutdown();
    try {
      if (!writer.awaitTermination(1, TimeUnit.MINUTES)) {
        problem = Optional.of("The run folder %s takes too long to write".formatted(folder.path()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      folder.release();
    }
  }

  private void record(Evaluation evaluation) {
    evaluatedStep = evaluation.step();
    EvaluationRecord record = EvaluationRecord.of(evaluation);
    later(() -> EvaluationFile.append(folder.evaluationFile(), record));
  }

  private void save(Checkpoint checkpoint, int epoch) throws IOException {
    // Points first: a checkpoint whose past is not in the log could not be gone on from.
    metricFile.append(metrics);
    folder.save(checkpoint);
    long previous = savedStep;
    savedStep = checkpoint.step();
    if (previous != savedStep && previous % epoch != 0) {
      stored.forgetCheckpoint(previous);
      folder.deleteCheckpoint(previous);
    }
  }

  /** Hands a task to the writer's thread. */
  void later(Task task) {
    attempt(() -> writer.execute(() -> attempt(task)));
  }

  private void attempt(Task task) {
    if (problem.isPresent()) {
      return;
    }
    try {
      task.run();
    } catch (IOException | RuntimeException | Error e) { // else the executor keeps it to itself
      LOG.log(
          e instanceof RuntimeException ? System.Logger.Level.ERROR : System.Logger.Level.DEBUG,
          "The run can't be saved",
          e);
      problem =
          Optional.of(
              "The run can't be saved in %s any more: %s".formatted(folder.path(), Reason.of(e)));
    }
  }
}
