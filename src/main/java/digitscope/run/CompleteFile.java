package digitscope.run;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files that bear their name only when they are complete. */
public final class CompleteFile {
  private CompleteFile() {}

  /** What a file is to hold. */
  public interface Content {
    /** Writes all of it. */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes to a temporary file beside {@code file}, then moves it there.
   *
   * @throws IOException if it cannot be written; what had that name is then untouched
   */
  public static void write(Path file, Content content) throws IOException {
    Path unfinished = file.resolveSibling("." + file.getFileName() + ".tmp");
    try {
      try (FileOutputStream out = new FileOutputStream(unfinished.toFile())) {
        content.writeTo(out);
        // Lest a power cut leave the name and not the content.
        out.getFD().sync();
      }
      Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  /** Deletes what a program that was killed left half written in a folder. */
  static void deleteUnfinished(Path folder) throws IOException {
    try (DirectoryStream<Path> unfinished = Files.newDirectoryStream(folder, ".*.tmp")) {
      for (Path file : unfinished) {
        Files.delete(file);
      }
    }
  }

  static void write(Path file, String text) throws IOException {
    write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }
}
