package digitscope.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An executor whose jobs go on when a test says so. */
final class HandDriven implements JobExecutor {
  private final List<Job> jobs = new ArrayList<>();
  private final Map<String, JobListener> listeners = new TreeMap<>();
  private final List<String> canceled = new ArrayList<>();

  @Override
  public synchronized void submit(Job job, JobListener listener) {
    jobs.add(job);
    listeners.put(job.name(), listener);
  }

  @Override
  public void cancel(Job job) {
    synchronized (this) {
      canceled.add(job.name());
    }
    listener(job).stopped(job);
  }

  synchronized List<Job> jobs() {
    return List.copyOf(jobs);
  }

  synchronized List<String> canceled() {
    return List.copyOf(canceled);
  }

  synchronized JobListener listener(Job job) {
    JobListener listener = listeners.get(job.name());
    if (listener == null) {
      throw new AssertionError("There is no job " + job.name());
    }
    return listener;
  }
}
