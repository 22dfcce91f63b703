package digitscope.experiment;

import digitscope.experiment.RunGroup.Member;
import digitscope.experiment.RunGroup.State;
import digitscope.io.Reason;
import digitscope.run.RunException;
import digitscope.run.RunFolder;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Trains the runs of a group that are not finished. How far each is, is on disk before the next
 * begins; so a queue that was paused or killed goes on where it was.
 */
public final class JobQueue {
  private static final long REQUEST_NANOS = 500_000_000L;

  private final RunGroup group;
  private final JobExecutor executor;
  private final Watcher watcher;
  private final JobListener listener = new Recorder();
  private final Map<String, Job> pending = new LinkedHashMap<>();
  private final Map<String, Double> fractions = new HashMap<>();
  private volatile Optional<RunException> problem = Optional.empty();
  private boolean isPaused;
  private boolean isCanceled;
  private long askedAt = System.nanoTime();

  /**
   * How far a queue is.
   *
   * @param total runs of the group
   * @param done runs that are finished
   * @param failed runs that could not be trained
   * @param running runs that are being trained
   * @param fraction part of all that is trained, in [0, 1]
   */
  public record QueueProgress(int total, int done, int failed, int running, double fraction) {}

  /** Hears of each change, on any thread; it must be quick. */
  public interface Watcher {
    /** Hears how far all is. */
    void changed(QueueProgress progress);

    /** Hears that a run is finished, failed or began. */
    default void changed(Member member) {}
  }

  public JobQueue(RunGroup group, JobExecutor executor, Watcher watcher) {
    this.group = group;
    this.executor = executor;
    this.watcher = watcher;
  }

  /**
   * Trains what is not finished, and returns when all is, or {@link #pause} or {@link #cancel} was
   * called and everything is on disk. Runs that failed are tried again.
   *
   * @throws RunException if another program trains the group, or its file cannot be written
   * @throws InterruptedException if the thread is interrupted; then the jobs are paused
   */
  public void run() throws RunException, InterruptedException {
    group.lock();
    try {
      group.forgetCancelRequest();
      submit();
      await();
    } finally {
      group.release();
    }
    if (problem.isPresent()) {
      throw problem.get();
    }
  }

  private void submit() throws RunException {
    synchronized (this) {
      for (Member member : group.members()) {
        if (!member.state().isSettled()) {
          prepare(member);
        }
      }
    }
    // Not within the lock: an executor may answer at once.
    jobs().forEach(this::submit);
    tell();
  }

  private void submit(Job job) {
    if (isPaused()) {
      listener.stopped(job);
      return;
    }
    executor.submit(job, listener);
    if (isPaused()) {
      executor.cancel(job);
    }
  }

  private synchronized Iterable<Job> jobs() {
    return new LinkedHashMap<>(pending).values();
  }

  private void prepare(Member member) throws RunException {
    if (isFinished(member)) {
      group.change(member.run(), State.DONE, "");
      return;
    }
    try {
      pending.put(member.run(), group.job(member));
      if (member.state() != State.WAITING) {
        group.change(member.run(), State.WAITING, "");
      }
    } catch (RunException e) {
      group.change(member.run(), State.FAILED, Reason.of(e));
    }
  }

  /** It may have ended just before the program was killed. */
  private boolean isFinished(Member member) {
    try {
      return RunFolder.isRun(group.folder(member))
          && RunFolder.open(group.folder(member), note -> {}).summary().isFinished();
    } catch (RunException e) {
      return false;
    }
  }

  private synchronized void await() throws InterruptedException {
    try {
      while (!pending.isEmpty()) {
        wait();
      }
    } catch (InterruptedException e) {
      pause();
      throw e;
    }
  }

  /** Ends what is being trained, to be continued by another queue; from any thread. */
  public void pause() {
    Iterable<Job> left;
    synchronized (this) {
      isPaused = true;
      left = jobs();
    }
    left.forEach(executor::cancel);
  }

  /** Ends what is being trained, and what is waiting, for good; from any thread. */
  public void cancel() {
    synchronized (this) {
      isCanceled = true;
    }
    pause();
  }

  /** Whether {@link #pause} or {@link #cancel} was called. */
  public synchronized boolean isPaused() {
    return isPaused;
  }

  private void tell() {
    QueueProgress progress;
    synchronized (this) {
      int done = count(State.DONE);
      double part = fractions.values().stream().mapToDouble(value -> value).sum();
      int total = group.members().size();
      progress =
          new QueueProgress(
              total,
              done,
              count(State.FAILED),
              count(State.RUNNING),
              Math.min(1, (done + part) / total));
    }
    watcher.changed(progress);
  }

  private int count(State state) {
    return (int) group.members().stream().filter(member -> member.state() == state).count();
  }

  private void change(Job job, State state, String why) {
    synchronized (this) {
      try {
        group.change(job.name(), state, why);
      } catch (RunException e) {
        problem = Optional.of(e);
      }
      if (state != State.RUNNING) {
        fractions.remove(job.name());
      }
    }
    group.members().stream()
        .filter(member -> member.run().equals(job.name()))
        .forEach(watcher::changed);
    tell();
    if (state != State.RUNNING) {
      synchronized (this) {
        pending.remove(job.name());
        notifyAll();
      }
    }
    if (problem.isPresent()) {
      pause();
    }
  }

  /** Another program may ask for the end. */
  private void heedRequest() {
    synchronized (this) {
      long now = System.nanoTime();
      if (isCanceled || now - askedAt < REQUEST_NANOS) {
        return;
      }
      askedAt = now;
    }
    if (group.isCancelRequested()) {
      cancel();
    }
  }

  private final class Recorder implements JobListener {
    @Override
    public void started(Job job) {
      change(job, State.RUNNING, "");
    }

    @Override
    public void advanced(Job job, double fraction) {
      synchronized (JobQueue.this) {
        fractions.put(job.name(), fraction);
      }
      tell();
      heedRequest();
    }

    @Override
    public void finished(Job job) {
      change(job, State.DONE, "");
    }

    @Override
    public void failed(Job job, String why) {
      change(job, State.FAILED, why);
    }

    @Override
    public void stopped(Job job) {
      boolean forGood;
      synchronized (JobQueue.this) {
        forGood = isCanceled;
      }
      change(job, forGood ? State.CANCELED : State.WAITING, "");
    }
  }
}
