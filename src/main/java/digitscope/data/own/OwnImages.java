package digitscope.data.own;

import digitscope.data.ClassNameOrder;
import digitscope.data.DataException;
import digitscope.data.DataSplits;
import digitscope.data.Dataset;
import digitscope.data.FileNames;
import digitscope.data.ImportChoices;
import digitscope.data.OwnSplit;
import digitscope.data.Picture;
import digitscope.data.PictureFitting;
import digitscope.data.PictureReading;
import digitscope.data.PixelCache;
import digitscope.data.PixelSink;
import digitscope.data.Preparation;
import digitscope.data.Progress;
import digitscope.data.idx.IdxFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The user's own pictures: a folder of class folders with PNG and JPEG files, a CSV file, or a
 * folder of IDX files.
 */
public final class OwnImages {
  private static final int MOST_CLASSES = 256;

  /** Rises whenever the same files come to be read as other images, so that none is kept. */
  private static final int READING = 2;

  private final OwnSource source;

  private OwnImages(OwnSource source) {
    this.source = source;
  }

  /**
   * What came of pictures.
   *
   * @param skipped how many could not be read
   * @param problems why, a sentence each; of very many, the first
   */
  public record Imported(DataSplits splits, int skipped, List<String> problems) {
    public Imported {
      problems = List.copyOf(problems);
    }
  }

  /**
   * Reads a file or folder without asking anybody. IDX files are taken as they are; about pictures
   * and CSV it guesses, and tells {@code progress} what.
   *
   * @throws DataException as {@link #open}, {@link #survey} and {@link #read}
   * @throws java.util.concurrent.CancellationException if {@code progress} asked for the end
   */
  public static DataSplits load(Path path, Progress progress) throws DataException {
    return load(path, Optional.empty(), progress);
  }

  /**
   * As {@link #load(Path, Progress)}, but pictures and CSV are read as they once were, if that is
   * known, and not as they look now.
   */
  public static DataSplits load(Path path, Optional<PictureReading> recorded, Progress progress)
      throws DataException {
    OwnImages images = open(path);
    if (images.source instanceof IdxFolder folder) {
      return folder.splits();
    }
    ImportChoices choices;
    if (recorded.isPresent()) {
      choices = recorded.get().choices(images.source.csv());
    } else {
      Survey survey = images.survey();
      survey.findings().forEach(progress::note);
      choices = survey.guess();
    }
    Imported imported = images.read(choices, PixelCache.ofUser(), progress);
    if (imported.skipped > 0) {
      progress.note(
          String.format(
              Locale.ROOT,
              "Skipped %,d unreadable images; the first: %s",
              imported.skipped,
              imported.problems.get(0)));
    }
    DataSplits splits = imported.splits;
    progress.note(
        String.format(
            Locale.ROOT,
            "%,d training and %,d test images in %d classes",
            splits.train().size(),
            splits.test().size(),
            splits.train().classes()));
    return splits;
  }

  /**
   * Opens a file or folder.
   *
   * @throws DataException if it is none of the three kinds
   */
  public static OwnImages open(Path path) throws DataException {
    try {
      if (Files.isDirectory(path)) {
        return new OwnImages(
            IdxFiles.arePartlyIn(path)
                ? new IdxFolder(path, IdxFiles.read(path))
                : ImageFolder.open(path));
      }
      if (isCsv(path)) {
        return new OwnImages(CsvFile.open(path));
      }
    } catch (IOException | UncheckedIOException e) {
      throw DataException.notRead(path, e);
    }
    throw new DataException(
        "%s is not a folder of class folders, a CSV file or a folder of IDX files".formatted(path));
  }

  /** Whether a path is a file whose name says that it is CSV. */
  public static boolean isCsv(Path path) {
    String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
    return Files.isRegularFile(path)
        && (name.endsWith(".csv") || name.endsWith(".tsv") || name.endsWith(".txt"));
  }

  /**
   * Looks at some of the pictures.
   *
   * @throws DataException if none can be read
   */
  public Survey survey() throws DataException {
    ImportProblems problems = new ImportProblems();
    List<OwnSource.Labeled> samples;
    try {
      samples = source.sample(problems);
    } catch (IOException | UncheckedIOException e) {
      throw DataException.notRead(source.path(), e);
    }
    if (samples.isEmpty()) {
      throw nothing(problems);
    }
    ImportGuess.Result guess =
        ImportGuess.of(samples.stream().map(OwnSource.Labeled::picture).toList(), source.csv());
    List<String> findings = new ArrayList<>(source.findings());
    findings.addAll(guess.reasons());
    return new Survey(
        samples.stream().map(s -> new Survey.Sample(s.className(), s.picture())).toList(),
        guess.choices(),
        findings,
        problems.sentences());
  }

  /**
   * Some of the pictures, read as chosen: the same as those of the survey, unless another layout of
   * a CSV file was chosen.
   *
   * @throws DataException if none can be read
   */
  public List<Survey.Sample> samples(ImportChoices choices) throws DataException {
    ImportProblems problems = new ImportProblems();
    try {
      List<OwnSource.Labeled> samples =
          source instanceof CsvFile csv && choices.csv().isPresent()
              ? csv.sample(choices.csv().get(), problems)
              : source.sample(problems);
      if (samples.isEmpty()) {
        throw nothing(problems);
      }
      return samples.stream().map(s -> new Survey.Sample(s.className(), s.picture())).toList();
    } catch (IOException | UncheckedIOException e) {
      throw DataException.notRead(source.path(), e);
    }
  }

