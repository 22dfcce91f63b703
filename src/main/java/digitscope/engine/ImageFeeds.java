package digitscope.engine;

import digitscope.data.Dataset;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The feeds of the few sets that a session works on, and the thread that prepares them. */
final class ImageFeeds implements AutoCloseable {
  private final boolean areSparse;
  private final Map<Dataset, ImageFeed> feeds = new HashMap<>();
  private final ExecutorService background = Executors.newSingleThreadExecutor(ImageFeeds::thread);

  /**
   * @param areSparse whether the network takes images without what is black in them
   */
  ImageFeeds(boolean areSparse) {
    this.areSparse = areSparse;
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "digitscope-preparation");
    thread.setDaemon(true);
    return thread;
  }

  ImageFeed of(Dataset data) {
    return areSparse
        ? feeds.computeIfAbsent(data, set -> ImageFeed.sparse(set, background))
        : ImageFeed.plain(data);
  }

  /** Ends the preparations, which look whether they are interrupted: it takes next to no time. */
  @Override
  public void close() {
    background.shutdownNow();
    boolean isInterrupted = false;
    while (!background.isTerminated()) {
      try {
        boolean unused = background.awaitTermination(1, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        isInterrupted = true;
      }
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
