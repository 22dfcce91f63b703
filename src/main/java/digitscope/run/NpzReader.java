package digitscope.run;

import digitscope.config.FormatVersion;
import digitscope.io.InputFile;
import digitscope.io.Reason;
import digitscope.io.WordedIOException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Reads named arrays in NumPy's format .npz that may come from anywhere. Each array is read when it
 * is asked for, and no further than what it is asked to be; what is not asked for is not read.
 */
final class NpzReader implements AutoCloseable {
  private final ZipFile zip;

  private NpzReader(ZipFile zip) {
    this.zip = zip;
  }

  /**
   * Opens an archive.
   *
   * @throws IOException if it is none
   */
  static NpzReader open(Path file) throws IOException {
    InputFile.check(file);
    try {
      return new NpzReader(new ZipFile(file.toFile()));
    } catch (IllegalArgumentException e) {
      throw new WordedIOException("it has array names that can't be read", e);
    }
  }

  /**
   * The version of the format that the archive says; 1 if it says none.
   *
   * @throws IOException if this program does not know it
   */
  long version() throws IOException {
    if (!has(FormatVersion.NAME)) {
      return 1;
    }
    long version = whole(FormatVersion.NAME, Long.MIN_VALUE, Long.MAX_VALUE);
    FormatVersion.check(version);
    return version;
  }

  private interface Reading<T> {
    T read(InputStream in) throws IOException;
  }

  List<String> names() {
    return zip.stream().map(entry -> entry.getName().replaceFirst("\\.npy$", "")).toList();
  }

  boolean has(String name) {
    return zip.getEntry(name + NpzFile.SUFFIX) != null;
  }

  /** The values of an array of {@code <f4}. */
  float[] floats(String name, List<Integer> shape) throws IOException {
    return read(name, in -> NpyReader.floats(in, shape));
  }

  /**
   * The values of a vector of {@code |u1}.
   *
   * @param most it can have
   */
  byte[] bytes(String name, int most) throws IOException {
    return read(name, in -> NpyReader.bytes(in, most));
  }

  /** The values of a matrix of {@code <u2}, one row after another. */
  short[] shorts(String name, int rows, int columns) throws IOException {
    return read(name, in -> NpyReader.shorts(in, rows, columns));
  }

  /** A number {@code <f8}. */
  double number(String name) throws IOException {
    return read(name, NpyReader::doubleScalar);
  }

  /** A whole number {@code <i8} from {@code lowest} to {@code highest}. */
  long whole(String name, long lowest, long highest) throws IOException {
    long value = read(name, NpyReader::longScalar);
    if (value < lowest || value > highest) {
      throw new WordedIOException(
          String.format(
              Locale.ROOT,
              "array '%s': it is %d, but must be %s",
              name,
              value,
              lowest == highest
                  ? lowest
                  : String.format(Locale.ROOT, "from %d to %d", lowest, highest)));
    }
    return value;
  }

  private <T> T read(String name, Reading<T> reading) throws IOException {
    ZipEntry entry = zip.getEntry(name + NpzFile.SUFFIX);
    if (entry == null) {
      throw new WordedIOException("it has no array '%s'".formatted(name));
    }
    try (InputStream packed = zip.getInputStream(entry)) {
      CheckedInputStream in = new CheckedInputStream(packed, new CRC32());
      T read = reading.read(in);
      if (in.getChecksum().getValue() != entry.getCrc()) {
        throw new WordedIOException("its checksum does not match");
      }
      return read;
    } catch (IOException e) {
      throw new WordedIOException("array '%s': %s".formatted(name, Reason.of(e)), e);
    }
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
