package digitscope.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

/**
 * Reads and writes the directory of four IDX files that MNIST and its kin come in. Each file may be
 * gzipped or not, whatever its name says.
 */
public final class IdxFiles {
  private static final int USUAL_CLASSES = 10;

  private IdxFiles() {}

  /**
   * Reads a training and a test set.
   *
   * @param directory holds {@code train-images-idx3-ubyte}, {@code train-labels-idx1-ubyte}, {@code
   *     t10k-images-idx3-ubyte} and {@code t10k-labels-idx1-ubyte}, each also with {@code .gz},
   *     with a dot for the last hyphen but one, or with {@code test} for {@code t10k}
   * @throws DataException naming the file, what was expected and what was found
   */
  public static DataSplits read(Path directory) throws DataException {
    if (!Files.isDirectory(directory)) {
      throw new DataException("There is no directory %s with IDX files".formatted(directory));
    }
    Path trainLabels = find(directory, "train", "labels", 1);
    Path testLabels = find(directory, "t10k", "labels", 1);
    IdxReader.Images train = IdxReader.readImages(find(directory, "train", "images", 3));
    byte[] labels = readLabels(trainLabels, train);
    int classes = classes(trainLabels, labels);
    IdxReader.Images test = IdxReader.readImages(find(directory, "t10k", "images", 3));
    byte[] expected = readLabels(testLabels, test);
    checkRange(testLabels, expected, classes);
    if (!test.shape().equals(train.shape())) {
      throw new DataException(
          "%s: expected images of %s as in the training set, but they are %s"
              .formatted(test.file(), train.shape(), test.shape()));
    }
    String name = String.valueOf(directory.getFileName());
    List<String> names = IntStream.range(0, classes).mapToObj(Integer::toString).toList();
    return new DataSplits(
        directory.toString(),
        new Dataset(name + ", training", train.shape(), names, train.pixels(), labels),
        new Dataset(name + ", test", test.shape(), names, test.pixels(), expected));
  }

  /**
   * Writes the four files, gzipped, into a directory, which is made if it is missing. Files of the
   * same names are replaced, each at once and only when the new one is complete.
   *
   * @throws DataException if the images have more than one channel, or the directory cannot be
   *     written
   */
  public static void write(DataSplits splits, Path directory) throws DataException {
    if (splits.train().shape().channels() != 1) {
      throw new DataException(
          "IDX files hold grey images, and those of %s are %s"
              .formatted(splits.source(), splits.train().shape()));
    }
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new DataException("The directory %s cannot be made (%s)".formatted(directory, e), e);
    }
    write(splits.train(), directory, "train");
    write(splits.test(), directory, "t10k");
  }

  private static Path find(Path directory, String split, String kind, int dimensions)
      throws DataException {
    List<String> names = new ArrayList<>();
    for (String prefix : split.equals("train") ? List.of("train") : List.of("t10k", "test")) {
      for (String separator : List.of("-", ".")) {
        String name = prefix + "-" + kind + separator + "idx" + dimensions + "-ubyte";
        names.add(name);
        names.add(name + ".gz");
      }
    }
    for (String name : names) {
      if (Files.isRegularFile(directory.resolve(name))) {
        return directory.resolve(name);
      }
    }
    throw new DataException(
        "%s holds no %s; the four IDX files are needed, gzipped or not"
            .formatted(directory, names.get(0)));
  }

  private static byte[] readLabels(Path file, IdxReader.Images images) throws DataException {
    byte[] labels = IdxReader.readLabels(file);
    int count = images.count();
    if (labels.length != count) {
      throw new DataException(
          "%s: expected %d labels, one for each image of %s, but found %d"
              .formatted(file, count, images.file().getFileName(), labels.length));
    }
    return labels;
  }

  /** The number of classes: ten, or more if every label up to the highest (0 apart) is in use. */
  private static int classes(Path file, byte[] labels) throws DataException {
    boolean[] used = new boolean[256];
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
            "%s: expected labels 0 to %d, but label number %d is %d"
                .formatted(file, classes - 1, i, labels[i] & 0xff));
      }
    }
  }

  private static void write(Dataset set, Path directory, String split) throws DataException {
    ImageShape shape = set.shape();
    byte[] image = new byte[shape.size()];
    writeGzipped(
        directory.resolve(split + "-images-idx3-ubyte.gz"),
        out -> {
          out.write(header(IdxReader.IMAGES, set.size(), shape.height(), shape.width()));
          for (int i = 0; i < set.size(); i++) {
            set.copyImage(i, image, 0);
            out.write(image);
          }
        });
    writeGzipped(
        directory.resolve(split + "-labels-idx1-ubyte.gz"),
        out -> {
          out.write(header(IdxReader.LABELS, set.size()));
          for (int i = 0; i < set.size(); i++) {
            out.write(set.label(i));
          }
        });
  }

  private static void writeGzipped(Path file, WholeFile.Content content) throws DataException {
    WholeFile.write(
        file,
        out -> {
          GZIPOutputStream gzip = new GZIPOutputStream(out, 1 << 16);
          content.writeTo(gzip);
          gzip.finish();
        });
  }

  private static byte[] header(int... values) {
    ByteBuffer header = ByteBuffer.allocate(Integer.BYTES * values.length);
    for (int value : values) {
      header.putInt(value);
    }
    return header.array();
  }
}
