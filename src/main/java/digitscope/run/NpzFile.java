package digitscope.run;

import digitscope.io.AtomicFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Predicate;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes named arrays in NumPy's format .npz: a zip archive of {@code NAME.npy}. */
public final class NpzFile {
  static final String SUFFIX = ".npy";

  private NpzFile() {}

  /**
   * Writes the arrays, not compressed, to a temporary file beside {@code file}, then moves it
   * there.
   *
   * @throws IOException if it cannot be written; what had that name is then untouched
   */
  public static void write(Path file, Map<String, NpyArray> arrays) throws IOException {
    AtomicFile.write(file, out -> write(out, arrays, name -> false));
  }

  /** Writes the arrays, not compressed, to a stream. */
  public static void write(OutputStream out, Map<String, NpyArray> arrays) throws IOException {
    write(out, arrays, name -> false);
  }

  /** As {@link #write(Path, Map)}, but compressed, and that fast rather than well. */
  static void writeCompressed(Path file, Map<String, NpyArray> arrays) throws IOException {
    writeCompressed(file, arrays, name -> true);
  }

  /** As {@link #writeCompressed(Path, Map)}, but only arrays of some names compressed. */
  static void writeCompressed(
      Path file, Map<String, NpyArray> arrays, Predicate<String> isCompressed) throws IOException {
    AtomicFile.write(file, out -> write(out, arrays, isCompressed));
  }

  private static void write(
      OutputStream out, Map<String, NpyArray> arrays, Predicate<String> isCompressed)
      throws IOException {
    ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(out));
    zip.setLevel(Deflater.BEST_SPEED);
    for (Map.Entry<String, NpyArray> array : arrays.entrySet()) {
      byte[] bytes = array.getValue().format();
      CRC32 checksum = new CRC32();
      checksum.update(bytes);
      ZipEntry entry = new ZipEntry(array.getKey() + SUFFIX);
      entry.setMethod(isCompressed.test(array.getKey()) ? ZipEntry.DEFLATED : ZipEntry.STORED);
      entry.setSize(bytes.length);
      entry.setCrc(checksum.getValue());
      entry.setTime(0); // the same arrays give the same file
      zip.putNextEntry(entry);
      zip.write(bytes);
      zip.closeEntry();
    }
    zip.finish();
    zip.flush();
  }
}
