package digitscope.nn.nd4j;

import digitscope.nn.Binding;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Where native operations write the gradient for a layer's parameters. */
final class ParameterGradients {
  private final INDArray array;

  ParameterGradients(NativeMemory memory, Binding.Gradients gradients) {
    var values = Binding.required(gradients.parameters());
    this.array = memory.array(values, values.length());
  }

  /** A part of it, from one on, by this shape. */
  INDArray part(long from, long... shape) {
    long length = 1;
    for (long axis : shape) {
      length *= axis;
    }
    return array.get(NDArrayIndex.interval(from, from + length)).reshape('c', shape);
  }
}
