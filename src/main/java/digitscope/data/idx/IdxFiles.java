package digitscope.data.idx;

import digitscope.data.DataException;
import digitscope.data.DataSplits;
import digitscope.data.Dataset;
import digitscope.data.ImageShape;
import digitscope.data.OwnSplit;
import digitscope.data.PixelCache;
import digitscope.data.PreparationFormat;
import digitscope.io.AtomicFile;
import digitscope.io.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * Reads and writes a directory of IDX files, as MNIST and its kin come in. Each file may be gzipped
 * or not, whatever its name says. A text file {@code classes.txt} beside them names the classes, a
 * line each.
 */
public final class IdxFiles {
  /** Names of the classes, one a line. */
  public static final String CLASSES = "classes.txt";

  private static final int USUAL_CLASSES = 10;
  private static final int MOST_CLASSES = 256;

  private IdxFiles() {}

  /**
   * Reads a training and a test set, with the user's cache for what is too large for memory.
   *
   * @throws DataException as {@link #read(Path, PixelCache)}
   */
  public static DataSplits read(Path directory) throws DataException {
    return read(directory, PixelCache.ofUser());
  }

  /**
   * Reads a training and a test set. If both files of the test set are missing, a part of the
   * training set becomes it ({@link OwnSplit}).
   *
   * @param directory holds {@code train-images-idx3-ubyte}, {@code train-labels-idx1-ubyte}, {@code
   *     t10k-images-idx3-ubyte} and {@code t10k-labels-idx1-ubyte}, each also with {@code .gz},
   *     with a dot for the last hyphen but one, with {@code test} for {@code t10k}, or with {@code
   *     idx4} for images of several channels; or, if only one file can be meant, under any name
   *     with these words
   * @throws DataException naming the file, what was expected and what was found
   */
  public static DataSplits read(Path directory, PixelCache cache) throws DataException {
    if (!Files.isDirectory(directory)) {
      throw new DataException("There is no folder %s with IDX files".formatted(directory));
    }
    boolean divided =
        existing(directory, "t10k", "labels").isPresent()
            || existing(directory, "t10k", "images").isPresent();
    Path trainLabels = find(directory, "train", "labels");
    Path trainImages = find(directory, "train", "images");
    Path testLabels = divided ? find(directory, "t10k", "labels") : trainLabels;
    Path testImages = divided ? find(directory, "t10k", "images") : trainImages;
    IdxReader.Images train = IdxReader.readImages(trainImages, cache);
    byte[] labels = readLabels(trainLabels, train);
    List<String> names = classNames(directory, trainLabels, labels);
    String name = String.valueOf(directory.getFileName());
    Dataset training =
        new Dataset(name + ", training", train.shape(), names, train.pixels(), labels);
    if (!divided) {
      return OwnSplit.divide(directory.toString(), name, training)
          .made(PreparationFormat.in(directory));
    }
    IdxReader.Images test = IdxReader.readImages(testImages, cache);
    byte[] expected = readLabels(testLabels, test);
    checkRange(testLabels, expected, names.size());
    if (!test.shape().equals(train.shape())) {
      throw new DataException(
          "%s: the images must be %s as in the training set, but are %s"
              .formatted(test.file(), train.shape(), test.shape()));
    }
    DataSplits splits =
        new DataSplits(
            directory.toString(),
            training,
            new Dataset(name + ", test", test.shape(), names, test.pixels(), expected));
    return splits.made(PreparationFormat.in(directory));
  }

  /**
   * Whether a directory holds files that {@link #read(Path)} takes, or would if more were there.
   */
  public static boolean arePartlyIn(Path directory) {
    return existing(directory, "train", "images").isPresent()
        || existing(directory, "train", "labels").isPresent()
        || existing(directory, "t10k", "images").isPresent();
  }

  /**
   * Writes the four files, gzipped, into a directory, which is made if it is missing. Files of the
   * same names are replaced, each at once and only when the new one is complete.
   *
   * @throws DataException if the directory cannot be written
   */
  public static void write(DataSplits splits, Path directory) throws DataException {
    write(splits, directory, ".gz");
  }

  /**
   * Writes the four files as {@link #write} does, but not gzipped, so that they can be mapped, and
   * the names of the classes and how the images were made of pictures.
   *
   * @throws DataException if the directory cannot be written
   */
  public static void writePlain(DataSplits splits, Path directory) throws DataException {
    write(splits, directory, "");
    String names = String.join("\n", splits.train().classNames()) + "\n";
    write(directory.resolve(CLASSES), out -> out.write(names.getBytes(StandardCharsets.UTF_8)));
    if (splits.recorded().isPresent()) {
      PreparationFormat.write(splits.recorded().get(), directory);
    }
  }

  private static Path find(Path directory, String split, String kind) throws DataException {
    return existing(directory, split, kind)
        .orElseThrow(
            () ->
                new DataException(
                    "%s has no %s; all four IDX files are needed, gzipped or not"
                        .formatted(directory, names(split, kind).get(0))));
  }

  private static Optional<Path> existing(Path directory, String split, String kind) {
    Optional<Path> usual =
        names(split, kind).stream()
            .map(directory::resolve)
            .filter(Files::isRegularFile)
            .findFirst();
    return usual.isPresent() ? usual : onlyOne(directory, split.equals("t10k"), kind);
  }

