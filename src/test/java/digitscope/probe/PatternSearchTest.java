package digitscope.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import digitscope.nn.Activation;
import digitscope.nn.ActivationLayer;
import digitscope.nn.Convolution;
import digitscope.nn.Dense;
import digitscope.nn.Flatten;
import digitscope.nn.KMeansFeatures;
import digitscope.nn.Layer;
import digitscope.nn.MapShape;
import digitscope.nn.Network;
import digitscope.nn.OutputFunction;
import digitscope.nn.Precision;
import digitscope.nn.plan.Planner;
import digitscope.probe.PatternSearch.RealImages;
import digitscope.probe.PatternSettings.Method;
import digitscope.probe.UnitResponses.Patch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PatternSearchTest {
  private static final MapShape IMAGE = new MapShape(1, 12, 12);
  private static final int LEFT = 0;
  private static final int DEAD = 1;
  private static final int BRIGHT = 2;

  private final ProbedNetwork probed = network();

  /** A convolution whose filters see left edges, nothing, and brightness; then a dense layer. */
  private static ProbedNetwork network() {
    Convolution convolution = new Convolution(IMAGE, 3, 3, 3, 1, false);
    Layer relu = new ActivationLayer(convolution.output(), Activation.RELU);
    Layer flatten = new Flatten(relu.output());
    Dense dense = new Dense(flatten.output().size(), 70);
    Network network =
        new Network(List.of(convolution, relu, flatten, dense), Precision.FLOAT, Planner.auto());
    float[] parameters = new float[network.parameterCount()];
    Random random = new Random(1);
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = (float) random.nextGaussian();
    }
    for (int tap = 0; tap < 9; tap++) {
      parameters[tap * 3 + LEFT] = tap % 3 == 0 ? -1 : tap % 3 == 2 ? 1 : 0;
      parameters[tap * 3 + DEAD] = 0;
      parameters[tap * 3 + BRIGHT] = 1;
    }
    for (int filter = 0; filter < 3; filter++) {
      parameters[convolution.weightCount() + filter] = filter == DEAD ? -1 : 0;
    }
    network.write(parameters);
    return new ProbedNetwork(
        network,
        new OutputFunction.Softmax(),
        List.of(
            new ProbedNetwork.Point(0, 0, "convolution", FeatureMaps.Stage.PRE_ACTIVATION),
            new ProbedNetwork.Point(1, 0, "convolution", FeatureMaps.Stage.ACTIVATION),
            new ProbedNetwork.Point(2, 1, "flatten", FeatureMaps.Stage.OUTPUT),
            new ProbedNetwork.Point(3, 2, "dense", FeatureMaps.Stage.PRE_ACTIVATION)));
  }

  @AfterEach
  void free() {
    probed.network().close();
  }

  private static List<byte[]> sample() {
    Random random = new Random(2);
    List<byte[]> images = new ArrayList<>();
    for (int n = 0; n < 70; n++) {
      byte[] image = new byte[IMAGE.size()];
      random.nextBytes(image);
      images.add(image);
    }
    return images;
  }

  private FilterPatterns search(int layerIndex, List<byte[]> sample) {
    return search(layerIndex, Method.UNIT, sample, 1);
  }

  private FilterPatterns search(int layerIndex, Method method, List<byte[]> sample, int threads) {
    PatternSettings settings = new PatternSettings(method, 24, 2, 1);
    try (PatternSearch search =
        new PatternSearch(
            probed, layerIndex, 9, settings, images(probed, layerIndex, sample), threads)) {
      while (search.advance()) {
        assertThat(search.progress()).isBetween(0.0, 1.0);
        assertThatThrownBy(search::result).hasMessageContaining("not at its end");
      }
      assertThat(search.progress()).isEqualTo(1);
      return search.result();
    }
  }

  private static RealImages images(ProbedNetwork probed, int layerIndex, List<byte[]> sample) {
    LabeledImages labeled = new LabeledImages(sample.size(), sample::get, i -> 0, 1);
    return new RealImages(
        sample.isEmpty()
            ? Optional.empty()
            : Optional.of(new UnitResponseProbe(probed, layerIndex, labeled, 9, 1)),
        sample::get,
        sample);
  }

  private static FeatureMaps.LayerMaps firstOf(FeatureMaps maps, int layerIndex) {
    return maps.layers().stream()
        .filter(layer -> layer.layerIndex() == layerIndex)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void findsTheOptimumOfAFirstConvolutionInClosedForm() {
    FilterPatterns patterns = search(0, sample());
    FilterPatterns.Pattern left = patterns.patterns().get(LEFT);
    assertThat(left.activation()).isCloseTo(3, within(1e-5));
    assertThat(left.field()).isEqualTo(new Patch(4, 4, 3, 3));
    for (int tap = 0; tap < 9; tap++) {
      float pixel = left.pixels()[(4 + tap / 3) * IMAGE.width() + 4 + tap % 3];
      if (tap % 3 != 1) { // in the middle the weights are 0
        assertThat(pixel).isEqualTo(tap % 3 == 2 ? 1f : 0f);
      }
    }
    assertThat(left.bestReal().getAsDouble()).isBetween(1.0, 3.0);
    assertThat(left.ratio().getAsDouble()).isGreaterThan(1);
    assertThat(patterns.plainness(left)).isEqualTo(FilterPatterns.Plainness.SHAPE);
  }

  @Test
  void knowsAFilterThatOnlyLikesBrightness() {
    FilterPatterns patterns = search(0, sample());
    FilterPatterns.Pattern bright = patterns.patterns().get(BRIGHT);
    assertThat(bright.activation()).isCloseTo(9, within(1e-5));
    assertThat(patterns.plainness(bright)).isEqualTo(FilterPatterns.Plainness.BRIGHT);
  }

  @Test
  void beatsTheBestRealImageInDeeperLayers() {
    for (Method method : List.of(Method.UNIT, Method.CHANNEL)) {
      FilterPatterns patterns = search(2, method, sample(), 1);
      assertThat(patterns.patterns())
          .allSatisfy(
              pattern -> {
                double best = pattern.bestReal().getAsDouble();
                assertThat(pattern.activation()).isGreaterThanOrEqualTo(best - 1e-4);
                assertThat(value(2, pattern)).isCloseTo(pattern.activation(), within(0.2));
                for (float pixel : pattern.pixels()) {
                  assertThat(pixel).isBetween(0f, 1f);
                }
              });
      assertThat(patterns.medianRatio().getAsDouble()).isGreaterThan(1.2);
    }
  }

  /** What a unit gives for its pattern, in pixels of whole bytes. */
  private double value(int layerIndex, FilterPatterns.Pattern pattern) {
    byte[] image = new byte[pattern.pixels().length];
    for (int i = 0; i < image.length; i++) {
      image[i] = (byte) Math.round(255 * pattern.pixels()[i]);
    }
    try (FeatureMapProbe probe = new FeatureMapProbe(probed)) {
      return firstOf(probe.maps(image, 0), layerIndex).values()[pattern.unit()];
    }
  }

  /** The current network is the earlier one with all its weights changed a little. */
  @Test
  void warmStartComesAsFarInFewerSteps() {
    PatternSettings full = PatternSettings.standard(1);
    FilterPatterns before = search(full, Optional.empty());
    float[] parameters = probed.network().values();
    Random random = new Random(3);
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] += 0.1f * (float) random.nextGaussian();
    }
    probed.network().write(parameters);
    FilterPatterns cold = search(full, Optional.empty());
    FilterPatterns warm = search(PatternSettings.warm(1), Optional.of(before));
    assertThat(PatternSettings.warm(1).steps()).isLessThan(full.steps() / 3);
    assertThat(sum(warm)).isGreaterThan(0.95 * sum(cold));
    for (int unit = 0; unit < cold.patterns().size(); unit++) {
      double own = warm.patterns().get(unit).activation();
      assertThat(own).isGreaterThanOrEqualTo(value(2, before.patterns().get(unit)) - 0.2);
    }
    assertThat(warm.settings()).isEqualTo(PatternSettings.warm(1));
  }

  private static double sum(FilterPatterns patterns) {
    return patterns.patterns().stream().mapToDouble(FilterPatterns.Pattern::activation).sum();
  }

  private FilterPatterns search(PatternSettings settings, Optional<FilterPatterns> before) {
    try (PatternSearch search =
        new PatternSearch(probed, 2, 9, settings, images(probed, 2, sample()), 1)) {
      before.ifPresent(search::startFrom);
      while (search.advance()) {
        // to its end
      }
      return search.result();
    }
  }

  @Test
  void refusesToStartFromPatternsOfAnotherLayer() {
    FilterPatterns other = search(0, sample());
    try (PatternSearch search =
        new PatternSearch(probed, 2, 9, PatternSettings.warm(1), images(probed, 2, sample()), 1)) {
      assertThatThrownBy(() -> search.startFrom(other))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("another layer");
    }
  }

  @Test
  void climbsFromNoiseForComparison() {
    FilterPatterns patterns = search(0, Method.NOISE, sample(), 1);
    assertThat(patterns.settings().method()).isEqualTo(Method.NOISE);
    assertThat(patterns.patterns().get(LEFT).activation()).isBetween(1.5, 3.0);
    for (float pixel : patterns.patterns().get(BRIGHT).pixels()) {
      assertThat(pixel).isBetween(0.7f, 1f);
    }
  }

  @Test
  void callsAFilterDeadThatNoImageExcites() {
    FilterPatterns patterns = search(0, sample());
    assertThat(patterns.patterns())
        .extracting(FilterPatterns.Pattern::dead)
        .containsExactly(false, true, false);
    assertThat(patterns.dead()).isEqualTo(1);
    assertThat(patterns.patterns().get(DEAD).ratio()).isEmpty();
  }

  @Test
  void callsNoFilterDeadBeforeRealImagesWereLookedAt() {
    assertThat(search(0, List.of()).dead()).isZero();
  }

  /** No ReLU lets a gradient through, so there is none. */
  @Test
  void findsAWayOutOfWhereNothingIsExcited() {
    float[] parameters = probed.network().values();
    for (int filter = 0; filter < 3; filter++) {
      parameters[27 + filter] = filter == BRIGHT ? -4 : -100;
    }
    Arrays.fill(parameters, 30, parameters.length, 1);
    probed.network().write(parameters);
    FilterPatterns patterns = search(2, List.of());
    // 100 places that see 9 white pixels each, and the bias.
    assertThat(patterns.patterns().get(0).activation()).isBetween(20.0, 501.0);
  }

  @Test
  void findsEveryMeanImageOfKMeans() {
    KMeansFeatures kMeans = new KMeansFeatures(IMAGE, 12);
    Network network = new Network(List.of(kMeans), Precision.FLOAT, Planner.auto());
    List<byte[]> sample = bars();
    network.fit(sample, 3);
    ProbedNetwork clusters =
        new ProbedNetwork(
            network,
            new OutputFunction.Softmax(),
            List.of(new ProbedNetwork.Point(0, 0, "k-means", FeatureMaps.Stage.OUTPUT)));
    PatternSettings settings = new PatternSettings(Method.UNIT, 24, 2, 1);
    try (PatternSearch search =
        new PatternSearch(clusters, 0, 9, settings, images(clusters, 0, sample), 1)) {
      boolean more = true;
      while (more) {
        more = search.advance();
      }
      assertThat(search.result().patterns()).allMatch(pattern -> pattern.activation() > 0.5);
    }
    network.close();
  }

  /** Images with one row of ink each, six of every row; the lower the row, the more ink. */
  private static List<byte[]> bars() {
    List<byte[]> images = new ArrayList<>();
    for (int n = 0; n < 6 * IMAGE.height(); n++) {
      byte[] image = new byte[IMAGE.size()];
      int row = n % IMAGE.height();
      int from = row * IMAGE.width();
      Arrays.fill(image, from, from + IMAGE.width(), (byte) (20 * (row + 1) + n / IMAGE.height()));
      images.add(image);
    }
    return images;
  }

  @Test
  void searchesALayerOfMoreUnitsThanABatch() {
    FilterPatterns patterns = search(2, sample());
    assertThat(patterns.patterns()).hasSize(70);
    for (int unit = 0; unit < 70; unit++) {
      FilterPatterns.Pattern pattern = patterns.patterns().get(unit);
      assertThat(pattern.unit()).isEqualTo(unit);
      assertThat(pattern.dead()).isFalse();
      assertThat(pattern.activation()).as("unit %d", unit).isPositive();
    }
  }

  @Test
  void givesImagesOfTheInputsShapeWithTheirStep() {
    FilterPatterns patterns = search(0, List.of());
    assertThat(patterns.step()).isEqualTo(9);
    assertThat(patterns.layerIndex()).isZero();
    assertThat(patterns.channels()).isEqualTo(1);
    assertThat(patterns.height()).isEqualTo(12);
    assertThat(patterns.width()).isEqualTo(12);
    assertThat(patterns.patterns().get(0).pixels()).hasSize(144);
  }

  @Test
  void givesTheSamePatternsWithAnyNumberOfThreads() {
    FilterPatterns one = search(2, Method.UNIT, sample(), 1);
    FilterPatterns three = search(2, Method.UNIT, sample(), 3);
    for (int unit = 0; unit < 70; unit++) {
      assertThat(three.patterns().get(unit).pixels()).isEqualTo(one.patterns().get(unit).pixels());
    }
  }

  @Test
  void isOfTheWeightsThatItStartedWith() {
    float[] expected = search(0, List.of()).patterns().get(LEFT).pixels();
    PatternSettings settings = new PatternSettings(Method.UNIT, 24, 2, 1);
    try (PatternSearch search =
        new PatternSearch(probed, 0, 9, settings, images(probed, 0, List.of()), 1)) {
      probed.network().write(new float[probed.network().parameterCount()]);
      boolean more = true;
      while (more) {
        more = search.advance();
      }
      assertThat(search.result().patterns().get(LEFT).pixels()).isEqualTo(expected);
    }
  }

  @Test
  void refusesALayerThatIsNotThere() {
    assertThatThrownBy(
            () ->
                new PatternSearch(
                    probed, 3, 0, PatternSettings.standard(1), images(probed, 0, List.of()), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("There is no layer with index 3");
  }
}
