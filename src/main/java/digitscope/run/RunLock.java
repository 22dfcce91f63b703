package digitscope.run;

import digitscope.io.LockFile;
import digitscope.io.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets one program at a time write into a run folder, or a folder of runs; any number may read it
 * meanwhile. The system takes the lock from a program that ends, however it ends; the file that
 * stays says nothing.
 */
public final class RunLock {
  private static final System.Logger LOG = System.getLogger(RunLock.class.getName());
  static final String NAME = ".lock";

  /** Behind all content, because on Windows what is locked can't be read. */
  private static final long PLACE = Long.MAX_VALUE - 1;

  private static final int MOST_BYTES = 100;

  private final Path folder;
  private final String what;
  private @Nullable FileChannel held;

  /**
   * @param folder of the run
   */
  RunLock(Path folder) {
    this(folder, "run");
  }

  /**
   * @param folder of a run, or of several
   * @param what it is called in messages, such as {@code "sweep"}
   */
  public RunLock(Path folder, String what) {
    this.folder = folder;
    this.what = what;
  }

  /**
   * Takes the lock, unless this holds it already.
   *
   * @throws RunException if another program has it, or another part of this one
   */
  public synchronized void take() throws RunException {
    if (held != null) {
      return;
    }
    Path file = folder.resolve(NAME);
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new RunException(
          "%s is a link or not a file, so the run can't be trained; delete it".formatted(file));
    }
    try {
      held = take(file);
    } catch (IOException e) {
      throw new RunException("%s cannot be written: %s".formatted(file, Reason.of(e)), e);
    }
  }

  private FileChannel take(Path file) throws IOException, RunException {
    FileChannel channel = LockFile.open(file);
    try {
      if (!isFree(channel)) {
        throw new RunException(
            "The %s %s is being trained%s; wait until it ends, or choose another folder"
                .formatted(what, folder, holder(channel).map(" by process "::concat).orElse("")));
      }
      channel.truncate(0);
      channel.write(
          ByteBuffer.wrap(
              Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
      return channel;
    } catch (IOException | RunException e) {
      channel.close();
      throw e;
    }
  }

  private static boolean isFree(FileChannel channel) {
    try {
      FileLock lock = channel.tryLock(PLACE, 1, false);
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    } catch (IOException e) {
      // Some network drives know no locks; better a run there that is not guarded than none.
      LOG.log(
          System.Logger.Level.WARNING,
          "The run is not locked against a second training, because the drive does not "
              + "support locks.");
      return true;
    }
  }

  private static Optional<String> holder(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(MOST_BYTES);
    channel.read(bytes, 0);
    String said = new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII);
    return Optional.of(said).filter(text -> text.matches("\\d{1,10}"));
  }

  /** Gives the lock back, if this holds it. */
  public synchronized void release() {
    if (held != null) {
      try {
        held.close();
      } catch (IOException e) {
        LOG.log(System.Logger.Level.WARNING, "The lock of {0} was not closed", folder);
      }
      held = null;
    }
  }
}
