package digitscope.run;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Archives that are not quite as the program writes them. */
final class Archives {
  private Archives() {}

  /** Puts an array into an archive, in place of the one of its name if there is one. */
  static void put(Path file, String name, NpyArray array) throws IOException {
    put(file, name + ".npy", array.format());
  }

  /** Puts an entry into an archive, in place of the one of its name if there is one. */
  static void put(Path file, String name, byte[] content) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
      }
    }
    entries.put(name, content);
    write(file, entries);
  }

  /** Writes compressed entries. */
  static void write(Path file, Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
    Files.write(file, bytes.toByteArray());
  }

  /** The values of an array in C order, whatever its shape. */
  record Content(ByteBuffer values) {
    float[] floats() {
      float[] all = new float[values.remaining() / Float.BYTES];
      values.asFloatBuffer().get(all);
      return all;
    }

    long[] longs() {
      long[] all = new long[values.remaining() / Long.BYTES];
      values.asLongBuffer().get(all);
      return all;
    }

    double doubleScalar() {
      return values.getDouble(values.position());
    }
  }

  /** All arrays of an archive that the program wrote. */
  static Map<String, Content> read(Path file) throws IOException {
    Map<String, Content> arrays = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        byte[] bytes = zip.getInputStream(entry).readAllBytes();
        ByteBuffer array = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        array.position(10 + Short.toUnsignedInt(array.getShort(8)));
        arrays.put(
            entry.getName().replaceFirst("\\.npy$", ""),
            new Content(array.slice().order(ByteOrder.LITTLE_ENDIAN)));
      }
    }
    return arrays;
  }
}
