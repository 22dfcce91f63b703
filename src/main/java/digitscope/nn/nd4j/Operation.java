package digitscope.nn.nd4j;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.factory.Nd4j;

/** A native operation that was prepared once and runs many times on the same arrays. */
final class Operation implements AutoCloseable {
  private final CustomOp operation;
  private final OpContext context = Nd4j.getExecutioner().buildContext();

  /**
   * @param name of the operation in ND4J
   * @param inputs arrays that it reads
   * @param outputs arrays that it overwrites
   */
  Operation(String name, List<INDArray> inputs, List<INDArray> outputs) {
    operation = DynamicCustomOp.builder(name).build();
    context.setInputArrays(inputs);
    context.setOutputArrays(outputs);
  }

  Operation integers(long... values) {
    context.setIArguments(values);
    return this;
  }

  Operation reals(double... values) {
    context.setTArguments(values);
    return this;
  }

  void run() {
    Nd4j.getExecutioner().exec(operation, context);
  }

  @Override
  public void close() {
    try {
      context.close();
    } catch (Exception e) { // OpContext declares no narrower exception
      throw new IllegalStateException("A native operation could not be released", e);
    }
  }
}
