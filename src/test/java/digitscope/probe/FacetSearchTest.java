package digitscope.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import digitscope.nn.Activation;
import digitscope.nn.ActivationLayer;
import digitscope.nn.Convolution;
import digitscope.nn.Layer;
import digitscope.nn.MapShape;
import digitscope.nn.Network;
import digitscope.nn.OutputFunction;
import digitscope.nn.Precision;
import digitscope.nn.plan.Planner;
import digitscope.probe.FilterPatterns.Pattern;
import digitscope.probe.PatternSearch.RealImages;
import digitscope.probe.PatternSettings.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FacetSearchTest {
  private static final MapShape IMAGE = new MapShape(1, 12, 12);
  private static final int SIDE = 6;

  /** Number of the layer whose units are asked; before it lies one that sees two diagonals. */
  private static final int LAYER = 1;

  private static final int EITHER = 0;
  private static final int FALLING = 1;

  private final ProbedNetwork probed = network();

  /**
   * Two filters, one for ink in the upper left and lower right quarter of a square and none in the
   * others, one for the opposite; behind ReLUs, a unit that likes either and one that likes only
   * the first. No square pleases both filters.
   */
  private static ProbedNetwork network() {
    Convolution convolution = new Convolution(IMAGE, 2, SIDE, SIDE, 1, false);
    Layer relu = new ActivationLayer(convolution.output(), Activation.RELU);
    Convolution sum = new Convolution(relu.output(), 2, 1, 1, 1, false);
    Network network = new Network(List.of(convolution, relu, sum), Precision.FLOAT, Planner.auto());
    float[] parameters = new float[network.parameterCount()];
    for (int tap = 0; tap < SIDE * SIDE; tap++) {
      float falling = isFalling(tap / SIDE, tap % SIDE) ? 1 : -1;
      parameters[tap * 2] = falling;
      parameters[tap * 2 + 1] = -falling;
    }
    int weights = convolution.parameterCount(); // [inputs, outputs]
    parameters[weights + EITHER] = 1;
    parameters[weights + FALLING] = 1;
    parameters[weights + 2 + EITHER] = 1;
    network.write(parameters);
    return new ProbedNetwork(
        network,
        new OutputFunction.Softmax(),
        List.of(
            new ProbedNetwork.Point(0, 0, "diagonals", FeatureMaps.Stage.PRE_ACTIVATION),
            new ProbedNetwork.Point(1, 0, "diagonals", FeatureMaps.Stage.ACTIVATION),
            new ProbedNetwork.Point(2, LAYER, "sum", FeatureMaps.Stage.OUTPUT)));
  }

  private static boolean isFalling(int row, int column) {
    return row < SIDE / 2 == column < SIDE / 2;
  }

  @AfterEach
  void free() {
    probed.network().close();
  }

  private static List<byte[]> sample() {
    Random random = new Random(2);
    List<byte[]> images = new ArrayList<>();
    for (int n = 0; n < 40; n++) {
      byte[] image = new byte[IMAGE.size()];
      random.nextBytes(image);
      images.add(image);
    }
    return images;
  }

  private FacetSearch search(int layer, int unit, long seed, int threads, List<byte[]> sample) {
    LabeledImages labeled = new LabeledImages(sample.size(), sample::get, i -> 0, 1);
    RealImages images =
        new RealImages(
            sample.isEmpty()
                ? Optional.empty()
                : Optional.of(new UnitResponseProbe(probed, layer, labeled, 9, 1)),
            sample::get,
            sample);
    PatternSettings settings = new PatternSettings(Method.CHANNEL, 64, 4, seed);
    return new FacetSearch(probed, layer, unit, 9, settings, images, threads);
  }

  private static UnitFacets run(FacetSearch search) {
    try (search) {
      while (search.advance()) {
        assertThat(search.progress()).isBetween(0.0, 1.0);
        assertThatThrownBy(search::result).hasMessageContaining("not at its end");
      }
      assertThat(search.progress()).isEqualTo(1);
      return search.result();
    }
  }

  /** Mean ink where a falling diagonal has some, less that where a rising one has. */
  private static double falling(UnitFacets facets, Pattern pattern) {
    float[] seen = facets.patterns().seen(pattern);
    assertThat(seen).hasSize(SIDE * SIDE);
    double sum = 0;
    for (int i = 0; i < seen.length; i++) {
      sum += isFalling(i / SIDE, i % SIDE) ? seen[i] : -seen[i];
    }
    return sum / (SIDE * SIDE / 2.0);
  }

  @Test
  void findsBothMeaningsOfAUnitThatHasTwo() {
    for (List<byte[]> sample : List.of(sample(), List.<byte[]>of())) {
      UnitFacets facets = run(search(LAYER, EITHER, 1, 1, sample));
      List<Pattern> found = facets.patterns().patterns();
      assertThat(facets.isOne()).isFalse();
      assertThat(found).hasSizeBetween(2, UnitFacets.MOST);
      assertThat(found).anyMatch(one -> falling(facets, one) > 0.6);
      assertThat(found).anyMatch(one -> falling(facets, one) < -0.6);
      double best = found.get(0).activation();
      assertThat(found).allMatch(one -> one.activation() >= UnitFacets.SHARE * best);
      assertThat(found).allMatch(one -> one.unit() == EITHER);
    }
  }

  @Test
  void findsOneMeaningOfAUnitThatHasOne() {
    UnitFacets facets = run(search(LAYER, FALLING, 1, 1, sample()));
    assertThat(facets.isOne()).isTrue();
    assertThat(facets.searches()).isEqualTo(32);
    assertThat(falling(facets, facets.patterns().patterns().get(0))).isGreaterThan(0.8);
  }

  /** Of a unit with one meaning, so that what is pushed apart comes together again. */
  @Test
  void pushesSearchesApartAndLetsThemGoBeforeTheEnd() {
    try (PatternTarget target = PatternTarget.of(probed, 2, true);
        AscentTools tools = new AscentTools(target, 4, new float[1], 0.2)) {
      Optional<Diversity> diversity = Optional.of(tools.diversity(new int[4]));
      assertThat(alike(tools, diversity, 32)).isLessThan(alike(tools, Optional.empty(), 32) - 1);
      assertThat(alike(tools, diversity, 64)).isGreaterThan(alike(tools, diversity, 32) + 1);
    }
  }

  /**
   * Sum of the cosines of the angles between four patterns after this many of 64 steps: at most 6.
   */
  private static double alike(AscentTools tools, Optional<Diversity> diversity, int steps) {
    List<FourierAscent.Start> starts =
        IntStream.range(0, 4)
            .mapToObj(seed -> new FourierAscent.Start(FALLING, 0, seed, 10, Optional.empty()))
            .toList();
    PatternSettings settings = new PatternSettings(Method.UNIT, 64, 4, 1);
    FourierAscent ascent = new FourierAscent(starts, settings, tools, diversity);
    for (int i = 0; i < steps; i++) {
      ascent.climb(tools);
    }
    float[][] drawn = ascent.drawn(tools);
    float[] together = new float[4 * drawn[0].length];
    for (int n = 0; n < 4; n++) {
      PatternNumbers.put(drawn[n], together, 4, n);
    }
    return tools.diversity(new int[4]).of(together, 0);
  }

  /** As good as the pattern that the search for all units finds. */
  @Test
  void showsThePatternOfTheLayerFirst() {
    PatternSettings settings = new PatternSettings(Method.UNIT, 64, 4, 1);
    LabeledImages labeled = new LabeledImages(40, sample()::get, i -> 0, 1);
    RealImages images =
        new RealImages(
            Optional.of(new UnitResponseProbe(probed, LAYER, labeled, 9, 1)),
            sample()::get,
            sample());
    Pattern pattern;
    try (PatternSearch search = new PatternSearch(probed, LAYER, 9, settings, images, 1)) {
      boolean more = true;
      while (more) {
        more = search.advance();
      }
      pattern = search.result().patterns().get(EITHER);
    }
    UnitFacets facets = run(search(LAYER, EITHER, 1, 1, sample()));
    Pattern first = facets.patterns().patterns().get(0);
    assertThat(first.activation()).isGreaterThanOrEqualTo(pattern.activation() - 1e-3);
    assertThat(first.bestReal()).isEqualTo(pattern.bestReal());
    assertThat(first.bestImage()).isEqualTo(pattern.bestImage());
  }

  @Test
  void knowsThatAFilterOfAFirstLayerHasOneMeaning() {
    UnitFacets facets = run(search(0, 1, 1, 1, sample()));
    assertThat(facets.isOne()).isTrue();
    assertThat(facets.searches()).isEqualTo(1);
    assertThat(facets.patterns().patterns().get(0).activation()).isCloseTo(18, within(1e-4));
  }

  @Test
  void findsTheSameWithAnyNumberOfThreads() {
    List<Pattern> one = run(search(LAYER, EITHER, 5, 1, sample())).patterns().patterns();
    List<Pattern> three = run(search(LAYER, EITHER, 5, 3, sample())).patterns().patterns();
    assertThat(three).hasSameSizeAs(one);
    for (int i = 0; i < one.size(); i++) {
      assertThat(three.get(i).pixels()).isEqualTo(one.get(i).pixels());
    }
  }

  @Test
  void isOfTheWeightsThatItStartedWith() {
    Pattern expected = run(search(LAYER, FALLING, 1, 1, List.of())).patterns().patterns().get(0);
    FacetSearch search = search(LAYER, FALLING, 1, 1, List.of());
    probed.network().write(new float[probed.network().parameterCount()]);
    assertThat(run(search).patterns().patterns().get(0).pixels()).isEqualTo(expected.pixels());
  }

  @Test
  void refusesAUnitThatIsNotThere() {
    assertThatThrownBy(() -> search(LAYER, 2, 1, 1, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("There is no unit 2 in this layer: it has 2");
    assertThatThrownBy(() -> search(7, 0, 1, 1, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("There is no layer with index 7");
  }
}
