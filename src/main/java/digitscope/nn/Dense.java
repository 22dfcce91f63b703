package digitscope.nn;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Every output sees every input: y = x W + b, with x as a row vector.
 *
 * <p>Weights lie as [inputs, units], then the biases. Gradients: ∂L/∂W = xᵀ ∂L/∂y, ∂L/∂b = ∂L/∂y
 * summed over the batch, ∂L/∂x = ∂L/∂y Wᵀ.
 */
public final class Dense extends SimpleLayer {
  private final int inputs;
  private final int units;

  /**
   * @param inputs length of the vector it takes
   * @param units length of the vector it gives
   */
  public Dense(int inputs, int units) {
    super(MapShape.vector(inputs), MapShape.vector(units));
    this.inputs = inputs;
    this.units = units;
  }

  @Override
  public int weightCount() {
    return inputs * units;
  }

  @Override
  public int biasCount() {
    return units;
  }

  @Override
  int fanIn() {
    return inputs;
  }

  @Override
  int fanOut() {
    return units;
  }

  @Override
  Passes passes(Binding binding, Binding.@Nullable Gradients gradients) {
    return SmallDense.fits(this, binding.output().dataType())
        ? SmallDense.passes(this, binding, gradients)
        : super.passes(binding, gradients);
  }

  /**
   * Product and sum apart: ND4J's {@code xw_plus_b} does both, but takes 80 times as long where the
   * number of units is no multiple of 16.
   */
  @Override
  Runnable forward(Binding binding) {
    INDArray y = matrix(binding.output(), units);
    Operation product =
        binding
            .operation(
                "matmul",
                List.of(matrix(binding.input(), inputs), binding.weights(this, inputs, units)),
                y)
            .integers(0, 0, 0);
    Operation sum = binding.operation("biasadd", List.of(y, binding.biases(this)), y);
    return () -> {
      product.run();
      sum.run();
    };
  }

  @Override
  Runnable backward(Binding binding, Binding.Gradients gradients) {
    INDArray x = matrix(binding.input(), inputs);
    INDArray dy = matrix(gradients.output(), units);
    INDArray ones = binding.buffers().zeros(1, binding.batch());
    ones.addi(1);
    List<Operation> products = new ArrayList<>();
    products.add(
        binding
            .operation("matmul", List.of(x, dy), gradients.weights(this, inputs, units))
            .integers(1, 0, 0));
    products.add(
        binding
            .operation("matmul", List.of(ones, dy), gradients.biases(this).reshape('c', 1, units))
            .integers(0, 0, 0));
    Runnable inputGradient = inputGradient(binding, gradients);
    return () -> {
      products.forEach(Operation::run);
      inputGradient.run();
    };
  }

  /** Computes the gradient for the input; does nothing where nobody needs it. */
  Runnable inputGradient(Binding binding, Binding.Gradients gradients) {
    INDArray dx = gradients.input();
    if (dx == null) {
      return () -> {};
    }
    INDArray dy = matrix(gradients.output(), units);
    return binding
            .operation(
                "matmul", List.of(dy, binding.weights(this, inputs, units)), matrix(dx, inputs))
            .integers(0, 1, 0)
        ::run;
  }

  private static INDArray matrix(INDArray values, int columns) {
    return values.reshape('c', values.size(0), columns);
  }
}
