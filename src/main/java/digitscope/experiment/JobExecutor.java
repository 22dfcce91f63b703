package digitscope.experiment;

/** What trains jobs, wherever that is. */
public interface JobExecutor {
  /** Takes on a job; it is trained when its turn comes. */
  void submit(Job job, JobListener listener);

  /** Ends a job, whether it began or not; one that is over, or was never submitted, stays as is. */
  void cancel(Job job);
}
