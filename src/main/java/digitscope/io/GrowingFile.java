package digitscope.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Files that are added to, where {@link AtomicFile} would write all of them again. They are never
 * reached through a symbolic link.
 */
public final class GrowingFile {
  private GrowingFile() {}

  /** Begins a file; what had its name is deleted, a link itself and not what it leads to. */
  public static FileChannel begin(Path file) throws IOException {
    Files.deleteIfExists(file);
    return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  /**
   * Opens a file at its end.
   *
   * @throws IOException if it is missing, or no plain file
   */
  public static FileChannel append(Path file) throws IOException {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new WordedIOException("it is a link or a device; replace it with a regular file");
    }
    return FileChannel.open(file, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS);
  }

  /** Adds UTF-8 text to a file, as {@link #append(Path)} opens it. */
  public static void append(Path file, String text) throws IOException {
    try (FileChannel channel = append(file)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
  }
}
