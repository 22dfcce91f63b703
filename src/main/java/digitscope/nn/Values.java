package digitscope.nn;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.indexer.DoubleIndexer;
import org.bytedeco.javacpp.indexer.FloatIndexer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The memory of a contiguous array, element by element, floats and doubles alike. A plain loop over
 * it beats a native operation where several passes become one.
 */
abstract sealed class Values {
  /** So many values stay in the processor's nearest cache. */
  static final int PIECE = 2048;

  /**
   * The values of an array in its own order.
   *
   * @param array contiguous and in row-major order; may be a part of another
   */
  static Values of(INDArray array) {
    Pointer pointer = array.data().pointer();
    return array.dataType() == DataType.DOUBLE
        ? new Doubles(new DoublePointer(pointer).getPointer(array.offset()))
        : new Floats(new FloatPointer(pointer).getPointer(array.offset()));
  }

  abstract double get(long index);

  abstract void set(long index, double value);

  /**
   * Takes the values of {@code source} where those of {@code condition} are positive, and 0 where
   * they are 0.
   *
   * @param source as long as this
   * @param condition as long as this, without negative values
   */
  abstract void copyWherePositive(Values source, Values condition, long length);

  /** Copies {@code count} values from {@code from} on to the start of {@code target}. */
  abstract void read(long from, double[] target, int count);

  /** Overwrites {@code count} values from {@code from} on with the first of {@code source}. */
  abstract void write(long from, double[] source, int count);

  /** As {@link #read(long, double[], int)}, in single precision. */
  abstract void read(long from, float[] target, int count);

  /** As {@link #write(long, double[], int)}, in single precision. */
  abstract void write(long from, float[] source, int count);

  /** Copies the first {@code target.length} values. */
  final void read(float[] target) {
    read(0, target, target.length);
  }

  /** Overwrites the first {@code source.length} values. */
  final void write(float[] source) {
    write(0, source, source.length);
  }

  private static final class Floats extends Values {
    private final FloatPointer pointer;
    private final FloatIndexer indexer;
    private float[] piece = new float[0];
    private final int[] sourceBits = new int[PIECE];
    private final int[] conditionBits = new int[PIECE];

    Floats(FloatPointer pointer) {
      this.pointer = pointer;
      this.indexer = FloatIndexer.create(pointer);
    }

    @Override
    double get(long index) {
      return indexer.get(index);
    }

    @Override
    void set(long index, double value) {
      indexer.put(index, (float) value);
    }

    /**
     * On the bits, which the compiler turns into vector instructions as it does not do for a
     * choice: a positive float is a positive integer, whose negative has the sign bit set.
     */
    @Override
    void copyWherePositive(Values source, Values condition, long length) {
      IntPointer target = new IntPointer(pointer);
      IntPointer from = new IntPointer(((Floats) source).pointer);
      IntPointer where = new IntPointer(((Floats) condition).pointer);
      for (long at = 0; at < length; at += PIECE) {
        int count = (int) Math.min(PIECE, length - at);
        from.position(at).get(sourceBits, 0, count);
        where.position(at).get(conditionBits, 0, count);
        for (int i = 0; i < count; i++) {
          sourceBits[i] &= -conditionBits[i] >> 31;
        }
        target.position(at).put(sourceBits, 0, count);
      }
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
    void read(long from, float[] target, int count) {
      pointer.position(from).get(target, 0, count).position(0);
    }

    @Override
    void write(long from, float[] source, int count) {
      pointer.position(from).put(source, 0, count).position(0);
    }
  }

  private static final class Doubles extends Values {
    private final DoublePointer pointer;
    private final DoubleIndexer indexer;

    Doubles(DoublePointer pointer) {
      this.pointer = pointer;
      this.indexer = DoubleIndexer.create(pointer);
    }

    @Override
    double get(long index) {
      return indexer.get(index);
    }

    @Override
    void set(long index, double value) {
      indexer.put(index, value);
    }

    @Override
    void copyWherePositive(Values source, Values condition, long length) {
      for (long i = 0; i < length; i++) {
        set(i, condition.get(i) > 0 ? source.get(i) : 0);
      }
    }

    @Override
    void read(long from, double[] target, int count) {
      pointer.position(from).get(target, 0, count).position(0);
    }

    @Override
    void write(long from, double[] source, int count) {
      pointer.position(from).put(source, 0, count).position(0);
    }

    @Override
    void read(long from, float[] target, int count) {
      for (int i = 0; i < count; i++) {
        target[i] = (float) indexer.get(from + i);
      }
    }

    @Override
    void write(long from, float[] source, int count) {
      for (int i = 0; i < count; i++) {
        indexer.put(from + i, source[i]);
      }
    }
  }
}
