package digitscope.io;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** Folders that appear under their name only when they are complete. */
public final class AtomicFolder {
  private AtomicFolder() {}

  /**
   * What a folder is to hold.
   *
   * @param <X> what may go wrong besides writing
   */
  public interface Content<X extends Exception> {
    /** Writes all of it into {@code folder}. */
    void writeTo(Path folder) throws IOException, X;
  }

  /**
   * Writes a folder beside the target, which must not exist, and then moves it there.
   *
   * @throws IOException if it cannot be written; then nothing of it stays
   */
  public static <X extends Exception> void write(Path target, Content<X> content)
      throws IOException, X {
    Path parent = target.toAbsolutePath().getParent();
    if (parent == null) {
      throw new FileAlreadyExistsException(target.toString());
    }
    Files.createDirectories(parent);
    Path unfinished = Files.createDirectory(AtomicFile.temporaryName(parent));
    try {
      content.writeTo(unfinished);
      Files.move(unfinished, target);
    } finally {
      delete(unfinished);
    }
  }

  /**
   * Moves a folder to another place of the same disk, all at once; folders above the target are
   * made if they are missing.
   *
   * @throws FileAlreadyExistsException if the target is taken
   * @throws IOException if it cannot be moved; then it is where it was
   */
  public static void move(Path folder, Path target) throws IOException {
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileAlreadyExistsException(target.toString());
    }
    Path parent = target.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    Files.move(folder, target, StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * Deletes a file, or a folder with all that is in it; it need not exist. What a link leads to
   * stays.
   */
  public static void delete(Path path) throws IOException {
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
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
}
