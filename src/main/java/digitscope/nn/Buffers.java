package digitscope.nn;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Owns native arrays and operations, and frees them all at once. */
final class Buffers implements AutoCloseable {
  private final DataType type;
  private final List<INDArray> arrays = new ArrayList<>();
  private final List<Operation> operations = new ArrayList<>();

  Buffers(DataType type) {
    this.type = type;
  }

  /**
   * A new array of zeros in row-major order.
   *
   * @throws OutOfMemoryError if it goes beyond what {@link Backend} allows
   */
  INDArray zeros(long... shape) {
    INDArray array = create(shape);
    arrays.add(array);
    return array;
  }

  private INDArray create(long... shape) {
    try {
      return Nd4j.create(type, shape, 'c');
    } catch (RuntimeException e) {
      // ND4J has no type of its own for this.
      if (String.valueOf(e.getMessage()).startsWith("Allocation failed")) {
        throw (OutOfMemoryError) new OutOfMemoryError(e.getMessage()).initCause(e);
      }
      throw e;
    }
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
  }
}
