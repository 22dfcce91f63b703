package digitscope.data.idx;

import digitscope.data.DataException;
import digitscope.data.ImageShape;
import digitscope.data.PixelCache;
import digitscope.data.PixelStore;
import digitscope.io.Reason;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads one IDX file of unsigned bytes, gzipped or plain: a magic number (0, 0, 8, the number of
 * dimensions), each dimension as a big-endian 32-bit integer, the values. Images have three
 * dimensions [image, height, width], or four [image, channel, height, width].
 *
 * <p>A header is not trusted: before memory is asked for, the size that it claims is held against
 * the size of the file, and memory is taken only as values really arrive.
 */
final class IdxReader {
  private static final int GZIP = 0x1f8b;

  /** Deflate never packs more bytes than this into one. */
  private static final long GZIP_RATIO = 1032;

  private static final int LARGEST_SIDE = 1024;

  private static final Kind IMAGES = new Kind("images", List.of(0x803, 0x804));
  private static final Kind LABELS = new Kind("labels", List.of(0x801));

  private final Path file;
  private final Kind kind;

  private IdxReader(Path file, Kind kind) {
    this.file = file;
    this.kind = kind;
  }

  /** What a file may hold: what the user calls it, and its magic numbers. */
  private record Kind(String text, List<Integer> magics) {}

  /** The content of a file of images. */
  record Images(Path file, ImageShape shape, PixelStore pixels) {
    int count() {
      return pixels.images();
    }
  }

  /**
   * What a file says of itself.
   *
   * @param count number of images or labels
   * @param shape of each; 1×1×1 for labels
   * @param length bytes that this header takes
   */
  private record Header(int count, ImageShape shape, int length, boolean gzipped) {
    long bytes() {
      return (long) count * shape.size();
    }
  }

  /** Does something with the values of a file, which follow on the stream. */
  private interface Use<T> {
    T take(Header header, InputStream in) throws IOException, DataException;
  }

  /**
   * Reads images, or maps them if they are too many for memory.
   *
   * @throws DataException naming the file, what was expected and what was found
   */
  static Images readImages(Path file, PixelCache cache) throws DataException {
    IdxReader reader = new IdxReader(file, IMAGES);
    return reader.read(
        (header, in) -> new Images(file, header.shape, reader.pixels(header, in, cache)));
  }

  /**
   * Reads labels, each an unsigned byte.
   *
   * @throws DataException naming the file, what was expected and what was found
   */
  static byte[] readLabels(Path file) throws DataException {
    IdxReader reader = new IdxReader(file, LABELS);
    return reader.read(reader::values);
  }

  /** What a plain file of images begins with. */
  static byte[] header(int images, ImageShape shape) {
    ByteBuffer header = ByteBuffer.allocate(5 * Integer.BYTES);
    if (shape.channels() == 1) {
      header.putInt(IMAGES.magics.get(0)).putInt(images);
    } else {
      header.putInt(IMAGES.magics.get(1)).putInt(images).putInt(shape.channels());
    }
    header.putInt(shape.height()).putInt(shape.width());
    return Arrays.copyOf(header.array(), header.position());
  }

  /** What a plain file of labels begins with. */
  static byte[] header(int labels) {
    return ByteBuffer.allocate(2 * Integer.BYTES)
        .putInt(LABELS.magics.get(0))
        .putInt(labels)
        .array();
  }

