package digitscope.experiment;

import digitscope.config.InvalidNetworkException;
import digitscope.config.RunConfig;
import digitscope.data.DataException;
import digitscope.data.DataSplits;
import digitscope.io.Reason;
import digitscope.network.Checkpoint;
import digitscope.run.RunException;
import digitscope.run.RunFolder;
import digitscope.session.Phase;
import digitscope.session.Snapshot;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Trains jobs in this process, a few at a time, in the order in which they come. */
public final class LocalExecutor implements JobExecutor, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(LocalExecutor.class.getName());

  private final ImageSource source;
  private final ExecutorService threads;
  private final Map<Path, Work> works = new ConcurrentHashMap<>();
  private final Map<ImageKey, DataSplits> images = new HashMap<>();

  /** Jobs with the same key share their images in memory. */
  private record ImageKey(String data, boolean corrections) {}

  /**
   * @param source where images come from
   * @param jobs how many are trained at a time
   */
  public LocalExecutor(ImageSource source, int jobs) {
    this.source = source;
    this.threads =
        Executors.newFixedThreadPool(
            jobs,
            work -> {
              Thread thread = new Thread(work, "digitscope-job");
              thread.setDaemon(true);
              return thread;
            });
  }

  @Override
  public void submit(Job job, JobListener listener) {
    Work work = new Work(job, listener);
    works.put(job.folder(), work);
    threads.execute(work);
  }

  @Override
  public void cancel(Job job) {
    Optional.ofNullable(works.get(job.folder())).ifPresent(Work::cancel);
  }

  /** Cancels what is left, and waits until all of it is on disk. */
  @Override
  public void close() {
    works.values().forEach(Work::cancel);
    threads.shutdown();
    try {
      if (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
        LOG.log(System.Logger.Level.WARNING, "A training takes too long to end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized DataSplits images(RunConfig config) throws DataException {
    ImageKey key = new ImageKey(config.data(), config.corrections());
    DataSplits known = images.get(key);
    if (known == null) {
      known = source.load(config, Optional.empty());
      images.put(key, known);
    }
    return known;
  }

  private static DataSplits limited(DataSplits data, RunConfig config) {
    return config.limit() > 0 ? data.limit(config.limit()) : data;
  }

  private final class Work implements Runnable {
    private final Job job;
    private final JobListener listener;
    private Optional<RecordedTraining> training = Optional.empty();
    private boolean isCancelled;

    Work(Job job, JobListener listener) {
      this.job = job;
      this.listener = listener;
    }

    synchronized void cancel() {
      isCancelled = true;
      training.ifPresent(RecordedTraining::stop);
    }

    private synchronized boolean mayTrain(RecordedTraining begun) {
      training = Optional.of(begun);
      return !isCancelled;
    }

    private synchronized boolean mayBegin() {
      return !isCancelled;
    }

    @Override
    public void run() {
      Optional<String> problem = Optional.empty();
      boolean isOver = false;
      try {
        if (mayBegin()) {
          listener.started(job);
          isOver = train();
        }
      } catch (RunException | DataException | RuntimeException | Error e) {
        LOG.log(System.Logger.Level.DEBUG, "A job failed", e);
        problem = Optional.of(Reason.of(e));
      }
      works.remove(job.folder(), this);
      if (problem.isPresent()) {
        listener.failed(job, problem.get());
      } else if (isOver) {
        listener.finished(job);
      } else {
        listener.stopped(job);
      }
    }

    /** Trains to the end; false if it was stopped before. */
    private boolean train() throws RunException, DataException {
      RecordedTraining begun = begin();
      if (!mayTrain(begun)) {
        begun.folder().release();
        return false;
      }
      Snapshot last = begun.toTheEnd(snapshot -> advanced(snapshot));
      if (last.progress().failure().isPresent()) {
        throw new RunException(last.progress().failure().get());
      }
      return last.progress().phase() == Phase.FINISHED;
    }

    private void advanced(Snapshot snapshot) {
      listener.advanced(job, snapshot.progress().progress());
    }

    private RecordedTraining begin() throws RunException, DataException {
      RunConfig config = job.config();
      if (RunFolder.hasWeights(job.folder())) {
        return resume(config);
      }
      DataSplits data = limited(images(config), config);
      try {
        config.check(data.train().shape(), data.train().classes());
      } catch (InvalidNetworkException e) {
        throw new RunException("The network does not fit the images: " + Reason.of(e), e);
      }
      return RecordedTraining.begin(job.folder(), config, data, RecordedTraining.Extras.NONE);
    }

    private RecordedTraining resume(RunConfig config) throws RunException, DataException {
      RunFolder saved =
          RunFolder.openToTrain(job.folder(), note -> LOG.log(System.Logger.Level.WARNING, note));
      Optional<RecordedTraining> resumed = Optional.empty();
      try {
        Checkpoint from = saved.lastCheckpoint();
        resumed =
            Optional.of(
                RecordedTraining.resume(
                    saved,
                    saved.config(),
                    sameImages(saved, config),
                    from,
                    RecordedTraining.Extras.NONE));
        return resumed.get();
      } finally {
        if (resumed.isEmpty()) {
          saved.release();
        }
      }
    }

    private DataSplits sameImages(RunFolder saved, RunConfig config)
        throws RunException, DataException {
      String sha256 = saved.provenance().dataSha256();
      DataSplits shared = limited(images(config), config);
      if (shared.sha256().equals(sha256)) {
        return shared;
      }
      DataSplits own = limited(source.load(config, Optional.of(saved)), config);
      if (own.sha256().equals(sha256)) {
        return own;
      }
      throw new RunException(
          ("The images of %s are not those the run was started with: restore them, or start "
                  + "again in another folder")
              .formatted(config.data()));
    }
  }
}
