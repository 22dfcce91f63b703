package digitscope.nn;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;

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

  /** Length of a window along each axis. */
  int size() {
    return pooling.window().rows().window();
  }

  /** Whether the windows lie side by side. */
  boolean isSideBySide() {
    return pooling.window().rows().stride() == size();
  }

  @Override
  Passes passes(Binding binding, Binding.@Nullable Gradients gradients) {
    int channels = input().channels();
    boolean hasKernel =
        binding.input().dataType() == DataType.FLOAT
            && Backend.hasVectorKernels()
            && WindowMaximum.fits(pooling.window(), channels);
    if (!hasKernel) {
      return super.passes(binding, gradients);
    }
    Values x = Values.of(binding.input());
    Values y = Values.of(binding.output());
    WindowMaximum maximum =
        new WindowMaximum(binding.batch(), pooling.window(), channels, x, y, gradients == null);
    if (gradients == null) {
      return new Passes(maximum::forward, null);
    }
    Values dy = Values.of(gradients.output());
    Values dx = Values.of(gradients.requiredInput());
    return new Passes(maximum::forward, () -> maximum.backward(dy, dx));
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
