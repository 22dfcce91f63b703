package digitscope.ui.fx;

import digitscope.run.RunException;
import digitscope.run.RunRecorder;
import digitscope.train.CancelToken;
import digitscope.train.Checkpoint;
import digitscope.train.Hardware;
import digitscope.train.Phase;
import digitscope.train.SnapshotSink;
import digitscope.train.TrainingSession;
import digitscope.train.TrainingSnapshot;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** One session on a thread of its own, heard on the JavaFX thread and recorded if it can be. */
final class SessionThread {
  /** Begins to record a run; slow, so it happens on the session's thread. */
  @FunctionalInterface
  interface Recording {
    /**
     * Makes the recorder.
     *
     * @return nothing if the run is not to be recorded
     * @throws RunException if it cannot be, in a sentence for a person
     */
    Optional<RunRecorder> begin() throws RunException;
  }

  private final TrainingSession session;
  private final Recording recording;
  private final Consumer<Problem> problems;
  private final Consumer<Hardware> hardware;
  private final FxThread fxThread = new FxThread();
  private final CancelToken token = new CancelToken();
  private final SnapshotPump pump;
  private final Thread thread = new Thread(this::run, "training session");

  /**
   * @param snapshots hears what the session publishes, until it is cancelled
   * @param problems hears why the run cannot be recorded, once
   * @param hardware hears what computes, once the network is built
   */
  @SuppressWarnings("ThreadPriorityCheck") // nothing relies on it: it only smooths the window
  SessionThread(
      TrainingSession session,
      Recording recording,
      Consumer<TrainingSnapshot> snapshots,
      Consumer<Problem> problems,
      Consumer<Hardware> hardware) {
    this.session = session;
    this.recording = recording;
    this.problems = problems;
    this.hardware = hardware;
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
    Optional<RunRecorder> recorder = record();
    try {
      session.run(new Audience(recorder), token);
    } finally {
      recorder.ifPresent(RunRecorder::close);
    }
  }

  private Optional<RunRecorder> record() {
    try {
      return recording.begin();
    } catch (RunException e) {
      tell(Problem.of(e));
      return Optional.empty();
    }
  }

  private void tell(Problem problem) {
    fxThread.execute(() -> problems.accept(problem));
  }

  /** Everyone who hears the session. */
  private final class Audience implements SnapshotSink {
    private final Optional<RunRecorder> recorder;
    private boolean complained;
    private boolean isHardwareKnown;

    Audience(Optional<RunRecorder> recorder) {
      this.recorder = recorder;
    }

    @Override
    public void publish(TrainingSnapshot snapshot) {
      pump.offer(snapshot);
      // Only when the session itself has loaded the native library, which may fail.
      if (!isHardwareKnown && snapshot.phase() != Phase.FAILED) {
        isHardwareKnown = true;
        Hardware detected = Hardware.detect();
        fxThread.execute(() -> hardware.accept(detected));
      }
      recorder.ifPresent(active -> active.publish(snapshot));
      Optional<String> problem = recorder.flatMap(RunRecorder::problem);
      if (problem.isPresent() && !complained) {
        complained = true;
        tell(new Problem(problem.get(), Optional.empty()));
      }
    }

    @Override
    public void checkpoint(Checkpoint checkpoint) {
      recorder.ifPresent(active -> active.checkpoint(checkpoint));
    }
  }
}
