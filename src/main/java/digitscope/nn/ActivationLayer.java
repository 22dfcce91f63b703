package digitscope.nn;

import java.util.List;

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

  @Override
  Runnable forward(Binding binding) {
    return binding
            .operation(activation.operation(), List.of(binding.input()), binding.output())
            .reals(activation.arguments())
        ::run;
  }

  @Override
  Runnable backward(Binding binding, Binding.Gradients gradients) {
    Values y = Values.of(binding.output());
    Values dy = Values.of(gradients.output());
    Values dx = Values.of(gradients.requiredInput());
    long length = binding.output().length();
    return () -> {
      for (long i = 0; i < length; i++) {
        dx.set(i, dy.get(i) * activation.slope(y.get(i)));
      }
    };
  }
}
