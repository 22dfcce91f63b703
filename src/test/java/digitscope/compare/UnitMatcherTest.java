package digitscope.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import digitscope.compare.UnitMatching.Match;
import digitscope.nn.Activation;
import digitscope.nn.ActivationLayer;
import digitscope.nn.Convolution;
import digitscope.nn.Dense;
import digitscope.nn.Flatten;
import digitscope.nn.Layer;
import digitscope.nn.MapShape;
import digitscope.nn.MaxPooling;
import digitscope.nn.Network;
import digitscope.nn.OutputFunction;
import digitscope.nn.Precision;
import digitscope.nn.plan.Planner;
import digitscope.probe.FeatureMapProbe;
import digitscope.probe.FeatureMaps;
import digitscope.probe.LayerReader;
import digitscope.probe.ProbedNetwork;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Compares with the numbers that {@code compare.py} wrote, and looks at networks that are known.
 */
class UnitMatcherTest {
  private static final MapShape IMAGE = new MapShape(1, 8, 8);
  private static final int FILTERS = 5;

  private final Random random = new Random(3);
  private final List<byte[]> images = new ArrayList<>();
  private final List<ProbedNetwork> open = new ArrayList<>();

  UnitMatcherTest() {
    for (int n = 0; n < 301; n++) {
      byte[] image = new byte[IMAGE.size()];
      random.nextBytes(image);
      images.add(image);
    }
  }

  /** A convolution of 3×3, ReLU, pooling, a dense layer of 4. */
  private ProbedNetwork network(float... kernels) {
    Layer convolution = new Convolution(IMAGE, FILTERS, 3, 3, 1, false);
    Layer relu = new ActivationLayer(convolution.output(), Activation.RELU);
    Layer pooling = new MaxPooling(relu.output(), 2, 2);
    Layer flat = new Flatten(pooling.output());
    Layer dense = new Dense(flat.output().size(), 4);
    Network network =
        new Network(
            List.of(convolution, relu, pooling, flat, dense), Precision.FLOAT, Planner.auto());
    float[] values = network.values();
    for (int i = 0; i < values.length; i++) {
      values[i] = i < kernels.length ? kernels[i] : (float) random.nextGaussian() / 4;
    }
    network.write(values);
    ProbedNetwork probed =
        new ProbedNetwork(
            network,
            new OutputFunction.Softmax(),
            List.of(
                new ProbedNetwork.Point(0, 0, "convolution", FeatureMaps.Stage.PRE_ACTIVATION),
                new ProbedNetwork.Point(1, 0, "convolution", FeatureMaps.Stage.ACTIVATION),
                new ProbedNetwork.Point(2, 1, "pooling", FeatureMaps.Stage.POOLED),
                new ProbedNetwork.Point(4, 2, "dense", FeatureMaps.Stage.PRE_ACTIVATION)));
    open.add(probed);
    return probed;
  }

  /**
   * Kernels [3, 3, 1, filters] and biases; filter f has those that were number {@code order[f]}.
   */
  private static float[] kernels(float[] drawn, int... order) {
    float[] kernels = new float[10 * FILTERS];
    for (int i = 0; i < 10; i++) {
      for (int f = 0; f < FILTERS; f++) {
        kernels[i * FILTERS + f] = drawn[i * FILTERS + order[f]];
      }
    }
    return kernels;
  }

  /** Kernels whose weights add up to 0, so that none is dead, and biases of 0.1. */
  private float[] drawn() {
    float[] drawn = new float[10 * FILTERS];
    for (int f = 0; f < FILTERS; f++) {
      float sum = 0;
      for (int i = 0; i < 8; i++) {
        drawn[i * FILTERS + f] = (float) random.nextGaussian();
        sum += drawn[i * FILTERS + f];
      }
      drawn[8 * FILTERS + f] = -sum;
      drawn[9 * FILTERS + f] = 0.1f;
    }
    return drawn;
  }

  @AfterEach
  void free() {
    open.forEach(one -> one.network().close());
  }

  private UnitMatching match(ProbedNetwork one, ProbedNetwork other) {
    int batch = UnitMatcher.batch(36 * FILTERS);
    try (UnitMatcher matcher =
        new UnitMatcher(
            new LayerReader(one, List.of(0), batch),
            new LayerReader(other, List.of(0), batch),
            images.size(),
            images::get)) {
      assertThatThrownBy(matcher::result).hasMessageContaining("not at its end");
      while (matcher.advance()) {
        assertThat(matcher.progress()).isBetween(0.0, 1.0);
      }
      return matcher.result();
    }
  }

  private static JsonNode expected() throws IOException {
    try (InputStream json = UnitMatcherTest.class.getResourceAsStream("compare.json")) {
      return new ObjectMapper().readTree(Objects.requireNonNull(json));
    }
  }

