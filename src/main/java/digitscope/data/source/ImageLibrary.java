package digitscope.data.source;

import digitscope.data.DataException;
import digitscope.data.DataSplits;
import digitscope.data.UserFolders;
import digitscope.data.idx.IdxFiles;
import digitscope.io.AtomicFolder;
import digitscope.io.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The images that the user has imported, each set under a name: a folder of plain IDX files, which
 * are mapped when they are large.
 *
 * @param folder holds a folder for each set; made when the first is imported
 */
public record ImageLibrary(Path folder) {
  private static final int LONGEST_NAME = 60;

  /** The library of the user who runs the program. */
  public static ImageLibrary ofUser() {
    return new ImageLibrary(UserFolders.ofUser().data().resolve("images"));
  }

  /** Makes a name of any text: small letters, digits, hyphens and underscores. */
  public static String safe(String text) {
    String safe =
        text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}_]+", "-").replaceAll("^-|-$", "");
    return safe.isEmpty() ? "images" : safe.substring(0, Math.min(LONGEST_NAME, safe.length()));
  }

  /** The names of all sets, by letter. */
  public List<String> names() throws DataException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(folder)) {
      return folders
          .map(set -> set.getFileName().toString())
          .filter(name -> find(name).isPresent())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new DataException(
          "The images in %s cannot be listed: %s".formatted(folder, Reason.of(e)), e);
    }
  }

  /** The folder of a set. */
  public Optional<Path> find(String name) {
    return safe(name).equals(name) && Files.isDirectory(folder.resolve(name))
        ? Optional.of(folder.resolve(name))
        : Optional.empty();
  }

  /**
   * Keeps a set.
   *
   * @param name as {@link #safe} makes them
   * @return the set as it is kept; {@code source()} is its name
   * @throws DataException if there is a set of that name, or the folder cannot be written
   */
  public DataSplits add(String name, DataSplits splits) throws DataException {
    if (find(name).isPresent()) {
      throw new DataException(
          "Images named '%s' already exist; choose another name".formatted(name));
    }
    Path target = folder.resolve(safe(name));
    try {
      AtomicFolder.write(target, set -> IdxFiles.writePlain(splits, set));
    } catch (IOException e) {
      throw DataException.notWritten(target, e);
    }
    return load(safe(name));
  }

  /**
   * Reads a set.
   *
   * @throws DataException if there is none of that name, or it cannot be read
   */
  DataSplits load(String name) throws DataException {
    DataSplits splits = IdxFiles.read(folder.resolve(name));
    return new DataSplits(name, splits.train(), splits.test()).made(splits.recorded());
  }
}
