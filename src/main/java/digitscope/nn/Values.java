package digitscope.nn;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;

/**
 * An array of numbers, element by element, floats and doubles alike. A plain loop over it beats a
 * native operation where several passes become one.
 */
public abstract class Values {
  /** Number of values that stay in the processor's nearest cache. */
  public static final int PIECE = 2048;

  /** The numbers in some memory, which is in this machine's order of bytes. */
  public static Values of(Precision precision, ByteBuffer memory) {
    return switch (precision) {
      case FLOAT -> new Floats(memory);
      case DOUBLE -> new Doubles(memory);
    };
  }

  /** How the numbers are kept. */
  public abstract Precision precision();

  /** How many there are. */
  public abstract long length();

  /** Some of them, in the same memory, from one on. */
  public abstract Values part(long from, long count);

  public abstract double get(long index);

  public abstract void set(long index, double value);

  /**
   * Takes the values of {@code source} where those of {@code condition} are positive or no numbers,
   * else 0.
   *
   * @param source as long as this
   * @param condition as long as this; may be the source
   */
  public abstract void copyWherePositive(Values source, Values condition, long length);

  /**
   * Takes the values of {@code source}, another array, from {@code from} on in another order, and
   * puts them at the same place.
   *
   * @param places for each of these values, which one it is, counted from {@code from}
   */
  public abstract void reorder(Values source, long from, int[] places);

  /** Copies {@code count} values from {@code from} on to the start of {@code target}. */
  public abstract void read(long from, double[] target, int count);

  /** Overwrites {@code count} values from {@code from} on with the first of {@code source}. */
  public abstract void write(long from, double[] source, int count);

  /** As {@link #read(long, double[], int)}, in single precision. */
  public final void read(long from, float[] target, int count) {
    read(from, target, 0, count);
  }

  /** Copies {@code count} values from {@code from} on to {@code target} from {@code start} on. */
  public abstract void read(long from, float[] target, int start, int count);

  /** As {@link #write(long, double[], int)}, in single precision. */
  public final void write(long from, float[] source, int count) {
    write(from, source, 0, count);
  }

  /** Overwrites {@code count} values from {@code from} on with those from {@code start} on. */
  public abstract void write(long from, float[] source, int start, int count);

  /**
   * Copies lines that lie one behind the other to where they are farther apart.
   *
   * @param start of the first line in {@code target}
   * @param step from there to the next
   */
  public final void readLines(
      long from, int lines, int length, float[] target, int start, int step) {
    for (int i = 0; i < lines; i++) {
      read(from + (long) i * length, target, start + i * step, length);
    }
  }

  /** The other way round. */
  public final void writeLines(
      long from, int lines, int length, float[] source, int start, int step) {
    for (int i = 0; i < lines; i++) {
      write(from + (long) i * length, source, start + i * step, length);
    }
  }

  /** Copies the first {@code target.length} values. */
  public final void read(float[] target) {
    read(0, target, target.length);
  }

  /** Overwrites the first {@code source.length} values. */
  public final void write(float[] source) {
    write(0, source, source.length);
  }

  /** Copies all values of another array, which is as long and as precise. */
  public final void copy(Values source) {
    float[] piece = new float[PIECE];
    for (long from = 0; from < length(); from += PIECE) {
      int count = (int) Math.min(PIECE, length() - from);
      if (precision() == Precision.FLOAT) {
        source.read(from, piece, count);
        write(from, piece, count);
      } else {
        for (long i = from; i < from + count; i++) {
          set(i, source.get(i));
        }
      }
    }
  }

  /** Takes the sums of the values of two other arrays, which are as long and as precise. */
  public final void sum(Values one, Values other) {
    float[] sums = new float[PIECE];
    float[] more = new float[PIECE];
    for (long from = 0; from < length(); from += PIECE) {
      int count = (int) Math.min(PIECE, length() - from);
      if (precision() == Precision.FLOAT) {
        one.read(from, sums, count);
        other.read(from, more, count);
        for (int i = 0; i < count; i++) {
          sums[i] += more[i];
        }
        write(from, sums, count);
      } else {
        for (long i = from; i < from + count; i++) {
          set(i, one.get(i) + other.get(i));
        }
      }
    }
  }

