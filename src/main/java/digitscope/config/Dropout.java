package digitscope.config;

import java.util.Optional;

/** Sets each value to 0 with probability {@code rate} while training: Srivastava et al. (2014). */
public record Dropout(double rate) implements LayerSpec {
  public Dropout {
    Checks.inRange("dropout rate", rate, 0, 0.95);
  }

  @Override
  public String title() {
    return "dropout " + rate;
  }

  @Override
  public String kind() {
    return "dropout";
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
    return false;
  }

  @Override
  public boolean copies() {
    return true;
  }

  @Override
  public LayerSummary summarize(int number, Shape input) {
    return new LayerSummary(number, this, input, input, 0, 0);
  }

  @Override
  public <R> R accept(LayerSpec.Visitor<R> visitor) {
    return visitor.dropout(this);
  }
}
