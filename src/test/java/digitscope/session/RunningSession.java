package digitscope.session;

import digitscope.Patience;
import digitscope.eval.Evaluation;
import digitscope.network.Checkpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/** A session on a thread of its own, and everything it published. */
public final class RunningSession implements SnapshotSink, AutoCloseable {
  private final TrainingSession session;
  private final SnapshotSink next;
  private final CancelToken token = new CancelToken();
  private final List<Snapshot> snapshots = new ArrayList<>();
  private final List<Checkpoint> checkpoints = new ArrayList<>();
  private final Thread thread;

  public RunningSession(TrainingSession session) {
    this(session, snapshot -> {});
  }

  /**
   * @param next hears everything too
   */
  public RunningSession(TrainingSession session, SnapshotSink next) {
    this.session = session;
    this.next = next;
    this.thread = new Thread(() -> session.run(this, token), "session");
    thread.start();
  }

  /** A session that pauses as soon as it can: during its first epoch. */
  public static RunningSession paused(TrainingSession session) throws Exception {
    CompletableFuture<Long> paused = session.submit(new Command.Pause()); // before its thread runs
    RunningSession running = new RunningSession(session);
    paused.get(Patience.SECONDS, TimeUnit.SECONDS);
    return running;
  }

  public <R> R ask(Command<R> command)
      throws InterruptedException, ExecutionException, TimeoutException {
    return submit(command).get(Patience.SECONDS, TimeUnit.SECONDS);
  }

  public <R> CompletableFuture<R> submit(Command<R> command) {
    return session.submit(command);
  }

  public void watch(Watch watch) {
    session.watch(watch);
  }

  /** Waits for a snapshot that was or will be published. */
  public synchronized Snapshot await(Predicate<Snapshot> wanted) throws InterruptedException {
    int seen = 0;
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(Patience.SECONDS);
    while (System.nanoTime() < deadline) {
      for (; seen < snapshots.size(); seen++) {
        if (wanted.test(snapshots.get(seen))) {
          return snapshots.get(seen);
        }
        if (snapshots.get(seen).progress().phase() == Phase.FAILED) {
          throw new AssertionError(snapshots.get(seen).progress().failure().orElseThrow());
        }
      }
      wait(1000);
    }
    throw new AssertionError("Not published; the last was " + snapshots.get(seen - 1));
  }

  public Snapshot awaitPhase(Phase phase) throws InterruptedException {
    return await(snapshot -> snapshot.progress().phase() == phase);
  }

  public synchronized Snapshot last() {
    return snapshots.get(snapshots.size() - 1);
  }

  public synchronized List<Snapshot> snapshots() {
    return List.copyOf(snapshots);
  }

  public synchronized List<Checkpoint> checkpoints() {
    return List.copyOf(checkpoints);
  }

  @Override
  public void close() {
    cancel();
  }

  /** Cancels and waits for the thread to end. */
  public void cancel() {
    token.cancel();
    try {
      thread.join(Patience.LIMIT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      throw new AssertionError("The session did not end");
    }
  }

  @Override
  public synchronized void publish(Snapshot snapshot) {
    next.publish(snapshot);
    snapshots.add(snapshot);
    notifyAll();
  }

  @Override
  public void moved(long step, float[] updateNorms) {
    next.moved(step, updateNorms);
  }

  @Override
  public void evaluated(float[] parameters, Evaluation test, Optional<Evaluation> heldOut) {
    next.evaluated(parameters, test, heldOut);
  }

  @Override
  public synchronized void checkpoint(Checkpoint checkpoint) {
    next.checkpoint(checkpoint);
    checkpoints.add(checkpoint);
  }
}