  private static ByteBuffer slice(ByteBuffer memory, long from, long count, int bytes) {
    return memory.slice((int) (from * bytes), (int) (count * bytes)).order(ByteOrder.nativeOrder());
  }

  private static final class Floats extends Values {
    private static final int NEGATIVE_INFINITY = 0xff800000;

    private final ByteBuffer memory;
    private final FloatBuffer floats;

    /** The same memory. */
    private final IntBuffer bits;

    private float[] piece = new float[0];
    private float[] reordered = new float[0];
    private final int[] sourceBits = new int[PIECE];
    private final int[] conditionBits = new int[PIECE];

    Floats(ByteBuffer memory) {
      this.memory = memory;
      this.floats = memory.asFloatBuffer();
      this.bits = memory.asIntBuffer();
    }

    @Override
    public Precision precision() {
      return Precision.FLOAT;
    }

    @Override
    public long length() {
      return floats.capacity();
    }

    @Override
    public Values part(long from, long count) {
      return new Floats(slice(memory, from, count, Float.BYTES));
    }

    @Override
    public double get(long index) {
      return floats.get((int) index);
    }

    @Override
    public void set(long index, double value) {
      floats.put((int) index, (float) value);
    }

    /**
     * On the bits, which the compiler turns into vector instructions as it does not do for a
     * choice: the sign bits of these integers tell.
     */
    @Override
    public void copyWherePositive(Values source, Values conditions, long length) {
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
    public void reorder(Values source, long from, int[] places) {
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
    public void read(long from, double[] target, int count) {
      fitPiece(count);
      read(from, piece, count);
      for (int i = 0; i < count; i++) {
        target[i] = piece[i];
      }
    }

    @Override
    public void write(long from, double[] source, int count) {
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
    public void read(long from, float[] target, int start, int count) {
      floats.get((int) from, target, start, count);
    }

    @Override
    public void write(long from, float[] source, int start, int count) {
      floats.put((int) from, source, start, count);
    }
  }

  private static final class Doubles extends Values {
    private final ByteBuffer memory;
    private final DoubleBuffer doubles;

    Doubles(ByteBuffer memory) {
      this.memory = memory;
      this.doubles = memory.asDoubleBuffer();
    }

    @Override
    public Precision precision() {
      return Precision.DOUBLE;
    }

    @Override
    public long length() {
      return doubles.capacity();
    }

    @Override
    public Values part(long from, long count) {
      return new Doubles(slice(memory, from, count, Double.BYTES));
    }

    @Override
    public double get(long index) {
      return doubles.get((int) index);
    }

    @Override
    public void set(long index, double value) {
      doubles.put((int) index, value);
    }

    @Override
    public void copyWherePositive(Values source, Values condition, long length) {
      for (long i = 0; i < length; i++) {
        set(i, condition.get(i) <= 0 ? 0 : source.get(i));
      }
    }

    @Override
    public void reorder(Values source, long from, int[] places) {
      for (int i = 0; i < places.length; i++) {
        set(from + i, source.get(from + places[i]));
      }
    }

    @Override
    public void read(long from, double[] target, int count) {
      doubles.get((int) from, target, 0, count);
    }

    @Override
    public void write(long from, double[] source, int count) {
      doubles.put((int) from, source, 0, count);
    }

    @Override
    public void read(long from, float[] target, int start, int count) {
      for (int i = 0; i < count; i++) {
        target[start + i] = (float) get(from + i);
      }
    }

    @Override
    public void write(long from, float[] source, int start, int count) {
      for (int i = 0; i < count; i++) {
        set(from + i, source[start + i]);
      }
    }
  }
}
