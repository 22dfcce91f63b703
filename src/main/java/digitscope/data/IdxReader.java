package digitscope.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads one IDX file of unsigned bytes, gzipped or plain: a magic number (0, 0, 8, the number of
 * dimensions), each dimension as a big-endian 32-bit integer, the values.
 *
 * <p>A header is not trusted: before memory is asked for, the size that it claims is held against
 * the size of the file, and memory is taken only as values really arrive.
 */
final class IdxReader {
  static final int IMAGES = 0x803;
  static final int LABELS = 0x801;
  private static final Map<Integer, String> KINDS = Map.of(IMAGES, "images", LABELS, "labels");

  private static final int GZIP = 0x1f8b;

  /** Deflate never packs more bytes than this into one. */
  private static final long GZIP_RATIO = 1032;

  private static final int LARGEST_SIDE = 1024;

  private final Path file;
  private final int magic;

  private IdxReader(Path file, int magic) {
    this.file = file;
    this.magic = magic;
  }

  /**
   * The content of a file of images.
   *
   * @param pixels unsigned bytes in [image, height, width] order
   */
  record Images(Path file, ImageShape shape, byte[] pixels) {
    int count() {
      return pixels.length / shape.size();
    }
  }

  private record Content(int[] dimensions, byte[] values) {}

  /**
   * Reads images.
   *
   * @throws DataException naming the file, what was expected and what was found
   */
  static Images readImages(Path file) throws DataException {
    Content content = new IdxReader(file, IMAGES).read();
    int[] dimensions = content.dimensions;
    return new Images(file, new ImageShape(1, dimensions[1], dimensions[2]), content.values);
  }

  /**
   * Reads labels, each an unsigned byte.
   *
   * @throws DataException naming the file, what was expected and what was found
   */
  static byte[] readLabels(Path file) throws DataException {
    return new IdxReader(file, LABELS).read().values;
  }

  private Content read() throws DataException {
    try (BufferedInputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      raw.mark(2);
      boolean gzipped = (raw.read() << 8 | raw.read()) == GZIP;
      raw.reset();
      return read(gzipped ? new GZIPInputStream(raw, 1 << 16) : raw, gzipped);
    } catch (ZipException e) {
      throw wrong(
          "its gzip data are damaged (%s); fetch it again"
              .formatted(String.valueOf(e.getMessage())));
    } catch (EOFException e) {
      throw wrong("its gzip data end too early; fetch it again");
    } catch (IOException e) {
      throw new DataException("%s cannot be read: %s".formatted(file, e.getMessage()), e);
    }
  }

  private Content read(InputStream in, boolean gzipped) throws IOException, DataException {
    checkMagic(in.readNBytes(Integer.BYTES));
    int[] dimensions = dimensions(in.readNBytes(Integer.BYTES * (magic & 0xff)));
    long expected = 1;
    for (int dimension : dimensions) {
      expected *= dimension;
    }
    checkSize(dimensions, expected, gzipped);
    byte[] values = in.readNBytes((int) expected);
    if (values.length < expected) {
      throw wrong(
          "expected %,d bytes of %s, but it ends after %,d; fetch it again"
              .formatted(expected, kind(), values.length));
    }
    if (in.read() >= 0) {
      throw wrong(
          "expected it to end after %,d bytes of %s, but more follows".formatted(expected, kind()));
    }
    return new Content(dimensions, values);
  }

  private void checkMagic(byte[] bytes) throws DataException {
    if (bytes.length < Integer.BYTES) {
      throw wrong(
          "expected an IDX file of %s, but it has only %d bytes".formatted(kind(), bytes.length));
    }
    int found = ByteBuffer.wrap(bytes).getInt();
    if (KINDS.containsKey(found) && found != magic) {
      throw wrong(
          "expected %s, but it holds %s; are the files swapped?"
              .formatted(kind(), KINDS.get(found)));
    }
    if (found != magic) {
      throw wrong(
          "expected an IDX file of %s, magic number %08x, but found %08x"
              .formatted(kind(), magic, found));
    }
  }

  private int[] dimensions(byte[] bytes) throws DataException {
    if (bytes.length < Integer.BYTES * (magic & 0xff)) {
      throw wrong("expected %s, but it ends within its header; fetch it again".formatted(kind()));
    }
    int[] dimensions = new int[magic & 0xff];
    ByteBuffer.wrap(bytes).asIntBuffer().get(dimensions);
    if (dimensions[0] < 1) {
      throw wrong(
          "expected at least one and below 2^31 %s, but its header says %,d"
              .formatted(kind(), Integer.toUnsignedLong(dimensions[0])));
    }
    for (int side : Arrays.copyOfRange(dimensions, 1, dimensions.length)) {
      if (side < 1 || side > LARGEST_SIDE) {
        throw wrong(
            "expected 1 to %,d rows and columns an image, but its header says %,d"
                .formatted(LARGEST_SIDE, Integer.toUnsignedLong(side)));
      }
    }
    return dimensions;
  }

  private void checkSize(int[] dimensions, long expected, boolean gzipped)
      throws IOException, DataException {
    long header = Integer.BYTES * (1L + dimensions.length);
    long size = Files.size(file);
    if (gzipped ? header + expected > GZIP_RATIO * size : header + expected != size) {
      throw wrong(
          "its header says %,d %s, which take %,d bytes, but the file has %,d%s; fetch it again"
              .formatted(
                  dimensions[0], kind(), header + expected, size, gzipped ? " gzipped" : ""));
    }
    // Reading takes twice the memory for a moment.
    long limit = Math.min(Integer.MAX_VALUE - 8L, Runtime.getRuntime().maxMemory() / 3);
    if (expected > limit) {
      throw wrong(
          "its %,d %s take %,d MiB, and this program has room for %,d MiB"
              .formatted(dimensions[0], kind(), expected >> 20, limit >> 20));
    }
  }

  private String kind() {
    return String.valueOf(KINDS.get(magic));
  }

  private DataException wrong(String what) {
    return new DataException(file + ": " + what);
  }
}
