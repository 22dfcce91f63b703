package digitscope.data.download;

import digitscope.data.Progress;
import digitscope.io.LockFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** Lets one at a time, of all programs of the user, download into a folder. */
final class CacheLock implements AutoCloseable {
  private static final long GLANCE_MILLIS = 50;

  private final FileChannel channel;

  private CacheLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Waits until nobody else has the folder.
   *
   * @throws CancellationException if {@code progress} asked for the end
   */
  static CacheLock take(Path folder, Progress progress) throws IOException {
    FileChannel channel = LockFile.open(folder.resolve(".lock"));
    try {
      while (tryLock(channel) == null) {
        if (progress.isCancelled()) {
          throw new CancellationException("Waiting for another download was cancelled");
        }
        Thread.sleep(GLANCE_MILLIS);
      }
      return new CacheLock(channel);
    } catch (InterruptedException e) {
      channel.close();
      Thread.currentThread().interrupt();
      throw new CancellationException("Waiting for another download was cancelled");
    } catch (IOException | CancellationException e) {
      channel.close();
      throw e;
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // Another thread of this program has it.
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
