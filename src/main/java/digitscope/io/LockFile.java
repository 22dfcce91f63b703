package digitscope.io;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** Files whose lock says that a folder is in use. */
public final class LockFile {
  private LockFile() {}

  /**
   * Opens a file for reading and writing, and makes it if it is missing.
   *
   * @throws IOException if it is a link, or cannot be written
   */
  public static FileChannel open(Path file) throws IOException {
    return FileChannel.open(
        file,
        Set.of(
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS));
  }
}
