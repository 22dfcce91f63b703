package digitscope.run;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * One array to be written in NumPy's format .npy: a magic, a header that is a Python dictionary,
 * the values.
 *
 * @see <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">the
 *     format</a>
 */
public final class NpyArray {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

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

  /** A vector of {@code <i8}. */
  static NpyArray ofLongs(List<Integer> vector) {
    ByteBuffer values = littleEndian(vector.size() * Long.BYTES);
    vector.forEach(value -> values.putLong(value));
    return new NpyArray("<i8", new int[] {vector.size()}, values.rewind());
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

  private static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
