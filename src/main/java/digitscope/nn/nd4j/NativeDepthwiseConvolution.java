package digitscope.nn.nd4j;

import digitscope.nn.Binding;
import digitscope.nn.DepthwiseConvolution;
import digitscope.nn.Implementation;
import digitscope.nn.Passes;
import digitscope.nn.Values;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** {@link DepthwiseConvolution} by {@code depthwise_conv2d}. */
record NativeDepthwiseConvolution(DepthwiseConvolution layer) implements Implementation {
  @Override
  public Passes prepare(Binding binding, Binding.@Nullable Gradients gradients) {
    NativeMemory memory = NativeMemory.of(binding);
    Parameters parameters = Parameters.of(binding);
    long[] inputShape = Maps.shape(binding.batch(), layer.input());
    long[] outputShape = Maps.shape(binding.batch(), layer.output());
    INDArray x = memory.array(binding.input(), inputShape);
    INDArray w = parameters.part(0, weightShape());
    Operation forward =
        memory
            .operation(
                "depthwise_conv2d",
                List.of(x, w),
                List.of(memory.array(binding.output(), outputShape)))
            .integers(Maps.convolution(layer.window()));
    Runnable update =
        () -> {
          parameters.update();
          forward.run();
        };
    if (gradients == null) {
      return new Passes(update, null);
    }
    Values wanted = gradients.input();
    // The native operation has no form without the gradient for the input.
    INDArray dx = wanted == null ? memory.create(inputShape) : memory.array(wanted, inputShape);
    Operation backward =
        memory
            .operation(
                "depthwise_conv2d_bp",
                List.of(x, w, memory.array(gradients.output(), outputShape)),
                List.of(dx, new ParameterGradients(memory, gradients).part(0, weightShape())))
            .integers(Maps.convolution(layer.window()));
    return new Passes(update, backward::run);
  }

  private long[] weightShape() {
    return new long[] {layer.kernelHeight(), layer.kernelWidth(), layer.input().channels(), 1};
  }
}