  /**
   * Makes images of all pictures. Those that come in one set are divided into training and test
   * images; those that are too many for memory are kept in the cache.
   *
   * @throws DataException if fewer than two classes are left, or more than 256
   * @throws java.util.concurrent.CancellationException if {@code progress} asked for the end
   */
  public Imported read(ImportChoices choices, PixelCache cache, Progress progress)
      throws DataException {
    try {
      String state = READING + " " + source.state() + " " + choices;
      Path kept = cache.folder().resolve(PixelCache.key(source.path(), state));
      if (Files.isDirectory(kept)) {
        return new Imported(renamed(IdxFiles.read(kept, cache)), 0, List.of());
      }
      try (PixelSink sink = new PixelSink(choices.shape().size(), cache)) {
        Collector collector = new Collector(choices, sink);
        source.visit(choices, collector, progress);
        DataSplits splits = collector.splits();
        if (cache.isTooMuch((long) sink.images() * choices.shape().size())) {
          cache.keep(source.path(), kept, folder -> IdxFiles.writePlain(splits, folder));
          return collector.imported(renamed(IdxFiles.read(kept, cache)));
        }
        return collector.imported(splits);
      }
    } catch (IOException | UncheckedIOException e) {
      throw DataException.notRead(source.path(), e);
    }
  }

  private DataSplits renamed(DataSplits splits) {
    DataSplits renamed =
        new DataSplits(
            source.path().toString(),
            splits.train().named(name() + ", training"),
            splits.test().named(name() + ", test"));
    return renamed.made(splits.recorded());
  }

  /** What the user reads: the name of the file or folder. */
  public String name() {
    return String.valueOf(source.path().toAbsolutePath().normalize().getFileName());
  }

  private DataException nothing(ImportProblems problems) {
    String first = problems.count() == 0 ? "" : "; the first: " + problems.sentences().get(0);
    return new DataException("%s has no readable picture%s".formatted(source.path(), first));
  }

  /** Makes images of the pictures that it is given, and sets of the images. */
  private final class Collector implements OwnSource.Visitor {
    private final ImportChoices choices;
    private final PixelSink sink;
    private final ImportProblems problems = new ImportProblems();
    private final Map<String, Integer> classes = new HashMap<>();
    private final ByteArrayOutputStream labels = new ByteArrayOutputStream();
    private boolean sized = true;
    private final BitSet train = new BitSet();
    private final BitSet test = new BitSet();

    Collector(ImportChoices choices, PixelSink sink) {
      this.choices = choices;
      this.sink = sink;
    }

    @Override
    public void take(String className, OwnSource.Part part, Picture picture)
        throws IOException, DataException {
      int label = classes.computeIfAbsent(FileNames.composed(className), name -> classes.size());
      if (label >= MOST_CLASSES) {
        throw new DataException(
            String.format(
                Locale.ROOT,
                "%s has more than %d classes, including '%s'; check which column or "
                    + "folder holds the labels",
                source.path(),
                MOST_CLASSES,
                className));
      }
      train.set(sink.images(), part == OwnSource.Part.TRAIN);
      test.set(sink.images(), part == OwnSource.Part.TEST);
      sized &=
          picture.shape().height() == choices.shape().height()
              && picture.shape().width() == choices.shape().width();
      sink.add(PictureFitting.fit(picture, choices));
      labels.write(label);
    }

    @Override
    public void skip(String sentence) {
      problems.add(sentence);
    }

    Imported imported(DataSplits splits) {
      return new Imported(splits, problems.count(), problems.sentences());
    }

    DataSplits splits() throws IOException, DataException {
      if (sink.images() == 0) {
        throw nothing(problems);
      }
      Map<String, String> named = source.classes(classes.keySet());
      List<String> names =
          named.values().stream().distinct().sorted(ClassNameOrder.NATURAL).toList();
      if (names.size() < 2) {
        throw new DataException(
            "%s has only one class, '%s'; at least two are needed"
                .formatted(source.path(), names.get(0)));
      }
      byte[] ordered = labels.toByteArray();
      byte[] places = new byte[classes.size()];
      classes.forEach((name, label) -> places[label] = (byte) names.indexOf(named.get(name)));
      for (int i = 0; i < ordered.length; i++) {
        ordered[i] = places[ordered[i] & 0xff];
      }
      Dataset all = new Dataset(name(), choices.shape(), names, sink.finish(), ordered);
      Optional<Preparation> preparation = Optional.of(Preparation.of(choices, all, sized));
      if (train.isEmpty() || test.isEmpty()) {
        return OwnSplit.divide(source.path().toString(), name(), all).made(preparation);
      }
      return renamed(
          new DataSplits(
                  source.path().toString(),
                  all.choose(train.stream().toArray()),
                  all.choose(test.stream().toArray()))
              .made(preparation));
    }
  }
}
