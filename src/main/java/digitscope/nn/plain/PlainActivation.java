package digitscope.nn.plain;

import digitscope.nn.Activation;
import digitscope.nn.ActivationLayer;

/**
 * A function f of each value:
 *
 * <pre>
 * y = f(x)
 *
 * ∂L/∂x = f′(x) · ∂L/∂y
 * </pre>
 *
 * @see Activation
 */
final class PlainActivation implements PlainLayer {
  private final Activation function;

  PlainActivation(ActivationLayer layer) {
    this.function = layer.activation();
  }

  @Override
  public void forward(Pass pass) {
    for (int k = 0; k < pass.x().length; k++) {
      pass.y()[k] = function.apply(pass.x()[k]);
    }
  }

  @Override
  public void backward(Pass pass, Gradients gradients) {
    for (int k = 0; k < pass.x().length; k++) {
      gradients.dx()[k] = function.slope(pass.y()[k]) * gradients.dy()[k];
    }
  }
}
