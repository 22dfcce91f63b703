package digitscope.ui.fx;

import digitscope.eval.Evaluation;
import digitscope.network.Checkpoint;
import digitscope.run.LiveTimeline;
import digitscope.run.Moment;
import digitscope.run.Retention;
import digitscope.run.RunException;
import digitscope.run.RunRecorder;
import digitscope.run.Timeline;
import digitscope.session.CancelToken;
import digitscope.session.Computing;
import digitscope.session.Phase;
import digitscope.session.Snapshot;
import digitscope.session.SnapshotSink;
import digitscope.session.TrainingSession;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** One session on a thread of its own, heard on the JavaFX thread and recorded if it can be. */
final class SessionThread {
  private static final System.Logger LOG = System.getLogger(SessionThread.class.getName());

  /** Begins to record a run; slow, so it happens on the session's thread. */
  @FunctionalInterface
  interface Recording {
    /**
     * Makes the recorder.
     *
     * @return nothing if the run is not to be recorded
     * @throws RunException if it cannot be, in a sentence for the user
     */
    Optional<RunRecorder> begin() throws RunException;
  }

  private final TrainingSession session;
  private final Recording recording;
  private final Consumer<Problem> problems;
  private final Consumer<Computing> computing;
  private final Consumer<Timeline> timelines;
  private final FxThread fxThread = new FxThread();
  private final CancelToken token = new CancelToken();
  private final SnapshotPump pump;
  private final Thread thread = new Thread(this::run, "training session");

  /**
   * @param snapshots hears what the session publishes, until it is cancelled
   * @param problems hears why the run cannot be recorded, once
   * @param computing hears what computes, once the network is built
   * @param timelines hears which steps can be looked at, on disk or in memory; not of a run that is
   *     not to be recorded
   */
  @SuppressWarnings("ThreadPriorityCheck") // nothing relies on it: it only smooths the window
  SessionThread(
      TrainingSession session,
      Recording recording,
      Consumer<Snapshot> snapshots,
      Consumer<Problem> problems,
      Consumer<Computing> computing,
      Consumer<Timeline> timelines) {
    this.session = session;
    this.recording = recording;
    this.problems = problems;
    this.computing = computing;
    this.timelines = timelines;
    this.pump =
        new SnapshotPump(
            newest -> {
              if (!token.isCancelled()) {
                snapshots.accept(newest);
              }
            });
    thread.setDaemon(true);
    // Its workers take this over: they use all cores, and the window is to be drawn before they go
    // on.
    thread.setPriority(Thread.MIN_PRIORITY);
  }

  TrainingSession session() {
    return session;
  }

  void start() {
    thread.start();
  }

  /** Ends the session soon; it is not heard any more. */
  void cancel() {
    token.cancel();
  }

  /** Waits until everything is recorded, at most for {@code patience}. */
  void awaitEnd(Duration patience) throws InterruptedException {
    thread.join(patience.toMillis());
  }

  private void run() {
    Audience audience = new Audience();
    try {
      audience.record();
      session.run(audience, token);
    } catch (RuntimeException | Error e) { // nobody else hears of it
      fail(e);
    } finally {
      audience.close();
    }
  }

  private void fail(Throwable failure) {
    LOG.log(System.Logger.Level.DEBUG, "A session's thread failed", failure);
    tell(Problem.of(failure));
  }

  private void tell(Problem problem) {
    fxThread.execute(() -> problems.accept(problem));
  }

  /** Everyone who hears the session. */
  private final class Audience implements SnapshotSink {
    private Optional<RunRecorder> recorder = Optional.empty();

    /** Of a run that cannot be recorded. */
    private Optional<LiveTimeline> unrecorded = Optional.empty();

    private long movedTo;
    private Optional<float[]> moves = Optional.empty();
    private boolean complained;
    private boolean isComputingKnown;

    void record() {
      try {
        recorder = recording.begin();
        recorder.map(RunRecorder::timeline).ifPresent(this::offer);
      } catch (RunException | RuntimeException | Error e) { // the session goes on without it
        fail(e);
        LiveTimeline inMemory = LiveTimeline.unrecorded(stepsPerEpoch(), Retention.USUAL);
        unrecorded = Optional.of(inMemory);
        offer(inMemory);
      }
    }

    private int stepsPerEpoch() {
      return session.config().training().stepsPerEpoch(session.data().train().size());
    }

    private void offer(Timeline timeline) {
      fxThread.execute(() -> timelines.accept(timeline));
    }

    @Override
    public void publish(Snapshot snapshot) {
      pump.offer(snapshot);
      // Only when the session itself has loaded the native library, which may fail.
      if (!isComputingKnown && snapshot.progress().phase() != Phase.FAILED) {
        isComputingKnown = true;
        tellWhatComputes();
      }
      recorder.ifPresent(active -> active.publish(snapshot));
      complain();
    }

    private void tellWhatComputes() {
      try {
        Computing found = session.computing();
        fxThread.execute(() -> computing.accept(found));
      } catch (RuntimeException | Error e) { // the session itself says why, if it cannot do without
        LOG.log(System.Logger.Level.DEBUG, "What computes is not known", e);
      }
    }

    /** Says, once, why the run is not recorded any more. */
    private void complain() {
      Optional<String> problem = recorder.flatMap(RunRecorder::problem);
      if (problem.isPresent() && !complained) {
        complained = true;
        tell(new Problem(problem.get(), Optional.empty()));
      }
    }

    @Override
    public void moved(long step, float[] updateNorms) {
      movedTo = step;
      moves = Optional.of(updateNorms);
      recorder.ifPresent(active -> active.moved(step, updateNorms));
    }

    @Override
    public void evaluated(float[] parameters, Evaluation test, Optional<Evaluation> heldOut) {
      recorder.ifPresent(active -> active.evaluated(parameters, test, heldOut));
      unrecorded.ifPresent(
          timeline ->
              timeline.reached(
                  new Moment(
                      test.step(),
                      Optional.of(parameters),
                      Optional.of(test),
                      heldOut,
                      moves.filter(known -> movedTo == test.step()))));
    }

    @Override
    public void checkpoint(Checkpoint checkpoint) {
      recorder.ifPresent(active -> active.checkpoint(checkpoint));
    }

    void close() {
      recorder.ifPresent(RunRecorder::close);
      complain();
    }
  }
}