  private static float[] floats(JsonNode values) {
    return new ObjectMapper().convertValue(values, float[].class);
  }

  @Test
  void matchesUnitsAsSciPyDoes() throws IOException {
    JsonNode expected = expected();
    float[] first = floats(expected.get("first"));
    float[] second = floats(expected.get("second"));
    PairedSums sums = new PairedSums(6, 3);
    int from = 0;
    for (JsonNode piece : expected.get("pieces")) {
      int to = from + piece.intValue() * 18;
      sums.add(
          piece.intValue(),
          Arrays.copyOfRange(first, from, to),
          Arrays.copyOfRange(second, from, to));
      from = to;
    }
    UnitMatching found = UnitMatching.of(sums, 21);
    assertThat(found.matches()).hasSameSizeAs(expected.get("matches"));
    for (int i = 0; i < found.matches().size(); i++) {
      JsonNode pair = expected.get("matches").get(i);
      Match match = found.matches().get(i);
      assertThat(match.first()).isEqualTo(pair.get(0).intValue());
      assertThat(match.second()).isEqualTo(pair.get(1).intValue());
      assertThat(match.similarity()).isCloseTo(pair.get(2).doubleValue(), within(1e-12));
    }
    assertThat(found.meanSimilarity()).isCloseTo(expected.get("mean").doubleValue(), within(1e-12));
    assertThat(found.samePlaceSimilarity())
        .isCloseTo(expected.get("same_place").doubleValue(), within(1e-12));
    assertThat(found.baselineSimilarity())
        .isCloseTo(expected.get("baseline").doubleValue(), within(1e-12));
    assertThat(found.constantInFirst()).containsExactly(2);
    assertThat(found.constantInSecond()).containsExactly(0, 5);
  }

  @Test
  void aNetworkHasTheSameUnitsAsItself() {
    ProbedNetwork network = network(drawn());
    UnitMatching found = match(network, network);
    assertThat(found.matches())
        .isEqualTo(IntStream.range(0, FILTERS).mapToObj(i -> new Match(i, i, 1.0)).toList());
    assertThat(found.meanSimilarity()).isEqualTo(1);
    assertThat(found.samePlaceSimilarity()).isEqualTo(1);
    assertThat(found.baselineSimilarity()).isBetween(-0.1, 0.2);
    assertThat(found.images()).isEqualTo(301);
    assertThat(found.sentence("filter"))
        .isEqualTo("5 of 5 filters have a twin (r > 0.8); in the same place: 5.");
  }

  @Test
  void findsUnitsAgainWhereverTheyHaveGone() {
    float[] drawn = drawn();
    UnitMatching found =
        match(network(kernels(drawn, 0, 1, 2, 3, 4)), network(kernels(drawn, 3, 1, 4, 0, 2)));
    assertThat(found.matches())
        .extracting(Match::second)
        .as("where each filter of the first network is")
        .containsExactly(3, 1, 4, 0, 2);
    assertThat(found.matches()).allMatch(match -> match.similarity() > 0.999999);
    assertThat(found.sentence("filter"))
        .isEqualTo("5 of 5 filters have a twin (r > 0.8); in the same place: 1.");
  }

  /** Filters with a large negative bias never give anything but 0. */
  @Test
  void leavesOutUnitsThatAreConstant() {
    float[] first = drawn();
    float[] second = first.clone();
    first[9 * FILTERS + 1] = -1000;
    second[9 * FILTERS + 1] = -1000;
    second[9 * FILTERS + 3] = -1000;
    UnitMatching found = match(network(first), network(second));
    assertThat(found.constantInFirst()).containsExactly(1);
    assertThat(found.constantInSecond()).containsExactly(1, 3);
    assertThat(found.matches()).extracting(Match::first).containsExactly(0, 2, 4);
    assertThat(found.sentence("filter"))
        .isEqualTo(
            "3 of 4 filters have a twin (r > 0.8); in the same place: 3. 1 more filter is constant "
                + "in both networks and left out. 1 filter has no partner: in the second network "
                + "more are constant.");
  }

  @Test
  void saysThatNothingIsLeftToMatch() {
    float[] dead = drawn();
    Arrays.fill(dead, 9 * FILTERS, 10 * FILTERS, -1000);
    UnitMatching found = match(network(dead), network(dead));
    assertThat(found.matches()).isEmpty();
    assertThat(found.meanSimilarity()).isNaN();
    assertThat(found.baselineSimilarity()).isNaN();
    assertThat(found.sentence("filter"))
        .isEqualTo("All filters are constant in both networks, so none can be matched.");
  }

