package digitscope.config;

import java.util.Locale;
import java.util.Optional;

/**
 * How near the image is to each of {@code clusters} mean images, which k-means finds among the
 * training images before the first step: max(0, mean distance − distance), the triangle features of
 * Coates, Lee and Ng (2011). Only as the first layer.
 */
public record KMeans(int clusters) implements LayerSpec {
  public KMeans {
    Checks.inRange("number of clusters", clusters, 2, 1024);
  }

  @Override
  public String title() {
    return String.format(Locale.ROOT, "k-means %d", clusters);
  }

  @Override
  public String kind() {
    return "k_means";
  }

  @Override
  public boolean hasFilters() {
    return true;
  }

  @Override
  public Optional<Activation> lastActivation() {
    return Optional.of(Activation.RELU);
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
    if (number > 1) {
      throw Shapes.misfit(
          number, this, "it works on the images directly; move it to the first position");
    }
    long statistics = clusters * (input.size() + 1L);
    return new LayerSummary(number, this, input, new Shape.Vector(clusters), 0, statistics);
  }

  @Override
  public <R> R accept(LayerSpec.Visitor<R> visitor) {
    return visitor.kMeans(this);
  }
}
