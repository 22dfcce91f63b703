package digitscope.nn;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
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
   * Sets the value at {@code offset + i} to the source's value at {@code sourceOffset + places[i]},
   * for each i whose place is not negative.
   */
  abstract void gather(long offset, Values source, long sourceOffset, int[] places);

  /** Copies {@code count} values from {@code from} on to the start of {@code target}. */
  abstract void read(long from, double[] target, int count);

  /** Overwrites {@code count} values from {@code from} on with the first of {@code source}. */
  abstract void write(long from, double[] source, int count);

  /** Copies the first {@code target.length} values. */
  abstract void read(float[] target);

  /** Overwrites the first {@code source.length} values. */
  abstract void write(float[] source);

  private static final class Floats extends Values {
    private final FloatPointer pointer;
    private final FloatIndexer indexer;
    private float[] piece = new float[0];

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

    @Override
    void gather(long offset, Values source, long sourceOffset, int[] places) {
      FloatIndexer from = ((Floats) source).indexer;
      for (int i = 0; i < places.length; i++) {
        if (places[i] >= 0) {
          indexer.put(offset + i, from.get(sourceOffset + places[i]));
        }
      }
    }

    @Override
    void read(long from, double[] target, int count) {
      fitPiece(count);
      pointer.position(from).get(piece, 0, count).position(0);
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
      pointer.position(from).put(piece, 0, count).position(0);
    }

    private void fitPiece(int count) {
      if (piece.length < count) {
        piece = new float[count];
      }
    }

    @Override
    void read(float[] target) {
      pointer.get(target);
    }

    @Override
    void write(float[] source) {
      pointer.put(source);
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
    void gather(long offset, Values source, long sourceOffset, int[] places) {
      DoubleIndexer from = ((Doubles) source).indexer;
      for (int i = 0; i < places.length; i++) {
        if (places[i] >= 0) {
          indexer.put(offset + i, from.get(sourceOffset + places[i]));
        }
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
    void read(float[] target) {
      for (int i = 0; i < target.length; i++) {
        target[i] = (float) indexer.get(i);
      }
    }

    @Override
    void write(float[] source) {
      for (int i = 0; i < source.length; i++) {
        indexer.put(i, source[i]);
      }
    }
  }
}
