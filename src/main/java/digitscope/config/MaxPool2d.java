package digitscope.config;

import java.util.Locale;

/** The largest value of each {@code size}×{@code size} window. */
public record MaxPool2d(int size, int stride) implements LayerSpec.Pooling {
  public MaxPool2d {
    Checks.inRange("pooling size", size, 1, 64);
    Checks.inRange("stride", stride, 1, 64);
  }

  @Override
  public String title() {
    return String.format(Locale.ROOT, "max pooling %d×%d", size, size);
  }

  @Override
  public String kind() {
    return "max_pooling";
  }

  @Override
  public MaxPool2d with(int size, int stride) {
    return new MaxPool2d(size, stride);
  }

  @Override
  public <R> R accept(LayerSpec.Visitor<R> visitor) {
    return visitor.maxPool2d(this);
  }
}
