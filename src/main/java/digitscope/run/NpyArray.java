package digitscope.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One array in NumPy's format .npy: a magic, a header that is a Python dictionary, the values. Of
 * its types it knows {@code |u1} and little-endian {@code <u2}, {@code <f4}, {@code <f8} and {@code
 * <i8}, of its orders C.
 *
 * @see <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">the
 *     format</a>
 */
public final class NpyArray {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final Pattern TYPE = Pattern.compile("'descr':\\s*'([^']*)'");
  private static final Pattern ORDER = Pattern.compile("'fortran_order':\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape':\\s*\\(([^)]*)\\)");

  /** Magic, version and header together are a multiple of this, as NumPy likes it. */
  private static final int ALIGNMENT = 64;

  private final String type;
  private final int[] shape;
  private final ByteBuffer values;

  private NpyArray(String type, int[] shape, ByteBuffer values) {
    this.type = type;
    this.shape = shape;
    this.values = values;
  }

  /** A vector of {@code <f4}. */
  static NpyArray of(float[] vector) {
    return of(vector, List.of(vector.length));
  }

  /**
   * An array of {@code <f4}.
   *
   * @param array its values in C order
   */
  public static NpyArray of(float[] array, List<Integer> shape) {
    ByteBuffer values = littleEndian(array.length * Float.BYTES);
    values.asFloatBuffer().put(array);
    return new NpyArray("<f4", shape.stream().mapToInt(Integer::intValue).toArray(), values);
  }

  /** A vector of {@code |u1}. */
  static NpyArray ofBytes(byte[] vector) {
    return new NpyArray("|u1", new int[] {vector.length}, ByteBuffer.wrap(vector.clone()));
  }

  /**
   * A matrix of {@code <u2}.
   *
   * @param rows its values, one row after another, each an unsigned number of 16 bits
   */
  static NpyArray ofShorts(short[] rows, int columns) {
    ByteBuffer values = littleEndian(rows.length * Short.BYTES);
    values.asShortBuffer().put(rows);
    return new NpyArray("<u2", new int[] {rows.length / Math.max(1, columns), columns}, values);
  }

  /** A scalar {@code <f8}. */
  static NpyArray of(double scalar) {
    return new NpyArray("<f8", new int[0], littleEndian(Double.BYTES).putDouble(0, scalar));
  }

  /** A scalar {@code <i8}. */
  static NpyArray of(long scalar) {
    return new NpyArray("<i8", new int[0], littleEndian(Long.BYTES).putLong(0, scalar));
  }

  /**
   * Reads an array.
   *
   * @throws IOException if the bytes are not of the format, or of a part of it that is not known
   */
  static NpyArray parse(byte[] file) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    if (file.length < 12 || !Arrays.equals(MAGIC, Arrays.copyOf(file, MAGIC.length))) {
      throw new IOException("it does not begin like a NumPy array");
    }
    int version = buffer.get(6);
    int headerAt = version == 1 ? 10 : 12;
    int headerLength = version == 1 ? Short.toUnsignedInt(buffer.getShort(8)) : buffer.getInt(8);
    if (headerLength < 0 || headerAt + headerLength > file.length) {
      throw new IOException("its header is cut off");
    }
    String header = new String(file, headerAt, headerLength, StandardCharsets.UTF_8);
    String type = find(TYPE, header);
    if (find(ORDER, header).equals("True")) {
      throw new IOException("it is in Fortran's order; C's is needed");
    }
    int[] shape = shape(find(SHAPE, header));
    buffer.position(headerAt + headerLength);
    ByteBuffer values = buffer.slice().order(ByteOrder.LITTLE_ENDIAN);
    long expected = Arrays.stream(shape).asLongStream().reduce(1, (a, b) -> a * b) * width(type);
    if (values.remaining() != expected) {
      throw new IOException(
          "it has %d bytes of values, not %d".formatted(values.remaining(), expected));
    }
    return new NpyArray(type, shape, values);
  }

  /** The array as a file of version 1.0. */
  byte[] format() {
    String dimensions =
        shape.length == 1
            ? shape[0] + ","
            : String.join(", ", Arrays.stream(shape).mapToObj(Integer::toString).toList());
    String header =
        "{'descr': '%s', 'fortran_order': False, 'shape': (%s), }".formatted(type, dimensions);
    int unpadded = MAGIC.length + 4 + header.length() + 1;
    int padding = Math.floorMod(-unpadded, ALIGNMENT);
    byte[] text = (header + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII);
    byte[] file = new byte[MAGIC.length + 4 + text.length + values.capacity()];
    ByteBuffer buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    buffer.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) text.length).put(text);
    buffer.put(values.duplicate().rewind());
    return file;
  }

  /**
   * The values of a vector of {@code <f4}.
   *
   * @throws IOException if it is anything else
   */
  float[] floats() throws IOException {
    expect("<f4", 1);
    float[] vector = new float[shape[0]];
    values.asFloatBuffer().get(vector);
    return vector;
  }

  /**
   * The values of a vector of {@code |u1}.
   *
   * @throws IOException if it is anything else
   */
  byte[] bytes() throws IOException {
    expect("|u1", 1);
    byte[] vector = new byte[shape[0]];
    values.duplicate().get(vector);
    return vector;
  }

  /**
   * The values of a matrix of {@code <u2}, one row after another.
   *
   * @param rows how many it must have
   * @throws IOException if it is anything else
   */
  short[] shorts(int rows) throws IOException {
    expect("<u2", 2);
    if (shape[0] != rows) {
      throw new IOException("it has %d rows, not %d".formatted(shape[0], rows));
    }
    short[] all = new short[shape[0] * shape[1]];
    values.asShortBuffer().get(all);
    return all;
  }

  /**
   * A scalar {@code <f8}.
   *
   * @throws IOException if it is anything else
   */
  double doubleScalar() throws IOException {
    expect("<f8", 0);
    return values.getDouble(0);
  }

  /**
   * A scalar {@code <i8}.
   *
   * @throws IOException if it is anything else
   */
  long longScalar() throws IOException {
    expect("<i8", 0);
    return values.getLong(0);
  }

  private void expect(String expectedType, int dimensions) throws IOException {
    if (!type.equals(expectedType) || shape.length != dimensions) {
      throw new IOException(
          "it holds %s of shape %s, not %s of %d dimensions"
              .formatted(type, Arrays.toString(shape), expectedType, dimensions));
    }
  }

  private static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static String find(Pattern pattern, String header) throws IOException {
    Matcher matcher = pattern.matcher(header);
    if (!matcher.find()) {
      throw new IOException("its header '%s' is not understood".formatted(header.strip()));
    }
    return matcher.group(1);
  }

  private static int[] shape(String text) throws IOException {
    try {
      return Arrays.stream(text.split(","))
          .map(String::strip)
          .filter(size -> !size.isEmpty())
          .mapToInt(Integer::parseInt)
          .toArray();
    } catch (NumberFormatException e) {
      throw new IOException("its shape (%s) is not understood".formatted(text), e);
    }
  }

  private static int width(String type) throws IOException {
    return switch (type) {
      case "|u1" -> Byte.BYTES;
      case "<u2" -> Short.BYTES;
      case "<f4" -> Float.BYTES;
      case "<f8", "<i8" -> Double.BYTES;
      default -> throw new IOException("values of type '%s' are not known".formatted(type));
    };
  }
}
