package digitscope.nn;

/**
 * The mean of each window: y[c, i, j] = Σ over u, v &lt; size of x[c, i·s + u, j·s + v] / size².
 * Windows that would stick out are left out.
 */
public final class AveragePooling extends SimpleLayer {
  private final Pooling pooling;

  /** Pools windows of {@code size}×{@code size} every {@code stride} rows and columns. */
  public AveragePooling(MapShape input, int size, int stride) {
    this(new Pooling("avgpool2d", input, size, size, stride));
  }

  private AveragePooling(Pooling pooling) {
    super(pooling.input(), pooling.output());
    this.pooling = pooling;
  }

  /** The mean of each whole map. */
  public static AveragePooling global(MapShape input) {
    return new AveragePooling(new Pooling("avgpool2d", input, input.height(), input.width(), 1));
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
