package digitscope.nn.nd4j;

import digitscope.nn.Binding;
import digitscope.nn.Memory;
import digitscope.nn.Precision;
import digitscope.nn.Values;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.concurrency.AffinityManager;
import org.nd4j.linalg.api.concurrency.AffinityManager.Location;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Arrays in native memory, on which ND4J's operations work as well as loops in Java. */
public final class NativeMemory implements Memory {
  private final Precision precision;

  /** Those that were made, in their order. */
  private final List<INDArray> arrays = new ArrayList<>();

  /** Each array and part, by the values that show it. */
  private final IdentityHashMap<Values, INDArray> shown = new IdentityHashMap<>();

  private final List<Operation> operations = new ArrayList<>();

  /** Loads the native library, if it is not loaded yet, for the calling thread. */
  public NativeMemory(Precision precision) {
    NativeLibrary.useFromThisThread();
    this.precision = precision;
  }

  /** The memory in which a block's arrays lie. */
  static NativeMemory of(Binding binding) {
    return (NativeMemory) binding.memory();
  }

  @Override
  public Precision precision() {
    return precision;
  }

  /**
   * @throws OutOfMemoryError if it goes beyond what {@link NativeLibrary} allows
   */
  @Override
  public Values zeros(long length) {
    return values(create(length));
  }

  @Override
  public Values part(Values whole, long from, long length) {
    return values(array(whole).get(NDArrayIndex.interval(from, from + length)));
  }

  /** A new array of zeros in row-major order. */
  INDArray create(long... shape) {
    try {
      INDArray array = Nd4j.create(type(), shape, 'c');
      arrays.add(array);
      return array;
    } catch (RuntimeException e) {
      // ND4J has no type of its own for this.
      if (String.valueOf(e.getMessage()).startsWith("Allocation failed")) {
        throw (OutOfMemoryError) new OutOfMemoryError(e.getMessage()).initCause(e);
      }
      throw e;
    }
  }

  private DataType type() {
    return switch (precision) {
      case FLOAT -> DataType.FLOAT;
      case DOUBLE -> DataType.DOUBLE;
    };
  }

  /** The array that values of this memory show, by another shape. */
  INDArray array(Values values, long... shape) {
    return array(values).reshape('c', shape);
  }

  private INDArray array(Values values) {
    INDArray array = shown.get(values);
    if (array == null) {
      throw new IllegalArgumentException("The values are of another memory");
    }
    return array;
  }

  /** The values of a contiguous array in row-major order, which may be a part of another. */
  Values values(INDArray array) {
    Values values = Values.of(precision, bytes(array));
    if (NativeLibrary.isGpu()) {
      AffinityManager places = Nd4j.getAffinityManager();
      Runnable fetch = () -> places.ensureLocation(array, Location.HOST);
      fetch.run(); // it may have no memory here yet
      Runnable tell = () -> places.tagLocation(array, Location.HOST);
      values = new MirroredValues(Values.of(precision, bytes(array)), fetch, tell);
    }
    shown.put(values, array);
    return values;
  }

  private static ByteBuffer bytes(INDArray array) {
    int width = array.dataType().width();
    // A plain buffer: its copies cost no call of native code.
    return new BytePointer(array.data().pointer())
        .getPointer(array.offset() * width)
        .limit(array.length() * width)
        .asByteBuffer();
  }

  Operation operation(String name, List<INDArray> inputs, List<INDArray> outputs) {
    Operation operation = new Operation(name, inputs, outputs);
    operations.add(operation);
    return operation;
  }

  @Override
  public void close() {
    operations.forEach(Operation::close);
    arrays.forEach(INDArray::close);
    operations.clear();
    arrays.clear();
    shown.clear();
  }
}
