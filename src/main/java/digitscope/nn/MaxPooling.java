package digitscope.nn;

import java.nio.IntBuffer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

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
  Passes passes(Binding binding, Binding.@Nullable Gradients gradients) {
    INDArray x = binding.input();
    if (x.dataType() != DataType.FLOAT || !WindowMaximum.fits(pooling.window())) {
      return super.passes(binding, gradients);
    }
    WindowMaximum maximum =
        new WindowMaximum(
            binding.batch(), pooling.window(), input().channels(), x, binding.output());
    if (gradients == null) {
      return new Passes(maximum::forward, null);
    }
    IntBuffer dy = Values.bits(gradients.output());
    IntBuffer dx = Values.bits(gradients.requiredInput());
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
