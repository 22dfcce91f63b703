package digitscope.nn.nd4j;

import digitscope.nn.Binding;
import digitscope.nn.Dense;
import digitscope.nn.Implementation;
import digitscope.nn.Passes;
import digitscope.nn.Values;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** {@link Dense} by {@code matmul}. */
record NativeDense(Dense layer) implements Implementation {
  /**
   * Product and sum apart: ND4J's {@code xw_plus_b} does both, but takes 80 times as long where the
   * number of units is no multiple of 16.
   */
  @Override
  public Passes prepare(Binding binding, Binding.@Nullable Gradients gradients) {
    NativeMemory memory = NativeMemory.of(binding);
    int inputs = layer.input().size();
    int units = layer.output().size();
    Parameters parameters = Parameters.of(binding);
    INDArray x = memory.array(binding.input(), binding.batch(), inputs);
    INDArray y = memory.array(binding.output(), binding.batch(), units);
    INDArray w = parameters.part(0, inputs, units);
    INDArray b = parameters.part(layer.weightCount(), units);
    Operation product = memory.operation("matmul", List.of(x, w), List.of(y)).integers(0, 0, 0);
    Operation sum = memory.operation("biasadd", List.of(y, b), List.of(y));
    Runnable forward =
        () -> {
          parameters.update();
          product.run();
          sum.run();
        };
    if (gradients == null) {
      return new Passes(forward, null);
    }
    List<Operation> backward = backward(binding, memory, gradients, x, w);
    return new Passes(forward, () -> backward.forEach(Operation::run));
  }

  private List<Operation> backward(
      Binding binding, NativeMemory memory, Binding.Gradients gradients, INDArray x, INDArray w) {
    int inputs = layer.input().size();
    int units = layer.output().size();
    INDArray dy = memory.array(gradients.output(), binding.batch(), units);
    INDArray ones = memory.create(1, binding.batch());
    ones.addi(1);
    ParameterGradients gradient = new ParameterGradients(memory, gradients);
    INDArray dw = gradient.part(0, inputs, units);
    INDArray db = gradient.part(layer.weightCount(), 1, units);
    List<Operation> products = new ArrayList<>();
    products.add(memory.operation("matmul", List.of(x, dy), List.of(dw)).integers(1, 0, 0));
    products.add(memory.operation("matmul", List.of(ones, dy), List.of(db)).integers(0, 0, 0));
    Values inputGradient = gradients.input();
    if (inputGradient != null) {
      INDArray dx = memory.array(inputGradient, binding.batch(), inputs);
      products.add(memory.operation("matmul", List.of(dy, w), List.of(dx)).integers(0, 1, 0));
    }
    return products;
  }
}
