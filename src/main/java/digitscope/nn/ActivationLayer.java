package digitscope.nn;

import java.util.Locale;

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

  /** The function f. */
  public Activation activation() {
    return activation;
  }

  /** The same activation on maps of another shape. */
  ActivationLayer on(MapShape shape) {
    return new ActivationLayer(shape, activation);
  }

  boolean isRectifier() {
    return activation == Activation.RELU;
  }

  @Override
  public Role role() {
    return Role.FINISH;
  }

  @Override
  public String title() {
    return activation == Activation.RELU
        ? "ReLU"
        : activation.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  @Override
  public <R> R accept(SimpleLayer.Visitor<R> visitor) {
    return visitor.activation(this);
  }
}
