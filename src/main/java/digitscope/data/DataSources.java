package digitscope.data;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds the images that a person means by a word or a directory. */
public final class DataSources {
  /** The source that needs no file: the bundled generator. */
  public static final String DIGITS = "digits";

  private static final int TRAINING_IMAGES = 60_000;
  private static final int TEST_IMAGES = 10_000;

  /** Seed of the images that everybody gets who asks for {@link #DIGITS}. */
  public static final long SEED = 1;

  private final DigitGenerator generator;
  private final ImageLibrary library = ImageLibrary.ofUser();
  private final DataCache cache;

  /**
   * Sources without any that are downloaded.
   *
   * @param glyphs ways of writing each digit, for the bundled generator
   */
  public DataSources(List<Glyph> glyphs) {
    this(
        glyphs,
        new DataCache(UserFolders.ofUser().cache().resolve("sets"), new Catalogue(List.of())));
  }

  /**
   * @param glyphs ways of writing each digit, for the bundled generator
   * @param cache the sets that can be downloaded
   */
  public DataSources(List<Glyph> glyphs, DataCache cache) {
    generator = new DigitGenerator(glyphs);
    this.cache = cache;
  }

  /** The sets that can be downloaded. */
  public DataCache cache() {
    return cache;
  }

  /** Whether a source can be loaded without a download. */
  public boolean isHere(String source) {
    return cache.catalogue().find(source).map(cache::holds).orElse(true);
  }

  /**
   * Loads a source, without progress.
   *
   * @throws DataException as {@link #load(String, Progress)}
   */
  public DataSplits load(String source) throws DataException {
    return load(source, Progress.NONE);
  }

  /**
   * Loads a source.
   *
   * @param source {@code digits} for the bundled generator, the name of a set of the catalogue,
   *     which is downloaded if it is not here, the name of imported images, or a path as {@link
   *     OwnImages#load} takes it
   * @throws DataException if there is no such source, or a file of it cannot be read
   * @throws java.util.concurrent.CancellationException if {@code progress} asked for the end
   */
  public DataSplits load(String source, Progress progress) throws DataException {
    if (source.equals(DIGITS)) {
      return generator.generate(TRAINING_IMAGES, TEST_IMAGES, SEED, progress);
    }
    Optional<KnownSet> known = cache.catalogue().find(source);
    if (known.isPresent()) {
      return cache.load(known.get(), progress);
    }
    try {
      Path path = Path.of(source);
      if (!source.isBlank() && (Files.isDirectory(path) || OwnImages.isCsv(path))) {
        return OwnImages.load(path, progress);
      }
      if (library.find(source).isPresent()) {
        return library.load(source);
      }
    } catch (InvalidPathException e) {
      // Not even a path: it is answered like any other unknown word.
    }
    throw new DataException(
        "There is no data '%s': give '%s' for the bundled digits, a set of 'digitscope data list', a folder of IDX files, a folder with a folder of pictures for each class, or a CSV file"
            .formatted(source, DIGITS));
  }
}
