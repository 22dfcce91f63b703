package digitscope.experiment;

/** Hears how a job goes, on any thread; one of the last three calls is the last for each job. */
public interface JobListener {
  void started(Job job);

  /**
   * Hears what fraction of a job is done.
   *
   * @param fraction from 0 to 1
   */
  void advanced(Job job, double fraction);

  void finished(Job job);

  /**
   * Hears that a job could not be done.
   *
   * @param problem a sentence
   */
  void failed(Job job, String problem);

  /** Hears that a job was canceled; what it had done is on disk, and it can be submitted again. */
  void stopped(Job job);
}
