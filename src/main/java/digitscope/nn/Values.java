package digitscope.nn;

import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.concurrency.AffinityManager;
import org.nd4j.linalg.api.concurrency.AffinityManager.Location;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The memory of a contiguous array, element by element, floats and doubles alike. A plain loop over
 * it beats a native operation where several passes become one.
 */
abstract class Values {
  /** So many values stay in the processor's nearest cache. */
  static final int PIECE = 2048;

  /**
   * The values of an array in its own order.
   *
   * @param array contiguous and in row-major order; may be a part of another
   */
  static Values of(INDArray array) {
    if (!Backend.isGpu()) {
      return of(array.dataType(), memory(array));
    }
    AffinityManager places = Nd4j.getAffinityManager();
    Runnable fetch = () -> places.ensureLocation(array, Location.HOST);
    fetch.run(); // it may have no memory here yet
    Runnable tell = () -> places.tagLocation(array, Location.HOST);
    return new MirroredValues(of(array.dataType(), memory(array)), fetch, tell);
  }

  private static Values of(DataType type, ByteBuffer memory) {
    return type == DataType.DOUBLE ? new Doubles(memory) : new Floats(memory);
  }

  private static ByteBuffer memory(INDArray array) {
    int width = array.dataType().width();
    // A plain buffer: its copies cost no call of native code.
    return new BytePointer(array.data().pointer())
        .getPointer(array.offset() * width)
        .limit(array.length() * width)
        .asByteBuffer();
  }

  abstract double get(long index);

  abstract void set(long index, double value);

  /**
   * Takes the values of {@code source} where those of {@code condition} are positive or no numbers,
   * else 0.
   *
   * @param source as long as this
   * @param condition as long as this; may be the source
   */
  abstract void copyWherePositive(Values source, Values condition, long length);

  /**
   * Takes the values of {@code source}, another array, from {@code from} on in another order, and
   * puts them at the same place.
   *
   * @param places for each of these values, which one it is, counted from {@code from}
   */
  abstract void reorder(Values source, long from, int[] places);

  /** Copies {@code count} values from {@code from} on to the start of {@code target}. */
  abstract void read(long from, double[] target, int count);

  /** Overwrites {@code count} values from {@code from} on with the first of {@code source}. */
  abstract void write(long from, double[] source, int count);

  /** As {@link #read(long, double[], int)}, in single precision. */
  final void read(long from, float[] target, int count) {
    read(from, target, 0, count);
  }

  /** Copies {@code count} values from {@code from} on to {@code target} from {@code start} on. */
  abstract void read(long from, float[] target, int start, int count);

  /** As {@link #write(long, double[], int)}, in single precision. */
  final void write(long from, float[] source, int count) {
    write(from, source, 0, count);
  }

  /** Overwrites {@code count} values from {@code from} on with those from {@code start} on. */
  abstract void write(long from, float[] source, int start, int count);

  /**
   * Copies lines that lie one behind the other to where they are farther apart.
   *
   * @param start of the first line in {@code target}
   * @param step from there to the next
   */
  final void readLines(long from, int lines, int length, float[] target, int start, int step) {
    for (int i = 0; i < lines; i++) {
      read(from + (long) i * length, target, start + i * step, length);
    }
  }

  /** The other way round. */
  final void writeLines(long from, int lines, int length, float[] source, int start, int step) {
    for (int i = 0; i < lines; i++) {
      write(from + (long) i * length, source, start + i * step, length);
    }
  }

  /** Copies the first {@code target.length} values. */
  final void read(float[] target) {
    read(0, target, target.length);
  }

  /** Overwrites the first {@code source.length} values. */
  final void write(float[] source) {
    write(0, source, source.length);
  }

  private static final class Floats extends Values {
    private static final int NEGATIVE_INFINITY = 0xff800000;

    private final FloatBuffer floats;

    /** The same memory. */
    private final IntBuffer bits;

    private float[] piece = new float[0];
    private float[] reordered = new float[0];
    private final int[] sourceBits = new int[PIECE];
    private final int[] conditionBits = new int[PIECE];

    Floats(ByteBuffer memory) {
      this.floats = memory.asFloatBuffer();
      this.bits = memory.asIntBuffer();
    }

    @Override
    double get(long index) {
      return floats.get((int) index);
    }

    @Override
    void set(long index, double value) {
      floats.put((int) index, (float) value);
    }

    /**
     * On the bits, which the compiler turns into vector instructions as it does not do for a
     * choice: the sign bits of these integers tell.
     */
    @Override
    void copyWherePositive(Values source, Values conditions, long length) {
      for (int at = 0; at < length; at += PIECE) {
        int count = (int) Math.min(PIECE, length - at);
        ((Floats) source).bits.get(at, sourceBits, 0, count);
        ((Floats) conditions).bits.get(at, conditionBits, 0, count);
        for (int i = 0; i < count; i++) {
          int condition = conditionBits[i];
          int isPositive = -condition & ~condition;
          int isNegativeNan = (NEGATIVE_INFINITY - condition) & condition;
          sourceBits[i] &= (isPositive | isNegativeNan) >> 31;
        }
        bits.put(at, sourceBits, 0, count);
      }
    }

    @Override
    void reorder(Values source, long from, int[] places) {
      int count = places.length;
      fitPiece(count);
      if (reordered.length < count) {
        reordered = new float[count];
      }
      source.read(from, piece, count);
      for (int i = 0; i < count; i++) {
        reordered[i] = piece[places[i]];
      }
      write(from, reordered, count);
    }

    @Override
    void read(long from, double[] target, int count) {
      fitPiece(count);
      read(from, piece, count);
      for (int i = 0; i < count; i++) {
        target[i] = piece[i];
      }
    }

    @Override
    void write(long from, double[] source, int count) {
      fitPiece(count);
      for (int i = 0; i < count; i++) {
        piece[i] = (float) source[i];
      }
      write(from, piece, count);
    }

    private void fitPiece(int count) {
      if (piece.length < count) {
        piece = new float[count];
      }
    }

    @Override
    void read(long from, float[] target, int start, int count) {
      floats.get((int) from, target, start, count);
    }

    @Override
    void write(long from, float[] source, int start, int count) {
      floats.put((int) from, source, start, count);
    }
  }

  private static final class Doubles extends Values {
    private final DoubleBuffer doubles;

    Doubles(ByteBuffer memory) {
      this.doubles = memory.asDoubleBuffer();
    }

    @Override
    double get(long index) {
      return doubles.get((int) index);
    }

    @Override
    void set(long index, double value) {
      doubles.put((int) index, value);
    }

    @Override
    void copyWherePositive(Values source, Values condition, long length) {
      for (long i = 0; i < length; i++) {
        set(i, condition.get(i) <= 0 ? 0 : source.get(i));
      }
    }

    @Override
    void reorder(Values source, long from, int[] places) {
      for (int i = 0; i < places.length; i++) {
        set(from + i, source.get(from + places[i]));
      }
    }

    @Override
    void read(long from, double[] target, int count) {
      doubles.get((int) from, target, 0, count);
    }

    @Override
    void write(long from, double[] source, int count) {
      doubles.put((int) from, source, 0, count);
    }

    @Override
    void read(long from, float[] target, int start, int count) {
      for (int i = 0; i < count; i++) {
        target[start + i] = (float) get(from + i);
      }
    }

    @Override
    void write(long from, float[] source, int start, int count) {
      for (int i = 0; i < count; i++) {
        set(from + i, source[start + i]);
      }
    }
  }
}
