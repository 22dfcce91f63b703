package digitscope.nn;

/**
 * The mean of each window: y[c, i, j] = Σ over u, v &lt; size of x[c, i·s + u, j·s + v] / size².
 * Windows that would stick out are left out.
 */
public final class AveragePooling extends SimpleLayer {
  private final Window window;

  /** Pools windows of {@code size}×{@code size} every {@code stride} rows and columns. */
  public AveragePooling(MapShape input, int size, int stride) {
    this(input, Window.of(input, size, size, stride, false));
  }

  private AveragePooling(MapShape input, Window window) {
    super(input, window.output(input.channels()));
    this.window = window;
  }

  /** The mean of each whole map. */
  public static AveragePooling global(MapShape input) {
    return new AveragePooling(input, Window.of(input, input.height(), input.width(), 1, false));
  }

  /** How the window slides over the input. */
  public Window window() {
    return window;
  }

  @Override
  public Role role() {
    return Role.OTHER;
  }

  @Override
  public String title() {
    return "average pooling " + window.ofPooling();
  }

  @Override
  public <R> R accept(SimpleLayer.Visitor<R> visitor) {
    return visitor.averagePooling(this);
  }
}
