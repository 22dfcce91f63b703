package digitscope.config;

import java.util.Locale;

/** The mean of each {@code size}×{@code size} window. */
public record AveragePool2d(int size, int stride) implements LayerSpec.Pooling {
  public AveragePool2d {
    Checks.inRange("pooling size", size, 1, 64);
    Checks.inRange("stride", stride, 1, 64);
  }

  @Override
  public String title() {
    return String.format(Locale.ROOT, "average pooling %d×%d", size, size);
  }

  @Override
  public String kind() {
    return "average_pooling";
  }

  @Override
  public AveragePool2d with(int size, int stride) {
    return new AveragePool2d(size, stride);
  }

  @Override
  public <R> R accept(LayerSpec.Visitor<R> visitor) {
    return visitor.averagePool2d(this);
  }
}
