package digitscope.run;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Named arrays in NumPy's format .npz: a zip archive of {@code NAME.npy}, not compressed. */
public final class NpzFile {
  private static final String SUFFIX = ".npy";

  private NpzFile() {}

  /**
   * Writes the arrays to a temporary file beside {@code file}, then moves it there.
   *
   * @throws IOException if it cannot be written; what had that name is then untouched
   */
  public static void write(Path file, Map<String, NpyArray> arrays) throws IOException {
    CompleteFile.write(file, out -> write(out, arrays));
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
          arrays.put(name, NpyArray.parse(zip.getInputStream(entry).readAllBytes()));
        } catch (IOException e) {
          throw new IOException("array '%s': %s".formatted(name, e.getMessage()), e);
        }
      }
    }
    return arrays;
  }

  private static void write(OutputStream out, Map<String, NpyArray> arrays) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(out));
    for (Map.Entry<String, NpyArray> array : arrays.entrySet()) {
      byte[] bytes = array.getValue().format();
      CRC32 checksum = new CRC32();
      checksum.update(bytes);
      ZipEntry entry = new ZipEntry(array.getKey() + SUFFIX);
      entry.setMethod(ZipEntry.STORED);
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
