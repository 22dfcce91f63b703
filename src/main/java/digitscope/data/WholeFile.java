package digitscope.data;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** Files and folders that appear under their name only when they are complete. */
final class WholeFile {
  private WholeFile() {}

  interface Content {
    void writeTo(OutputStream out) throws IOException, DataException;
  }

  /**
   * Writes a file beside the target and then moves it there, replacing what had that name.
   *
   * @throws DataException if the file cannot be written, or its content cannot be had; what had
   *     that name is then untouched
   */
  static void write(Path target, Content content) throws DataException {
    Path part = target.resolveSibling("." + target.getFileName() + ".part");
    try {
      try (OutputStream out = Files.newOutputStream(part)) {
        content.writeTo(out);
      }
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    } catch (DataException e) {
      discard(part, e);
      throw e;
    } catch (IOException e) {
      discard(part, e);
      throw new DataException("%s cannot be written (%s)".formatted(target, e), e);
    }
  }

  /** Writes files into a folder. */
  interface FolderContent {
    void writeTo(Path folder) throws DataException;
  }

  /**
   * Writes a folder beside the target, which must not exist, and then moves it there.
   *
   * @throws DataException if it cannot be written; then nothing of it stays
   */
  static void writeFolder(Path target, FolderContent content) throws DataException {
    Path parent = target.toAbsolutePath().getParent();
    try {
      Files.createDirectories(parent);
      Path part = Files.createTempDirectory(parent, ".import");
      try {
        content.writeTo(part);
        Files.move(part, target);
      } finally {
        delete(part);
      }
    } catch (IOException e) {
      throw new DataException("The folder %s cannot be written (%s)".formatted(target, e), e);
    }
  }

  /** Deletes a file, or a folder with all that is in it; it need not exist. */
  static void delete(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      List<Path> children;
      try (Stream<Path> files = Files.list(path)) {
        children = files.toList();
      }
      for (Path child : children) {
        delete(child);
      }
    }
    Files.deleteIfExists(path);
  }

  private static void discard(Path part, Exception cause) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }
}
