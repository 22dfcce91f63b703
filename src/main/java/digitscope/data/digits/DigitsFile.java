package digitscope.data.digits;

import digitscope.data.DataSplits;
import digitscope.data.Dataset;
import digitscope.data.ImageShape;
import digitscope.io.AtomicFile;
import digitscope.io.InputFile;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/**
 * Digits that were drawn, in a file, since drawing them takes far longer than reading them. What is
 * read is what the generator draws, or nothing: it has to have the checksum that is known of it.
 *
 * @param file of the labels of the training set, its pixels, and the same of the test set, a byte
 *     each
 * @param train number of training images
 * @param test number of test images
 * @param checksum CRC-32C of the file
 */
public record DigitsFile(Path file, int train, int test, long checksum) {
  private static final int CHUNK = 1 << 18;

  /** The size of the file in bytes. */
  public long size() {
    return (long) (train + test) * (1 + ImageShape.MNIST.size());
  }

  /** The digits, if they are there, undamaged, and as the generator of this version draws them. */
  public Optional<DataSplits> read() {
    try {
      InputFile.check(file, size());
      try (InputStream in = Files.newInputStream(file)) {
        CRC32C sum = new CRC32C();
        DigitGenerator.Drawn training = set(in, train, sum);
        DigitGenerator.Drawn tests = set(in, test, sum);
        return sum.getValue() == checksum
            ? Optional.of(DigitGenerator.splits(training, tests))
            : Optional.empty();
      }
    } catch (IOException e) {
      // They can be drawn again.
      return Optional.empty();
    }
  }

  private static DigitGenerator.Drawn set(InputStream in, int count, CRC32C sum)
      throws IOException {
    return new DigitGenerator.Drawn(
        read(in, count, sum), read(in, count * ImageShape.MNIST.size(), sum));
  }

  private static byte[] read(InputStream in, int size, CRC32C sum) throws IOException {
    byte[] bytes = new byte[size];
    int from = 0;
    while (from < size) {
      // Checked while it is still in the processor's cache.
      int count = in.read(bytes, from, Math.min(CHUNK, size - from));
      if (count < 0) {
        throw new EOFException();
      }
      sum.update(bytes, from, count);
      from += count;
    }
    return bytes;
  }

  /**
   * Keeps digits, unless they have another checksum and would not be read again.
   *
   * @param splits as the generator drew them
   * @throws IOException if the file or its folder cannot be written
   */
  public void write(DataSplits splits) throws IOException {
    CRC32C sum = new CRC32C();
    write(splits, new CheckedOutputStream(OutputStream.nullOutputStream(), sum));
    if (sum.getValue() == checksum) {
      Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
      AtomicFile.deleteUnfinished(folder);
      AtomicFile.write(file, out -> write(splits, out));
    }
  }

  private static void write(DataSplits splits, OutputStream out) throws IOException {
    byte[] image = new byte[ImageShape.MNIST.size()];
    for (Dataset set : List.of(splits.train(), splits.test())) {
      byte[] labels = new byte[set.size()];
      for (int i = 0; i < labels.length; i++) {
        labels[i] = (byte) set.label(i);
      }
      out.write(labels);
      for (int i = 0; i < set.size(); i++) {
        set.copyImage(i, image, 0);
        out.write(image);
      }
    }
  }
}
