package digitscope.nn.nd4j;

import digitscope.nn.Binding;
import digitscope.nn.Implementation;
import digitscope.nn.Passes;
import digitscope.nn.TransposedConvolution;
import digitscope.nn.Values;
import digitscope.nn.Window;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * {@link TransposedConvolution} by {@code conv2d_input_bp}, the backward pass of the convolution
 * that it is the transpose of; its own backward pass is that convolution forward.
 */
record NativeTransposedConvolution(TransposedConvolution layer) implements Implementation {
  @Override
  public Passes prepare(Binding binding, Binding.@Nullable Gradients gradients) {
    NativeMemory memory = NativeMemory.of(binding);
    Parameters parameters = Parameters.of(binding);
    long[] inputShape = Maps.shape(binding.batch(), layer.input());
    long[] outputShape = Maps.shape(binding.batch(), layer.output());
    INDArray x = memory.array(binding.input(), inputShape);
    INDArray y = memory.array(binding.output(), outputShape);
    INDArray w = parameters.part(0, weightShape());
    INDArray b = parameters.part(layer.weightCount(), 1, 1, 1, layer.biasCount());
    long[] geometry = Maps.convolution(layer.window());
    Operation spread =
        memory
            .operation(
                "conv2d_input_bp", List.of(Nd4j.createFromArray(outputShape), w, x), List.of(y))
            .integers(geometry);
    Operation shift = memory.operation("add", List.of(y, b), List.of(y));
    Runnable forward =
        () -> {
          parameters.update();
          spread.run();
          shift.run();
        };
    if (gradients == null) {
      return new Passes(forward, null);
    }
    INDArray dy = memory.array(gradients.output(), outputShape);
    ParameterGradients gradient = new ParameterGradients(memory, gradients);
    INDArray db = gradient.part(layer.weightCount(), layer.biasCount());
    Operation sum = memory.operation("reduce_sum", List.of(dy), List.of(db)).integers(0, 1, 2);
    // As of a convolution that sees dy and whose output has the gradient x. Its gradient for dy is
    // not needed, but has no form without.
    Operation weights =
        memory
            .operation(
                "conv2d_bp",
                List.of(dy, w, x),
                List.of(memory.create(outputShape), gradient.part(0, weightShape())))
            .integers(geometry);
    Values wanted = gradients.input();
    if (wanted == null) {
      return new Passes(forward, inTurn(sum, weights));
    }
    INDArray dx = memory.array(wanted, inputShape);
    Operation gather = memory.operation("conv2d", List.of(dy, w), List.of(dx)).integers(geometry);
    return new Passes(forward, inTurn(sum, weights, gather));
  }

  private static Runnable inTurn(Operation... operations) {
    return () -> {
      for (Operation operation : operations) {
        operation.run();
      }
    };
  }

  private long[] weightShape() {
    Window window = layer.window();
    return new long[] {
      window.rows().window(),
      window.columns().window(),
      layer.output().channels(),
      layer.input().channels()
    };
  }
}
