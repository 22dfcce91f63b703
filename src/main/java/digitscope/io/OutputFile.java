package digitscope.io;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file that a user named as the place for a result. It is written as {@link AtomicFile} writes
 * (so a link of that name is replaced), unless it is a device or a pipe, such as {@code
 * /dev/stdout}, which cannot be replaced and is written to as it is.
 */
public final class OutputFile {
  private OutputFile() {}

  /** Writes a file, or replaces it; {@code IOException} as {@link AtomicFile#write}. */
  public static <X extends Exception> void write(Path file, AtomicFile.Content<X> content)
      throws IOException, X {
    if (!isDevice(file)) {
      AtomicFile.write(file, content);
      return;
    }
    try (OutputStream out =
        new BufferedOutputStream(Files.newOutputStream(file, StandardOpenOption.WRITE), 1 << 16)) {
      content.writeTo(out);
    }
  }

  /** Writes UTF-8 text as {@link #write(Path, AtomicFile.Content)} does. */
  public static void write(Path file, String text) throws IOException {
    write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Whether there is something that is neither file nor folder nor a link to one, or a link of the
   * system's own to whatever it is that this process writes to.
   */
  private static boolean isDevice(Path file) {
    Path path = file.toAbsolutePath().normalize();
    boolean isOfSystem =
        Path.of("/dev").equals(path.getParent()) || path.startsWith("/dev/fd") || isProcess(path);
    return isOfSystem
        ? Files.exists(path)
        : Files.exists(path, LinkOption.NOFOLLOW_LINKS)
            && !Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
            && !Files.isSymbolicLink(path)
            && !Files.isDirectory(path);
  }

  private static boolean isProcess(Path path) {
    return path.startsWith("/proc");
  }
}