  private <T> T read(Use<T> use) throws DataException {
    try (BufferedInputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      raw.mark(2);
      boolean gzipped = (raw.read() << 8 | raw.read()) == GZIP;
      raw.reset();
      InputStream in = gzipped ? new GZIPInputStream(raw, 1 << 16) : raw;
      Header header = header(in, gzipped);
      checkSize(header);
      return use.take(header, in);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private DataException unreadable(IOException e) {
    if (e instanceof ZipException) {
      return wrong("its gzip data is damaged (%s); download it again".formatted(Reason.of(e)));
    }
    if (e instanceof EOFException) {
      return wrong("its gzip data ends too early; download it again");
    }
    return new DataException("%s cannot be read: %s".formatted(file, Reason.of(e)), e);
  }

  private PixelStore pixels(Header header, InputStream in, PixelCache cache)
      throws IOException, DataException {
    int size = header.shape.size();
    if (!cache.isTooMuch(header.bytes())) {
      return new PixelStore.InMemory(header.count, size, values(header, in));
    }
    if (!header.gzipped) {
      return PixelStore.Mapped.open(file, header.length, header.count, size);
    }
    Path unpacked = cache.file(file, header.bytes(), out -> unpack(header, in, out));
    return PixelStore.Mapped.open(unpacked, 0, header.count, size);
  }

  private byte[] values(Header header, InputStream in) throws IOException, DataException {
    byte[] values = in.readNBytes((int) header.bytes());
    checkEnd(header, values.length, in);
    return values;
  }

  private void unpack(Header header, InputStream in, OutputStream out)
      throws IOException, DataException {
    byte[] part = new byte[1 << 16];
    long done = 0;
    while (done < header.bytes()) {
      int count = next(in, part, (int) Math.min(part.length, header.bytes() - done));
      if (count == 0) {
        break;
      }
      out.write(part, 0, count);
      done += count;
    }
    checkEnd(header, done, in);
  }

  /** Reads as much as there is. What fails is not to be taken for failed writing. */
  private int next(InputStream in, byte[] part, int most) throws DataException {
    try {
      return in.readNBytes(part, 0, most);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private void checkEnd(Header header, long done, InputStream in) throws DataException {
    if (done < header.bytes()) {
      throw wrong(
          String.format(
              Locale.ROOT,
              "expected %,d bytes of %s, but it ends after %,d; download it again",
              header.bytes(),
              kind.text,
              done));
    }
    if (next(in, new byte[1], 1) > 0) {
      throw wrong(
          String.format(
              Locale.ROOT,
              "expected it to end after %,d bytes of %s, but more follows; download it again",
              header.bytes(),
              kind.text));
    }
  }

  private Header header(InputStream in, boolean gzipped) throws IOException, DataException {
    int magic = magic(in.readNBytes(Integer.BYTES));
    int[] dimensions = dimensions(magic & 0xff, in.readNBytes(Integer.BYTES * (magic & 0xff)));
    ImageShape shape =
        switch (dimensions.length) {
          case 1 -> new ImageShape(1, 1, 1);
          case 3 -> new ImageShape(1, dimensions[1], dimensions[2]);
          default -> new ImageShape(dimensions[1], dimensions[2], dimensions[3]);
        };
    return new Header(dimensions[0], shape, Integer.BYTES * (1 + dimensions.length), gzipped);
  }

  private int magic(byte[] bytes) throws DataException {
    if (bytes.length < Integer.BYTES) {
      throw wrong(
          String.format(
              Locale.ROOT,
              "expected an IDX file of %s, but it has only %,d bytes",
              kind.text,
              bytes.length));
    }
    int found = ByteBuffer.wrap(bytes).getInt();
    for (Kind other : List.of(IMAGES, LABELS)) {
      if (!other.equals(kind) && other.magics.contains(found)) {
        throw wrong(
            "expected %s, but it contains %s; check whether the files are swapped"
                .formatted(kind.text, other.text));
      }
    }
    if (!kind.magics.contains(found)) {
      throw wrong(
          String.format(
              Locale.ROOT,
              "expected an IDX file of %s, magic number %08x, but found %08x",
              kind.text,
              kind.magics.get(0),
              found));
    }
    return found;
  }

  private int[] dimensions(int count, byte[] bytes) throws DataException {
    if (bytes.length < Integer.BYTES * count) {
      throw wrong(
          "expected %s, but it ends within its header; download it again".formatted(kind.text));
    }
    int[] dimensions = new int[count];
    ByteBuffer.wrap(bytes).asIntBuffer().get(dimensions);
    if (dimensions[0] < 1) {
      throw wrong(
          String.format(
              Locale.ROOT,
              "expected from 1 to below 2^31 %s, but its header says %,d",
              kind.text,
              Integer.toUnsignedLong(dimensions[0])));
    }
    if (count == 4 && dimensions[1] != 1 && dimensions[1] != 3) {
      throw wrong(
          String.format(
              Locale.ROOT,
              "expected images of 1 or 3 channels, but its header says %,d",
              Integer.toUnsignedLong(dimensions[1])));
    }
    for (int i = Math.max(1, count - 2); i < count; i++) {
      if (dimensions[i] < 1 || dimensions[i] > LARGEST_SIDE) {
        throw wrong(
            String.format(
                Locale.ROOT,
                "expected from 1 to %,d rows and columns per image, but its header says %,d",
                LARGEST_SIDE,
                Integer.toUnsignedLong(dimensions[i])));
      }
    }
    return dimensions;
  }

  private void checkSize(Header header) throws IOException, DataException {
    long claimed = header.length + header.bytes();
    long size = Files.size(file);
    if (header.gzipped ? claimed > GZIP_RATIO * size : claimed != size) {
      throw wrong(
          String.format(
              Locale.ROOT,
              "its header says %,d %s, which need %,d bytes, but the file has %,d%s; "
                  + "download it again",
              header.count,
              kind.text,
              claimed,
              size,
              header.gzipped ? " gzipped" : ""));
    }
    // Reading takes twice the memory for a moment.
    long limit = Math.min(Integer.MAX_VALUE - 8L, Runtime.getRuntime().maxMemory() / 3);
    if (kind.equals(LABELS) && header.bytes() > limit) {
      throw wrong(
          String.format(
              Locale.ROOT,
              "its %,d labels need %,d MiB, but this program has only %,d MiB",
              header.count,
              header.bytes() >> 20,
              limit >> 20));
    }
  }

  private DataException wrong(String what) {
    return new DataException(file + ": " + what);
  }
}
