package digitscope.run;

import digitscope.io.WordedIOException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads arrays in NumPy's format .npy, in C order, of a type and shape that is known before: no
 * more is ever read, or memory taken, than such an array has.
 *
 * @see <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">the
 *     format</a>
 */
final class NpyReader {
  private static final String MAGIC = "\u0093NUMPY";
  private static final Pattern TYPE = Pattern.compile("'descr':\\s*'([^']*)'");
  private static final Pattern ORDER = Pattern.compile("'fortran_order':\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape':\\s*\\(([^)]*)\\)");

  /** As much as NumPy takes from strangers. */
  private static final int LONGEST_HEADER = 10_000;

  private NpyReader() {}

  private record Header(String type, List<Integer> shape) {}

  /** The values of an array of {@code <f4}. */
  static float[] floats(InputStream in, List<Integer> shape) throws IOException {
    expect("<f4", shape, header(in));
    int size = shape.stream().reduce(1, Math::multiplyExact);
    float[] array = new float[size];
    content(in, Math.multiplyExact(size, Float.BYTES)).asFloatBuffer().get(array);
    return array;
  }

  /**
   * The values of a vector of {@code |u1}.
   *
   * @param most it can have
   */
  static byte[] bytes(InputStream in, int most) throws IOException {
    Header header = header(in);
    int size = header.shape().stream().findFirst().orElse(0);
    expect("|u1", List.of(size), header);
    if (size > most) {
      throw new WordedIOException(
          String.format(Locale.ROOT, "it has %,d values; the limit is %,d", size, most));
    }
    return content(in, size).array();
  }

  /** The values of a matrix of {@code <u2}, one row after another. */
  static short[] shorts(InputStream in, int rows, int columns) throws IOException {
    expect("<u2", List.of(rows, columns), header(in));
    short[] matrix = new short[Math.multiplyExact(rows, columns)];
    content(in, Math.multiplyExact(matrix.length, Short.BYTES)).asShortBuffer().get(matrix);
    return matrix;
  }

  /** A scalar {@code <f8}. */
  static double doubleScalar(InputStream in) throws IOException {
    expect("<f8", List.of(), header(in));
    return content(in, Double.BYTES).getDouble(0);
  }

  /** A scalar {@code <i8}. */
  static long longScalar(InputStream in) throws IOException {
    expect("<i8", List.of(), header(in));
    return content(in, Long.BYTES).getLong(0);
  }

  private static void expect(String type, List<Integer> shape, Header found) throws IOException {
    if (!found.type().equals(type)) {
      throw new WordedIOException(
          "it holds values of type '%s', not '%s'".formatted(found.type(), type));
    } else if (!found.shape().equals(shape)) {
      throw new WordedIOException("its shape is %s, not %s".formatted(found.shape(), shape));
    }
  }

  private static ByteBuffer content(InputStream in, int expected) throws IOException {
    byte[] bytes = in.readNBytes(expected);
    if (bytes.length < expected) {
      throw new WordedIOException(
          String.format(
              Locale.ROOT, "it has %,d bytes of values, not %,d", bytes.length, expected));
    } else if (in.read() >= 0) {
      throw new WordedIOException(
          String.format(Locale.ROOT, "it has more than %,d bytes of values", expected));
    }
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static Header header(InputStream in) throws IOException {
    String magic = new String(in.readNBytes(MAGIC.length()), StandardCharsets.ISO_8859_1);
    byte[] version = in.readNBytes(2);
    if (!magic.equals(MAGIC) || version.length < 2) {
      throw new WordedIOException("it does not start like a NumPy array");
    }
    byte[] size = in.readNBytes(version[0] == 1 ? Short.BYTES : Integer.BYTES);
    long length = 0;
    for (int i = size.length - 1; i >= 0; i--) {
      length = length << 8 | Byte.toUnsignedLong(size[i]);
    }
    if (length > LONGEST_HEADER) {
      throw new WordedIOException("its header is too long");
    }
    byte[] bytes = in.readNBytes((int) length);
    if (bytes.length < length) {
      throw new WordedIOException("its header is incomplete");
    }
    String header = new String(bytes, StandardCharsets.ISO_8859_1);
    if (find(ORDER, header).equals("True")) {
      throw new WordedIOException("it is in Fortran order; C order is needed");
    }
    return new Header(find(TYPE, header), shape(find(SHAPE, header)));
  }

  private static String find(Pattern pattern, String header) throws IOException {
    Matcher matcher = pattern.matcher(header);
    if (!matcher.find()) {
      throw new WordedIOException("its header can't be read");
    }
    return matcher.group(1);
  }

  private static List<Integer> shape(String text) throws IOException {
    try {
      List<Integer> shape =
          Arrays.stream(text.split(","))
              .map(String::strip)
              .filter(size -> !size.isEmpty())
              .map(Integer::valueOf)
              .toList();
      if (shape.stream().allMatch(size -> size >= 0)) {
        return shape;
      }
    } catch (NumberFormatException e) {
      throw new WordedIOException("its shape (%s) can't be read".formatted(text), e);
    }
    throw new WordedIOException("its shape (%s) is negative".formatted(text));
  }
}
