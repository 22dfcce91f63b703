package digitscope.data;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files that appear under their name only when they are complete. */
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

  private static void discard(Path part, Exception cause) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }
}
