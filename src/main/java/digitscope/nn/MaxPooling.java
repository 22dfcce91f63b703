package digitscope.nn;

/**
 * The largest value of each window: y[c, i, j] = max over u, v &lt; size of x[c, i·s + u, j·s + v].
 * Windows that would stick out are left out. The gradient goes to the place of the maximum.
 */
public final class MaxPooling extends SimpleLayer {
  private final Pooling pooling;

  /** Pools windows of {@code size}×{@code size} every {@code stride} rows and columns. */
  public MaxPooling(MapShape input, int size, int stride) {
    this(new Pooling("maxpool2d", input, size, size, stride));
  }

  private MaxPooling(Pooling pooling) {
    super(pooling.input(), pooling.output());
    this.pooling = pooling;
  }

  @Override
  Runnable forward(Binding binding) {
    return pooling.forward(binding);
  }

  @Override
  Runnable backward(Binding binding, Binding.Gradients gradients) {
    return pooling.backward(binding, gradients);
  }
}
