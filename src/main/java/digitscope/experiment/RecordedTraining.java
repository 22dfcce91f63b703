package digitscope.experiment;

import digitscope.config.RunConfig;
import digitscope.data.DataSplits;
import digitscope.eval.Evaluation;
import digitscope.eval.MetricLog;
import digitscope.network.Checkpoint;
import digitscope.run.Computation;
import digitscope.run.Provenance;
import digitscope.run.Retention;
import digitscope.run.RunException;
import digitscope.run.RunFolder;
import digitscope.run.RunRecorder;
import digitscope.run.TraceFile;
import digitscope.session.CancelToken;
import digitscope.session.Command;
import digitscope.session.Snapshot;
import digitscope.session.SnapshotSink;
import digitscope.session.TrainingSession;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A run that is trained to its end with nobody watching but a listener.
 *
 * @param folder where it is recorded
 * @param data with the limit applied
 * @param metrics log of the session
 * @param fromStep step at which the session begins
 * @param session the session, not running yet
 * @param trace what gets its first steps, if that is wanted
 * @param retention which of its moments stay, if its user chose that
 */
public record RecordedTraining(
    RunFolder folder,
    DataSplits data,
    MetricLog metrics,
    long fromStep,
    TrainingSession session,
    Optional<TraceFile> trace,
    Optional<Retention> retention) {
  /** What may be recorded besides, and how much of it. */
  public record Extras(Optional<TraceFile> trace, Optional<Retention> retention) {
    /** The usual moments, and no trace. */
    public static final Extras NONE = new Extras(Optional.empty(), Optional.empty());
  }

  /** Hears how a training goes, on its thread. */
  public interface Listener {
    void publish(Snapshot snapshot);
  }

  /**
   * Begins a run.
   *
   * @param path as of {@link RunFolder#create}
   * @param data with the limit applied
   * @throws RunException if the folder is taken or cannot be written
   */
  public static RecordedTraining begin(Path path, RunConfig config, DataSplits data, Extras extras)
      throws RunException {
    MetricLog metrics = new MetricLog();
    TrainingSession session = TrainingSession.fresh(data, config, metrics);
    Provenance provenance =
        Provenance.now(data).computedBy(Computation.here(session.config().training()));
    RunFolder folder = RunFolder.create(path, session.config(), provenance);
    return new RecordedTraining(
        folder, data, metrics, 0, session, extras.trace(), extras.retention());
  }

  /**
   * Goes on with a run.
   *
   * @param saved the run, locked to be trained
   * @param config with which it goes on
   * @param data with the limit applied
   * @param from where it goes on
   * @throws RunException if its past cannot be read, or the folder cannot be written
   */
  public static RecordedTraining resume(
      RunFolder saved, RunConfig config, DataSplits data, Checkpoint from, Extras extras)
      throws RunException {
    MetricLog metrics = saved.metrics(from.step());
    TrainingSession session =
        TrainingSession.resume(data, config, from, metrics, saved.history(from.step()));
    Computation computation = Computation.here(session.config().training());
    RunFolder folder = saved.withConfig(session.config()).computedBy(computation);
    return new RecordedTraining(
        folder, data, metrics, from.step(), session, extras.trace(), extras.retention());
  }

  /**
   * Trains until it is over, and all of it is on disk.
   *
   * @return the last snapshot; its phase says whether the run was stopped or failed
   * @throws RunException if it could not be recorded
   */
  public Snapshot toTheEnd(Listener listener) throws RunException {
    RunRecorder recorder = new RunRecorder(folder, metrics, fromStep, retention);
    Audience audience = new Audience(recorder, listener);
    trace.ifPresent(file -> session.trace(file.steps(), file));
    try (recorder) {
      session.run(audience, audience.token);
    }
    trace.ifPresent(TraceFile::close);
    Optional<String> problem = recorder.problem().or(() -> trace.flatMap(TraceFile::problem));
    if (problem.isPresent()) {
      throw new RunException(problem.get());
    }
    return audience.last.orElseThrow();
  }

  /** Takes no further step; the training then ends, stopped. From any thread. */
  public void stop() {
    var unused = session.submit(new Command.Stop());
  }

  /** Everyone who hears the session; ends it when it is over or cannot be recorded any more. */
  private static final class Audience implements SnapshotSink {
    private final CancelToken token = new CancelToken();
    private final RunRecorder recorder;
    private final Listener listener;
    private Optional<Snapshot> last = Optional.empty();

    Audience(RunRecorder recorder, Listener listener) {
      this.recorder = recorder;
      this.listener = listener;
    }

    @Override
    public void publish(Snapshot snapshot) {
      last = Optional.of(snapshot);
      recorder.publish(snapshot);
      listener.publish(snapshot);
      if (snapshot.progress().phase().isOver() || recorder.problem().isPresent()) {
        token.cancel();
      }
    }

    @Override
    public void moved(long step, float[] updateNorms) {
      recorder.moved(step, updateNorms);
    }

    @Override
    public void evaluated(float[] parameters, Evaluation test, Optional<Evaluation> heldOut) {
      recorder.evaluated(parameters, test, heldOut);
    }

    @Override
    public void checkpoint(Checkpoint checkpoint) {
      recorder.checkpoint(checkpoint);
    }
  }
}