  /** The file whose name says that it holds images or labels, if there is one such file only. */
  private static Optional<Path> onlyOne(Path directory, boolean isTest, String kind) {
    try (Stream<Path> files = Files.list(directory)) {
      List<Path> found =
          files.filter(Files::isRegularFile).filter(f -> isOf(f, isTest, kind)).limit(2).toList();
      return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty();
    }
  }

  private static boolean isOf(Path file, boolean isTest, String kind) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return name.contains(kind)
        && name.contains("idx")
        && isTest == (name.contains("t10k") || name.contains("test"));
  }

  private static List<String> names(String split, String kind) {
    List<String> names = new ArrayList<>();
    for (int dimensions : kind.equals("labels") ? List.of(1) : List.of(3, 4)) {
      for (String prefix : split.equals("train") ? List.of("train") : List.of("t10k", "test")) {
        for (String separator : List.of("-", ".")) {
          String name = prefix + "-" + kind + separator + "idx" + dimensions + "-ubyte";
          names.add(name);
          names.add(name + ".gz");
        }
      }
    }
    return names;
  }

  private static byte[] readLabels(Path file, IdxReader.Images images) throws DataException {
    byte[] labels = IdxReader.readLabels(file);
    int count = images.count();
    if (labels.length != count) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "%s: expected %,d labels, one for each image of %s, but found %,d",
              file,
              count,
              images.file().getFileName(),
              labels.length));
    }
    return labels;
  }

  private static List<String> classNames(Path directory, Path file, byte[] labels)
      throws DataException {
    Path names = directory.resolve(CLASSES);
    if (!Files.isRegularFile(names)) {
      return IntStream.range(0, classes(file, labels)).mapToObj(Integer::toString).toList();
    }
    try (var lines = Files.lines(names)) {
      List<String> classes = lines.limit(MOST_CLASSES + 1L).map(IdxFiles::className).toList();
      if (classes.isEmpty() || classes.size() > MOST_CLASSES || classes.contains("")) {
        throw new DataException(
            String.format(
                Locale.ROOT,
                "%s: expected the names of 1 to %d classes, one per line",
                names,
                MOST_CLASSES));
      }
      checkRange(file, labels, classes.size());
      return classes;
    } catch (IOException | UncheckedIOException e) {
      throw DataException.notRead(names, e);
    }
  }

  /** The name in a line, without the mark of the byte order that some editors begin a file with. */
  private static String className(String line) {
    return (line.startsWith("\ufeff") ? line.substring(1) : line).strip();
  }

  /** The number of classes: ten, or more if every label up to the highest (0 apart) is in use. */
  private static int classes(Path file, byte[] labels) throws DataException {
    boolean[] used = new boolean[MOST_CLASSES];
    int classes = USUAL_CLASSES;
    for (byte label : labels) {
      used[label & 0xff] = true;
      classes = Math.max(classes, (label & 0xff) + 1);
    }
    for (int label = 1; classes > USUAL_CLASSES && label < classes; label++) {
      if (!used[label]) {
        checkRange(file, labels, Math.max(USUAL_CLASSES, label));
      }
    }
    return classes;
  }

  private static void checkRange(Path file, byte[] labels, int classes) throws DataException {
    for (int i = 0; i < labels.length; i++) {
      if ((labels[i] & 0xff) >= classes) {
        throw new DataException(
            String.format(
                Locale.ROOT,
                "%s: expected labels 0 to %d, but label number %d is %d",
                file,
                classes - 1,
                i,
                labels[i] & 0xff));
      }
    }
  }

  private static void write(DataSplits splits, Path directory, String ending) throws DataException {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new DataException(
          "The folder %s cannot be created: %s".formatted(directory, Reason.of(e)), e);
    }
    write(splits.train(), directory.resolve("train"), ending);
    write(splits.test(), directory.resolve("t10k"), ending);
  }

  private static void write(Dataset set, Path prefix, String ending) throws DataException {
    ImageShape shape = set.shape();
    byte[] image = new byte[shape.size()];
    int dimensions = shape.channels() == 1 ? 3 : 4;
    write(
        Path.of(prefix + "-images-idx" + dimensions + "-ubyte" + ending),
        out -> {
          out.write(IdxReader.header(set.size(), shape));
          for (int i = 0; i < set.size(); i++) {
            set.copyImage(i, image, 0);
            out.write(image);
          }
        });
    write(
        Path.of(prefix + "-labels-idx1-ubyte" + ending),
        out -> {
          out.write(IdxReader.header(set.size()));
          for (int i = 0; i < set.size(); i++) {
            out.write(set.label(i));
          }
        });
  }

  private static void write(Path file, AtomicFile.Content<RuntimeException> content)
      throws DataException {
    try {
      AtomicFile.write(
          file,
          out -> {
            if (file.toString().endsWith(".gz")) {
              GZIPOutputStream gzip = new GZIPOutputStream(out, 1 << 16);
              content.writeTo(gzip);
              gzip.finish();
            } else {
              content.writeTo(out);
            }
          });
    } catch (IOException e) {
      throw DataException.notWritten(file, e);
    }
  }
}