  @Test
  void refusesLayersOfDifferentShapes() {
    ProbedNetwork network = network(drawn());
    try (LayerReader convolution = new LayerReader(network, List.of(0), 4);
        LayerReader dense = new LayerReader(network, List.of(2), 4)) {
      assertThatThrownBy(() -> new UnitMatcher(convolution, dense, images.size(), images::get))
          .hasMessage("The layers are of different shapes");
    }
  }

  @Test
  void refusesLayersWithTooManyUnits() {
    Layer flat = new Flatten(IMAGE);
    Layer dense = new Dense(IMAGE.size(), UnitMatcher.MOST_UNITS + 1);
    Network network = new Network(List.of(flat, dense), Precision.FLOAT, Planner.auto());
    ProbedNetwork large =
        new ProbedNetwork(
            network,
            new OutputFunction.Softmax(),
            List.of(new ProbedNetwork.Point(1, 0, "dense", FeatureMaps.Stage.PRE_ACTIVATION)));
    open.add(large);
    try (LayerReader one = new LayerReader(large, List.of(0), 4);
        LayerReader other = new LayerReader(large, List.of(0), 4)) {
      assertThatThrownBy(() -> new UnitMatcher(one, other, images.size(), images::get))
          .hasMessage("The layer has 1,025 units; choose one with at most 1,024");
    }
  }

  @Test
  void readsWhatTheFeatureMapsShow() {
    ProbedNetwork network = network(drawn());
    try (LayerReader reader = new LayerReader(network, List.of(0, 2), 4);
        LayerReader alone = new LayerReader(network, List.of(0), 4);
        FeatureMapProbe maps = new FeatureMapProbe(network)) {
      reader.read(4, images::get);
      alone.read(4, images::get);
      for (int n = 0; n < 4; n++) {
        List<FeatureMaps.LayerMaps> shown = maps.maps(images.get(n), 0).layers();
        float[] convolution = shown.get(1).values();
        float[] logits = shown.get(3).values();
        int size = convolution.length;
        assertThat(Arrays.copyOfRange(reader.values(0), n * size, (n + 1) * size))
            .containsExactly(convolution, within(1e-5f));
        assertThat(Arrays.copyOfRange(alone.values(0), n * size, (n + 1) * size))
            .containsExactly(convolution, within(1e-5f));
        assertThat(Arrays.copyOfRange(reader.values(1), n * 4, (n + 1) * 4))
            .containsExactly(logits, within(1e-4f));
      }
      assertThat(reader.units(0)).isEqualTo(FILTERS);
      assertThat(reader.places(0)).isEqualTo(36);
      assertThat(reader.units(1)).isEqualTo(4);
    }
  }

  @Test
  void alignsLayersAsNumPyDoes() throws IOException {
    JsonNode expected = expected().get("alignment");
    float[][] layers = new ObjectMapper().convertValue(flat(expected), float[][].class);
    double[][] wanted = new ObjectMapper().convertValue(expected.get("cka"), double[][].class);
    for (int a = 0; a < layers.length; a++) {
      for (int b = 0; b < layers.length; b++) {
        double between = 0;
        double ofA = 0;
        double ofB = 0;
        for (int batch = 0; batch < 3; batch++) {
          Gram first = gram(layers[a], batch);
          Gram second = gram(layers[b], batch);
          between += first.independence(second);
          ofA += first.independence(first);
          ofB += second.independence(second);
        }
        assertThat(between / Math.sqrt(ofA * ofB)).isCloseTo(wanted[a][b], within(1e-9));
      }
    }
  }

  private static List<List<Float>> flat(JsonNode expected) {
    List<List<Float>> layers = new ArrayList<>();
    for (JsonNode layer : expected.get("layers")) {
      List<Float> values = new ArrayList<>();
      layer.forEach(row -> row.forEach(value -> values.add(value.floatValue())));
      layers.add(values);
    }
    return layers;
  }

  private static Gram gram(float[] layer, int batch) {
    int size = layer.length / 24;
    return Gram.of(Arrays.copyOfRange(layer, batch * 8 * size, (batch + 1) * 8 * size), 8, size);
  }

  @Test
  void alignsANetworkWithItself() {
    ProbedNetwork network = network(drawn());
    int batch = LayerAlignment.batch(300);
    try (LayerAlignment alignment =
        new LayerAlignment(
            new LayerReader(network, List.of(0, 2), batch),
            new LayerReader(network, List.of(0, 2), batch),
            images.size(),
            images::get)) {
      while (alignment.advance()) {
        assertThatThrownBy(alignment::result).hasMessageContaining("not at its end");
      }
      LayerAlignment.Result found = alignment.result();
      assertThat(found.images()).isEqualTo(301);
      assertThat(found.cka()[0][0]).isEqualTo(1);
      assertThat(found.cka()[1][1]).isEqualTo(1);
      assertThat(found.cka()[0][1]).isBetween(0.1, 0.99).isEqualTo(found.cka()[1][0]);
    }
  }
}
