package digitscope.nn;

import digitscope.nn.vector.SigmoidKernels;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * y = f(x) element by element, ∂L/∂x = ∂L/∂y · f′(x). Input and output have the same shape.
 *
 * @see Activation
 */
public final class ActivationLayer extends SimpleLayer {
  private final Activation activation;

  public ActivationLayer(MapShape shape, Activation activation) {
    super(shape, shape);
    this.activation = activation;
  }

  /** The same activation on maps of another shape. */
  ActivationLayer on(MapShape shape) {
    return new ActivationLayer(shape, activation);
  }

  boolean isRectifier() {
    return activation == Activation.RELU;
  }

  @Override
  Runnable forward(Binding binding) {
    if (Backend.isGpu() || !(isRectifier() || hasKernels(binding))) {
      return binding
              .operation(activation.operation(), List.of(binding.input()), binding.output())
              .reals(activation.arguments())
          ::run;
    }
    Values x = Values.of(binding.input());
    Values y = Values.of(binding.output());
    long length = binding.output().length();
    return isRectifier() ? () -> y.copyWherePositive(x, x, length) : sigmoid(x, y, length);
  }

  private static Runnable sigmoid(Values x, Values y, long length) {
    float[] piece = new float[Values.PIECE];
    return () -> {
      for (long from = 0; from < length; from += Values.PIECE) {
        int count = (int) Math.min(Values.PIECE, length - from);
        x.read(from, piece, count);
        SigmoidKernels.apply(piece, count);
        y.write(from, piece, count);
      }
    };
  }

  @Override
  Runnable backward(Binding binding, Binding.Gradients gradients) {
    Values y = Values.of(binding.output());
    Values dy = Values.of(gradients.output());
    Values dx = Values.of(gradients.requiredInput());
    long length = binding.output().length();
    if (isRectifier()) {
      return () -> dx.copyWherePositive(dy, y, length);
    }
    if (hasKernels(binding)) {
      return sigmoidSlope(y, dy, dx, length);
    }
    double[] slopes = new double[Values.PIECE];
    double[] gradient = new double[Values.PIECE];
    return () -> {
      for (long from = 0; from < length; from += Values.PIECE) {
        int count = (int) Math.min(Values.PIECE, length - from);
        y.read(from, slopes, count);
        activation.toSlopes(slopes, count);
        dy.read(from, gradient, count);
        for (int i = 0; i < count; i++) {
          gradient[i] *= slopes[i];
        }
        dx.write(from, gradient, count);
      }
    };
  }

  private static Runnable sigmoidSlope(Values y, Values dy, Values dx, long length) {
    float[] values = new float[Values.PIECE];
    float[] gradient = new float[Values.PIECE];
    return () -> {
      for (long from = 0; from < length; from += Values.PIECE) {
        int count = (int) Math.min(Values.PIECE, length - from);
        y.read(from, values, count);
        dy.read(from, gradient, count);
        SigmoidKernels.applySlope(values, gradient, count);
        dx.write(from, gradient, count);
      }
    };
  }

  private boolean hasKernels(Binding binding) {
    return activation == Activation.SIGMOID
        && binding.output().dataType() == DataType.FLOAT
        && Backend.hasVectorKernels();
  }
}
