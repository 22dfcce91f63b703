package digitscope.config;

import java.util.Locale;

/** A dense layer: every output depends on every input, and has a bias. */
public record Dense(int units, Activation activation) implements LayerSpec.Activated {
  public Dense {
    Checks.inRange("number of units", units, 1, 8192);
  }

  @Override
  public String title() {
    return String.format(Locale.ROOT, "dense %d", units);
  }

  @Override
  public String kind() {
    return "dense";
  }

  @Override
  public Dense with(Activation activation) {
    return new Dense(units, activation);
  }

  @Override
  public boolean hasFilters() {
    return true;
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
    // On maps it reads them as one vector, as if a flatten layer stood before it.
    long parameters = (input.size() + 1L) * units;
    return new LayerSummary(number, this, input, new Shape.Vector(units), parameters, 0);
  }

  @Override
  public <R> R accept(LayerSpec.Visitor<R> visitor) {
    return visitor.dense(this);
  }
}
