package digitscope.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Folders within a folder that may come from others. */
public final class OwnFolder {
  private OwnFolder() {}

  /**
   * Makes a folder if it is missing.
   *
   * @throws IOException if a link has its name: what is written or deleted there would be elsewhere
   */
  public static void make(Path folder) throws IOException {
    if (Files.isSymbolicLink(folder)) {
      throw new WordedIOException(
          "its folder %s is a link; replace it with a real folder".formatted(folder.getFileName()));
    }
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectories(folder);
    }
  }
}
