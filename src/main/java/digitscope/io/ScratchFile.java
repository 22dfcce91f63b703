package digitscope.io;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file of no lasting name, which is deleted when it is closed. */
public final class ScratchFile implements AutoCloseable {
  private final Path path;
  private final OutputStream out;

  private ScratchFile(Path path, OutputStream out) {
    this.path = path;
    this.out = out;
  }

  /**
   * Makes one.
   *
   * @param folder where; it is made if it is missing
   */
  public static ScratchFile create(Path folder) throws IOException {
    Files.createDirectories(folder);
    Path path = AtomicFile.temporaryName(folder);
    return new ScratchFile(
        path,
        new BufferedOutputStream(
            Files.newOutputStream(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            1 << 16));
  }

  public Path path() {
    return path;
  }

  /** Where its content goes; it is buffered. */
  public OutputStream out() {
    return out;
  }

  @Override
  public void close() throws IOException {
    try {
      out.close();
    } finally {
      Files.deleteIfExists(path);
    }
  }
}
