package digitscope.nn;

/**
 * The largest value of each window: y[c, i, j] = max over u, v &lt; size of x[c, i·s + u, j·s + v].
 * Windows that would stick out are left out. The gradient goes to the place of the maximum, the
 * first one where there are several.
 */
public final class MaxPooling extends SimpleLayer {
  private final Window window;

  /** Pools windows of {@code size}×{@code size} every {@code stride} rows and columns. */
  public MaxPooling(MapShape input, int size, int stride) {
    this(input, Window.of(input, size, size, stride, false));
  }

  private MaxPooling(MapShape input, Window window) {
    super(input, window.output(input.channels()));
    this.window = window;
  }

  /** How the window slides over the input. */
  public Window window() {
    return window;
  }

  /** Length of a window along each axis. */
  int size() {
    return window.rows().window();
  }

  /** Whether the windows lie side by side. */
  boolean isSideBySide() {
    return window.rows().stride() == size();
  }

  @Override
  public Role role() {
    return Role.OTHER;
  }

  @Override
  public String title() {
    return "max pooling " + window.ofPooling();
  }

  @Override
  public <R> R accept(SimpleLayer.Visitor<R> visitor) {
    return visitor.maxPooling(this);
  }
}
