package digitscope.config;

import java.util.Optional;

/** The mean of each map: Lin et al. (2014). */
public record GlobalAveragePool2d() implements LayerSpec {
  @Override
  public String title() {
    return "global average pooling";
  }

  @Override
  public String kind() {
    return "global_average_pooling";
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
    return false;
  }

  @Override
  public LayerSummary summarize(int number, Shape input) {
    Shape output = new Shape.Vector(Shapes.maps(number, this, input).channels());
    return new LayerSummary(number, this, input, output, 0, 0);
  }

  @Override
  public <R> R accept(LayerSpec.Visitor<R> visitor) {
    return visitor.globalAveragePool2d(this);
  }
}
