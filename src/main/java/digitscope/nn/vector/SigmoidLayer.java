package digitscope.nn.vector;

import digitscope.nn.Binding;
import digitscope.nn.Passes;
import digitscope.nn.Values;
import digitscope.nn.vector.kernels.SigmoidKernels;
import org.jspecify.annotations.Nullable;

/** The sigmoid of an {@link digitscope.nn.ActivationLayer}. */
public final class SigmoidLayer {
  private SigmoidLayer() {}

  /**
   * What a layer does.
   *
   * @param gradients absent where nothing goes backward
   */
  public static Passes passes(Binding binding, Binding.@Nullable Gradients gradients) {
    return new Passes(
        forward(binding.input(), binding.output()),
        gradients == null
            ? null
            : backward(binding.output(), gradients.output(), gradients.requiredInput()));
  }

  private static Runnable forward(Values x, Values y) {
    float[] piece = new float[Values.PIECE];
    return () -> {
      for (long from = 0; from < y.length(); from += Values.PIECE) {
        int count = (int) Math.min(Values.PIECE, y.length() - from);
        x.read(from, piece, count);
        SigmoidKernels.apply(piece, count);
        y.write(from, piece, count);
      }
    };
  }

  private static Runnable backward(Values y, Values dy, Values dx) {
    float[] values = new float[Values.PIECE];
    float[] gradient = new float[Values.PIECE];
    return () -> {
      for (long from = 0; from < y.length(); from += Values.PIECE) {
        int count = (int) Math.min(Values.PIECE, y.length() - from);
        y.read(from, values, count);
        dy.read(from, gradient, count);
        SigmoidKernels.applySlope(values, gradient, count);
        dx.write(from, gradient, count);
      }
    };
  }
}
