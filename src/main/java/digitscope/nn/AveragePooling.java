package digitscope.nn;

/**
 * The mean of each window: y[c, i, j] = Σ over u, v &lt; size of x[c, i·s + u, j·s + v] / size².
 * Windows that would stick out are left out.
 */
public final class AveragePooling extends Layer {
  private final Pooling pooling;

  /** Pools windows of {@code size}×{@code size} every {@code stride} rows and columns. */
  public AveragePooling(MapShape input, int size, int stride) {
    super(input, Pooling.output(input, size, stride));
    this.pooling = new Pooling("avgpool2d", size, stride);
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
