package digitscope.nn.nd4j;

import digitscope.nn.Binding;
import digitscope.nn.Convolution;
import digitscope.nn.Implementation;
import digitscope.nn.Passes;
import digitscope.nn.Values;
import digitscope.nn.Window;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** {@link Convolution} by {@code conv2d}. */
record NativeConvolution(Convolution layer) implements Implementation {
  @Override
  public Passes prepare(Binding binding, Binding.@Nullable Gradients gradients) {
    NativeMemory memory = NativeMemory.of(binding);
    Parameters parameters = Parameters.of(binding);
    INDArray x = memory.array(binding.input(), Maps.shape(binding.batch(), layer.input()));
    INDArray y = memory.array(binding.output(), Maps.shape(binding.batch(), layer.output()));
    INDArray w = parameters.part(0, weightShape());
    INDArray b = parameters.part(layer.weightCount(), layer.biasCount());
    Operation forward =
        memory
            .operation("conv2d", List.of(x, w, b), List.of(y))
            .integers(Maps.convolution(layer.window()));
    Runnable update =
        () -> {
          parameters.update();
          forward.run();
        };
    if (gradients == null) {
      return new Passes(update, null);
    }
    Values inputGradient = gradients.input();
    if (inputGradient == null) {
      return new Passes(update, new PatchProduct(layer, binding, gradients));
    }
    INDArray dy = memory.array(gradients.output(), Maps.shape(binding.batch(), layer.output()));
    INDArray dx = memory.array(inputGradient, Maps.shape(binding.batch(), layer.input()));
    ParameterGradients gradient = new ParameterGradients(memory, gradients);
    Operation backward =
        memory
            .operation(
                "conv2d_bp",
                List.of(x, w, b, dy),
                List.of(
                    dx,
                    gradient.part(0, weightShape()),
                    gradient.part(layer.weightCount(), layer.biasCount())))
            .integers(Maps.convolution(layer.window()));
    return new Passes(update, backward::run);
  }

  private long[] weightShape() {
    Window window = layer.window();
    return new long[] {
      window.rows().window(),
      window.columns().window(),
      layer.input().channels(),
      layer.output().channels()
    };
  }
}
