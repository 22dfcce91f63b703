package digitscope.data.source;

import digitscope.data.CorrectionFormat;
import digitscope.data.CorrectionStore;
import digitscope.data.DataException;
import digitscope.data.DataSplits;
import digitscope.data.PictureReading;
import digitscope.data.Progress;
import digitscope.data.UserFolders;
import digitscope.data.digits.DigitGenerator;
import digitscope.data.digits.Glyph;
import digitscope.data.download.Catalogue;
import digitscope.data.download.DataCache;
import digitscope.data.download.KnownSet;
import digitscope.data.own.OwnImages;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the images that a name or a path stands for. */
public final class DataSources {
  /** The source that needs no file: the bundled generator. */
  public static final String DIGITS = DigitGenerator.SOURCE;

  /** Seed of the images that {@link #DIGITS} stands for. */
  public static final long SEED = 1;

  private static final int MEGABYTE = 1_000_000;

  /** Paths of Windows to other machines, with either slash, and addresses. */
  private static final Pattern NETWORK = Pattern.compile("[\\\\/]{2}|[a-zA-Z][\\w+.-]+:[\\\\/]{2}");

  private final BundledDigits digits;
  private final ImageLibrary library = ImageLibrary.ofUser();
  private final DataCache cache;
  private final CorrectionStore corrections;

  /**
   * Sources without any that are downloaded, and without corrections.
   *
   * @param glyphs ways of writing each digit, for the bundled generator
   */
  public DataSources(List<Glyph> glyphs) {
    this(
        glyphs,
        new DataCache(UserFolders.ofUser().cache().resolve("sets"), new Catalogue(List.of())));
  }

  /**
   * Sources without corrections.
   *
   * @param glyphs ways of writing each digit, for the bundled generator
   * @param cache the sets that can be downloaded
   */
  public DataSources(List<Glyph> glyphs, DataCache cache) {
    this(BundledDigits.drawn(glyphs), cache, CorrectionStore.NONE);
  }

  /**
   * Sources whose bundled digits are drawn whenever they are wanted.
   *
   * @param glyphs ways of writing each digit, for the bundled generator
   * @param cache the sets that can be downloaded
   * @param folder of the corrections that cannot be kept beside the images
   * @param format of a file of corrections
   */
  public DataSources(List<Glyph> glyphs, DataCache cache, Path folder, CorrectionFormat format) {
    this(BundledDigits.drawn(glyphs), cache, folder, format);
  }

  /**
   * @param cache the sets that can be downloaded
   * @param folder of the corrections that cannot be kept beside the images
   * @param format of a file of corrections
   */
  public DataSources(BundledDigits digits, DataCache cache, Path folder, CorrectionFormat format) {
    this(digits, cache, new KeptCorrections(folder, format, source -> path(cache, source)));
  }

  private DataSources(BundledDigits digits, DataCache cache, CorrectionStore corrections) {
    this.digits = digits;
    this.cache = cache;
    this.corrections = corrections;
  }

  /** What was decided about labels, source by source. */
  public CorrectionStore corrections() {
    return corrections;
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
   * What reading a source would do beyond this machine, in words that go on after "for": {@code a
   * download of MNIST (11 MB)}; empty if it needs no network.
   */
  public Optional<String> reach(String source) {
    Optional<KnownSet> known = cache.catalogue().find(source);
    if (known.isPresent()) {
      return known
          .filter(set -> !cache.holds(set))
          .map(
              set ->
                  String.format(
                      Locale.ROOT,
                      "a download of %s (%,d MB)",
                      set.title(),
                      (set.downloadSize() + MEGABYTE / 2) / MEGABYTE));
    }
    return NETWORK.matcher(source).lookingAt()
        ? Optional.of("images on another machine, %s".formatted(source))
        : Optional.empty();
  }

  /**
   * Loads a source with its corrections, without progress.
   *
   * @throws DataException as {@link #load(String, Progress)}
   */
  public DataSplits load(String source) throws DataException {
    return load(source, Progress.NONE);
  }

  /**
   * Loads a source with its corrections.
   *
   * @throws DataException as {@link #loadUncorrected} and {@link #correct}
   * @throws java.util.concurrent.CancellationException if {@code progress} asked for the end
   */
  public DataSplits load(String source, Progress progress) throws DataException {
    return load(source, Optional.empty(), progress);
  }

  /**
   * Loads a source with its corrections, for a network.
   *
   * @param recorded how the network's run read pictures; empty if it recorded none
   * @throws DataException as {@link #loadUncorrected} and {@link #correct}
   * @throws java.util.concurrent.CancellationException if {@code progress} asked for the end
   */
  public DataSplits load(String source, Optional<PictureReading> recorded, Progress progress)
      throws DataException {
    DataSplits corrected = correct(loadUncorrected(source, recorded, progress));
    corrected.corrected().sentence().ifPresent(progress::note);
    return corrected;
  }

  /**
   * Applies what was decided about the labels of a source.
   *
   * @param splits as {@link #loadUncorrected} gives them
   * @throws DataException if the file of the corrections is damaged
   */
  public DataSplits correct(DataSplits splits) throws DataException {
    return corrections.read(splits.source()).applyTo(splits);
  }

  /**
   * Loads a source as it is.
   *
   * @param source {@code digits} for the bundled generator, the name of a set of the catalogue,
   *     which is downloaded if it is not here, the name of imported images, or a path as {@link
   *     OwnImages#load} takes it
   * @throws DataException if there is no such source, or a file of it cannot be read
   * @throws java.util.concurrent.CancellationException if {@code progress} asked for the end
   */
  public DataSplits loadUncorrected(String source, Progress progress) throws DataException {
    return loadUncorrected(source, Optional.empty(), progress);
  }

  /**
   * As {@link #loadUncorrected(String, Progress)}, for a network.
   *
   * @param recorded how the network's run read pictures; empty if it recorded none
   */
  public DataSplits loadUncorrected(
      String source, Optional<PictureReading> recorded, Progress progress) throws DataException {
    DataSplits splits = read(source, recorded, progress);
    // Looked at here, where nobody waits for it.
    return splits.prepared(
        recorded.map(PictureReading::preparation).orElseGet(splits::preparation));
  }

  private DataSplits read(String source, Optional<PictureReading> recorded, Progress progress)
      throws DataException {
    if (source.equals(DIGITS)) {
      return digits.load(progress);
    }
    Optional<KnownSet> known = cache.catalogue().find(source);
    if (known.isPresent()) {
      return cache.load(known.get(), progress);
    }
    Optional<Path> path = path(cache, source);
    if (path.isPresent()) {
      return OwnImages.load(path.get(), recorded, progress);
    }
    if (library.find(source).isPresent()) {
      return library.load(source);
    }
    throw new DataException(
        ("There is no data '%s': use '%s' for the bundled digits, a name from 'digitscope "
                + "data list', a folder of IDX files, a folder with one folder of pictures per "
                + "class, or a CSV file")
            .formatted(source, DIGITS));
  }

  /** The file or folder that a source means, unless it is a name. */
  private static Optional<Path> path(DataCache cache, String source) {
    if (source.isBlank() || source.equals(DIGITS) || cache.catalogue().find(source).isPresent()) {
      return Optional.empty();
    }
    try {
      Path path = Path.of(source);
      return Files.isDirectory(path) || OwnImages.isCsv(path)
          ? Optional.of(path)
          : Optional.empty();
    } catch (InvalidPathException e) {
      // Not even a path: it is answered like any other unknown word.
      return Optional.empty();
    }
  }
}
