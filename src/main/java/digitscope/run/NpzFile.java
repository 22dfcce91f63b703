package digitscope.run;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Named arrays in NumPy's format .npz: a zip archive of {@code NAME.npy}. */
public final class NpzFile {
  private static final String SUFFIX = ".npy";

  private NpzFile() {}

  /**
   * Writes the arrays, not compressed, to a temporary file beside {@code file}, then moves it
   * there.
   *
   * @throws IOException if it cannot be written; what had that name is then untouched
   */
  public static void write(Path file, Map<String, NpyArray> arrays) throws IOException {
    CompleteFile.write(file, out -> write(out, arrays, Deflater.NO_COMPRESSION));
  }

  /** As {@link #write}, but compressed, and that fast rather than well. */
  static void writeCompressed(Path file, Map<String, NpyArray> arrays) throws IOException {
    CompleteFile.write(file, out -> write(out, arrays, Deflater.BEST_SPEED));
  }

  /**
   * Reads all arrays.
   *
   * @throws IOException naming the array at fault, if there is one
   */
  static Map<String, NpyArray> read(Path file) throws IOException {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
        ZipEntry entry = all.nextElement();
        String name = entry.getName().replaceFirst("\\.npy$", "");
        try {
          arrays.put(name, NpyArray.parse(content(zip, entry)));
        } catch (IOException e) {
          throw new IOException("array '%s': %s".formatted(name, e.getMessage()), e);
        }
      }
    }
    return arrays;
  }

  /**
   * The array of a name.
   *
   * @throws IOException if there is none
   */
  static NpyArray array(Map<String, NpyArray> arrays, String name) throws IOException {
    NpyArray array = arrays.get(name);
    if (array == null) {
      throw new IOException("it has no array '%s'".formatted(name));
    }
    return array;
  }

  private static byte[] content(ZipFile zip, ZipEntry entry) throws IOException {
    byte[] bytes = zip.getInputStream(entry).readAllBytes();
    CRC32 checksum = new CRC32();
    checksum.update(bytes);
    if (checksum.getValue() != entry.getCrc()) {
      throw new IOException("its bytes do not have the checksum that was written");
    }
    return bytes;
  }

  private static void write(OutputStream out, Map<String, NpyArray> arrays, int level)
      throws IOException {
    ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(out));
    zip.setLevel(level);
    for (Map.Entry<String, NpyArray> array : arrays.entrySet()) {
      byte[] bytes = array.getValue().format();
      CRC32 checksum = new CRC32();
      checksum.update(bytes);
      ZipEntry entry = new ZipEntry(array.getKey() + SUFFIX);
      entry.setMethod(level == Deflater.NO_COMPRESSION ? ZipEntry.STORED : ZipEntry.DEFLATED);
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
