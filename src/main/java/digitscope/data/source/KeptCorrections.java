package digitscope.data.source;

import digitscope.data.CorrectionFormat;
import digitscope.data.CorrectionStore;
import digitscope.data.Corrections;
import digitscope.data.DataException;
import digitscope.data.PixelCache;
import digitscope.io.AtomicFile;
import digitscope.io.InputFile;
import digitscope.io.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Corrections in files: beside the images, {@code corrections.json} in their folder or {@code
 * NAME.corrections.json} beside a CSV file; if that cannot be written, or images have no place of
 * their own, in a folder of the user's.
 */
final class KeptCorrections implements CorrectionStore {
  private static final String NAME = "corrections.json";

  /** A decision on each of a million images has less. */
  private static final int MOST_BYTES = 256 << 20;

  private static final String HOW_TO_GO_ON =
      "; fix it or move it away, or continue without it: 'train --no-corrections', or "
          + "Corrections on the Data card";

  private final Path folder;
  private final CorrectionFormat format;
  private final Function<String, Optional<Path>> paths;

  /**
   * @param folder for what cannot be beside the images; made when it is needed
   * @param paths gives the file or folder of a source, unless it is a name
   */
  KeptCorrections(Path folder, CorrectionFormat format, Function<String, Optional<Path>> paths) {
    this.folder = folder;
    this.format = format;
    this.paths = paths;
  }

  @Override
  public synchronized Corrections read(String source) throws DataException {
    Path file = fileOf(source);
    try {
      return Files.exists(file)
          ? format.parse(InputFile.text(file, MOST_BYTES), file.toString())
          : Corrections.NONE;
    } catch (IOException e) {
      throw new DataException(
          "%s cannot be read: %s%s".formatted(file, Reason.of(e), HOW_TO_GO_ON), e);
    } catch (DataException e) {
      throw new DataException(Reason.of(e) + HOW_TO_GO_ON, e);
    }
  }

  @Override
  public synchronized Corrections change(String source, UnaryOperator<Corrections> change)
      throws DataException {
    Corrections changed = change.apply(read(source));
    Path file = fileOf(source);
    try {
      if (changed.isEmpty()) {
        Files.deleteIfExists(file);
        return changed;
      }
      Files.createDirectories(file.toAbsolutePath().getParent());
      AtomicFile.write(file, format.format(changed, source));
      return changed;
    } catch (IOException e) {
      throw DataException.notWritten(file, e);
    }
  }

  @Override
  public Optional<Path> file(String source) throws DataException {
    return Optional.of(fileOf(source));
  }

  private Path fileOf(String source) throws DataException {
    Optional<Path> path = paths.apply(source);
    if (path.isEmpty()) {
      return folder.resolve(ImageLibrary.safe(source) + ".json");
    }
    Path own = path.get();
    boolean isFolder = Files.isDirectory(own);
    Path beside = isFolder ? own.resolve(NAME) : own.resolveSibling(own.getFileName() + "." + NAME);
    Path elsewhere = elsewhere(own);
    if (Files.exists(beside) && Files.exists(elsewhere)) {
      throw new DataException(
          "There are two correction files for the same images, %s and %s; move one of them away"
              .formatted(beside, elsewhere));
    }
    boolean isPossible = Files.isWritable(isFolder ? own : own.toAbsolutePath().getParent());
    return Files.exists(beside) || (isPossible && !Files.exists(elsewhere)) ? beside : elsewhere;
  }

  /** The file for images whose folder cannot be written. */
  Path elsewhere(Path own) {
    Path name = own.toAbsolutePath().normalize().getFileName();
    return folder.resolve(
        ImageLibrary.safe(String.valueOf(name)) + "-" + PixelCache.key(own, "") + ".json");
  }
}
