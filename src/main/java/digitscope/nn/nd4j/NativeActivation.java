package digitscope.nn.nd4j;

import digitscope.nn.Activation;
import digitscope.nn.ActivationLayer;
import digitscope.nn.Binding;
import digitscope.nn.Implementation;
import digitscope.nn.Passes;
import digitscope.nn.loops.Slopes;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** {@link ActivationLayer}: forward by a native operation, backward by a loop. */
record NativeActivation(ActivationLayer layer) implements Implementation {
  @Override
  public Passes prepare(Binding binding, Binding.@Nullable Gradients gradients) {
    NativeMemory memory = NativeMemory.of(binding);
    INDArray x = memory.array(binding.input(), binding.batch(), layer.input().size());
    INDArray y = memory.array(binding.output(), binding.batch(), layer.input().size());
    Operation forward = memory.operation(operation(), List.of(x), List.of(y)).reals(arguments());
    return new Passes(
        forward::run,
        gradients == null ? null : Slopes.backward(layer.activation(), binding, gradients));
  }

  private String operation() {
    return switch (layer.activation()) {
      case LINEAR -> "identity";
      case RELU -> "relu";
      case LEAKY_RELU -> "lrelu";
      case ELU -> "elu";
      case SELU -> "selu";
      case SIGMOID -> "sigmoid";
      case TANH -> "tanh";
    };
  }

  private double[] arguments() {
    return switch (layer.activation()) {
      case RELU -> new double[] {0};
      case LEAKY_RELU -> new double[] {Activation.LEAK};
      case ELU -> new double[] {1};
      default -> new double[0];
    };
  }
}
