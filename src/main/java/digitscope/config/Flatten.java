package digitscope.config;

import java.util.Optional;

/** Maps laid out as one vector, in [channels, height, width] order. */
public record Flatten() implements LayerSpec {
  @Override
  public String title() {
    return "flatten";
  }

  @Override
  public String kind() {
    return "flatten";
  }

  @Override
  public boolean hasFilters() {
    return false;
  }

  @Override
  public Optional<Activation> lastActivation() {
    return Optional.empty();
  }

  @Override
  public boolean makesVector() {
    return true;
  }

  @Override
  public boolean copies() {
    return true;
  }

  @Override
  public LayerSummary summarize(int number, Shape input) {
    return new LayerSummary(number, this, input, new Shape.Vector(input.size()), 0, 0);
  }

  @Override
  public <R> R accept(LayerSpec.Visitor<R> visitor) {
    return visitor.flatten(this);
  }
}
