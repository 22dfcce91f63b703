package digitscope.nn.loops;

import digitscope.nn.Activation;
import digitscope.nn.Binding;
import digitscope.nn.Values;

/** ∂L/∂x = ∂L/∂y · f′(x) for the functions of an {@link digitscope.nn.ActivationLayer}. */
public final class Slopes {
  private Slopes() {}

  /** The pass backward, whatever computes the one forward. */
  public static Runnable backward(
      Activation activation, Binding binding, Binding.Gradients gradients) {
    Values y = binding.output();
    Values dy = gradients.output();
    Values dx = gradients.requiredInput();
    long length = y.length();
    if (activation == Activation.RELU) {
      return () -> dx.copyWherePositive(dy, y, length);
    }
    double[] slopes = new double[Values.PIECE];
    double[] gradient = new double[Values.PIECE];
    return () -> {
      for (long from = 0; from < length; from += Values.PIECE) {
        int count = (int) Math.min(Values.PIECE, length - from);
        y.read(from, slopes, count);
        toSlopes(activation, slopes, count);
        dy.read(from, gradient, count);
        for (int i = 0; i < count; i++) {
          gradient[i] *= slopes[i];
        }
        dx.write(from, gradient, count);
      }
    };
  }

  /** Replaces the first {@code count} values y by f′(x). */
  private static void toSlopes(Activation activation, double[] y, int count) {
    if (activation == Activation.SIGMOID) { // a loop of its own, which becomes vector instructions
      for (int i = 0; i < count; i++) {
        y[i] *= 1 - y[i];
      }
    } else {
      for (int i = 0; i < count; i++) {
        y[i] = activation.slope(y[i]);
      }
    }
  }
}
