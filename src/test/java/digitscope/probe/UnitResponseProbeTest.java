package digitscope.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import digitscope.nn.Activation;
import digitscope.nn.ActivationLayer;
import digitscope.nn.Convolution;
import digitscope.nn.Dense;
import digitscope.nn.Flatten;
import digitscope.nn.KMeansFeatures;
import digitscope.nn.Layer;
import digitscope.nn.MapShape;
import digitscope.nn.MaxPooling;
import digitscope.nn.Network;
import digitscope.nn.OutputFunction;
import digitscope.nn.Precision;
import digitscope.nn.plan.Planner;
import digitscope.probe.FeatureMaps.Stage;
import digitscope.probe.UnitResponses.Excitation;
import digitscope.probe.UnitResponses.Unit;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares with the numbers that {@code responses.py} got from PyTorch. */
final class UnitResponseProbeTest {
  private static final int DEAD = 2;

  private final JsonNode expected = read();
  private final int classes = expected.get("classes").intValue();
  private final List<byte[]> images = images();
  private final List<Network> built = new ArrayList<>();

  private static JsonNode read() {
    try (InputStream json = UnitResponseProbeTest.class.getResourceAsStream("responses.json")) {
      return new ObjectMapper().readTree(Objects.requireNonNull(json));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private List<byte[]> images() {
    List<byte[]> all = new ArrayList<>();
    for (JsonNode image : expected.get("images")) {
      byte[] pixels = new byte[image.size()];
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = (byte) image.get(i).intValue();
      }
      all.add(pixels);
    }
    return all;
  }

  @AfterEach
  void free() {
    built.forEach(Network::close);
  }

  private ProbedNetwork network() {
    MapShape image =
        new MapShape(1, expected.get("height").intValue(), expected.get("width").intValue());
    Layer first = new Convolution(image, 5, 3, 3, 1, false);
    Layer firstRelu = new ActivationLayer(first.output(), Activation.RELU);
    Layer pooling = new MaxPooling(first.output(), 2, 2);
    Layer second = new Convolution(pooling.output(), 4, 2, 2, 1, false);
    Layer secondRelu = new ActivationLayer(second.output(), Activation.RELU);
    Layer flatten = new Flatten(second.output());
    Layer hidden = new Dense(flatten.output().size(), 6);
    Layer sigmoid = new ActivationLayer(hidden.output(), Activation.SIGMOID);
    List<Layer> layers =
        List.of(
            first,
            firstRelu,
            pooling,
            second,
            secondRelu,
            flatten,
            hidden,
            sigmoid,
            new Dense(6, classes));
    Network network = new Network(layers, Precision.FLOAT, Planner.auto());
    built.add(network);
    network.write(floats(expected.get("parameters")));
    return new ProbedNetwork(
        network,
        new OutputFunction.Softmax(),
        List.of(
            new ProbedNetwork.Point(0, 0, "first", Stage.PRE_ACTIVATION),
            new ProbedNetwork.Point(1, 0, "first", Stage.ACTIVATION),
            new ProbedNetwork.Point(3, 1, "second", Stage.PRE_ACTIVATION),
            new ProbedNetwork.Point(4, 1, "second", Stage.ACTIVATION),
            new ProbedNetwork.Point(6, 2, "hidden", Stage.PRE_ACTIVATION),
            new ProbedNetwork.Point(7, 2, "hidden", Stage.ACTIVATION),
            new ProbedNetwork.Point(8, 3, "output", Stage.PRE_ACTIVATION)));
  }

  private static float[] floats(JsonNode list) {
    float[] values = new float[list.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = list.get(i).floatValue();
    }
    return values;
  }

  private LabeledImages labeled() {
    return new LabeledImages(
        images.size(), images::get, i -> expected.get("labels").get(i).intValue(), classes);
  }

  private static UnitResponses ask(ProbedNetwork probed, int layerIndex, LabeledImages images) {
    try (UnitResponseProbe probe = new UnitResponseProbe(probed, layerIndex, images, 12, 3)) {
      while (probe.advance()) {
        assertThatThrownBy(probe::result).hasMessageContaining("not at its end");
      }
      return probe.result();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void findsWhatPyTorchFinds(int layerIndex) {
    UnitResponses found = ask(network(), layerIndex, labeled());
    JsonNode layer = expected.get("layers").get(layerIndex);
    assertThat(found.step()).isEqualTo(12);
    assertThat(found.layerIndex()).isEqualTo(layerIndex);
    assertThat(found.images()).isEqualTo(images.size());
    assertThat(found.units()).hasSize(layer.size());
    for (Unit unit : found.units()) {
      check(unit, layer.get(unit.unit()));
    }
  }

  private void check(Unit unit, JsonNode wanted) {
    JsonNode strongest = wanted.get("strongest");
    assertThat(unit.strongest()).hasSize(UnitResponses.STRONGEST);
    for (int i = 0; i < strongest.size(); i++) {
      Excitation found = unit.strongest().get(i);
      JsonNode place = strongest.get(i);
      assertThat(List.of(found.image(), found.row(), found.column()))
          .as("unit %d, place %d", unit.unit(), i)
          .containsExactly(
              place.get(0).intValue(), place.get(1).intValue(), place.get(2).intValue());
      assertThat(found.label()).isEqualTo(expected.get("labels").get(found.image()).intValue());
      assertThat(found.preActivation())
          .isCloseTo(wanted.get("values").get(i).floatValue(), within(1e-4f));
    }
    assertThat(unit.classMeans()).containsExactly(floats(wanted.get("means")), within(1e-4f));
    assertThat(unit.positive()).isEqualTo(wanted.get("positive").intValue());
  }

  @Test
  void callsAFilterDeadThatNoImageExcitesAndSaysWhatComesNearest() {
    UnitResponses found = ask(network(), 0, labeled());
    assertThat(found.units()).extracting(Unit::isDead).containsExactly(deadOf(5));
    assertThat(found.dead()).isEqualTo(1);
    Unit dead = found.units().get(DEAD);
    assertThat(dead.nearestMiss()).isEqualTo(dead.best());
    assertThat(dead.nearestMiss().orElseThrow().preActivation()).isNegative();
    assertThat(dead.positive()).isZero();
    assertThat(found.units().get(0).nearestMiss()).isEmpty();
  }

  private static Boolean[] deadOf(int units) {
    return IntStream.range(0, units).mapToObj(unit -> unit == DEAD).toArray(Boolean[]::new);
  }

  /** One bright image in which the filter is positive at a single place wakes it. */
  @Test
  void neverCallsAFilterDeadThatOneImageWakes() {
    ProbedNetwork probed = network();
    float[] values = probed.network().values();
    int bias = 9 * 5 + DEAD;
    values[bias] = 1e-3f;
    probed.network().write(values);
    // The kernel is negative, so only a black patch leaves the bias; all other images are white.
    byte[] white = new byte[images.get(0).length];
    Arrays.fill(white, (byte) 255);
    byte[] waking = white.clone();
    for (int row = 4; row < 7; row++) {
      Arrays.fill(waking, row * 8 + 5, row * 8 + 8, (byte) 0);
    }
    LabeledImages set =
        new LabeledImages(500, image -> image == 321 ? waking : white, image -> 0, 1);
    Unit unit = ask(probed, 0, set).units().get(DEAD);
    assertThat(unit.isDead()).isFalse();
    assertThat(unit.positive()).isEqualTo(1);
    Excitation best = unit.best().orElseThrow();
    assertThat(List.of(best.image(), best.row(), best.column())).containsExactly(321, 4, 5);
    LabeledImages without = new LabeledImages(500, image -> white, image -> 0, 1);
    assertThat(ask(probed, 0, without).units().get(DEAD).isDead()).isTrue();
  }

  @Test
  void neverCallsAUnitDeadThatAnswersBelowZeroToo() {
    ProbedNetwork probed = network();
    float[] values = new float[probed.network().valueCount()];
    Arrays.fill(values, -0.1f);
    probed.network().write(values);
    for (int layerIndex : new int[] {2, 3}) {
      UnitResponses found = ask(probed, layerIndex, labeled());
      assertThat(found.units()).allMatch(unit -> unit.positive() == 0 && !unit.isDead());
    }
    assertThat(ask(probed, 0, labeled()).units()).allMatch(Unit::isDead);
  }

  @Test
  void callsAClusterDeadThatIsNearerToNoImageThanOthers() {
    KMeansFeatures kMeans = new KMeansFeatures(MapShape.vector(2), 2);
    Network network = new Network(List.of(kMeans), Precision.FLOAT, Planner.auto());
    built.add(network);
    network.write(kMeans.statistics(new float[] {0, 0, 1, 1}));
    ProbedNetwork clusters =
        new ProbedNetwork(
            network,
            new OutputFunction.Softmax(),
            List.of(new ProbedNetwork.Point(0, 0, "k-means", Stage.OUTPUT)));
    LabeledImages dark = new LabeledImages(3, image -> new byte[] {(byte) image, 0}, i -> 0, 1);
    assertThat(ask(clusters, 0, dark).units())
        .extracting(Unit::isDead)
        .containsExactly(false, true);
  }

  @Test
  void isOfTheWeightsThatItStartedWith() {
    ProbedNetwork probed = network();
    UnitResponses before = ask(probed, 1, labeled());
    try (UnitResponseProbe probe = new UnitResponseProbe(probed, 1, labeled(), 12, 1)) {
      probed.network().write(new float[probed.network().valueCount()]);
      boolean more = true;
      while (more) {
        more = probe.advance();
      }
      assertThat(probe.progress()).isEqualTo(1);
      assertThat(probe.result().units())
          .extracting(Unit::strongest)
          .isEqualTo(before.units().stream().map(Unit::strongest).toList());
    }
  }

  @Test
  void findsNothingWhereNumbersHaveLeftAllBounds() {
    ProbedNetwork probed = network();
    float[] values = new float[probed.network().valueCount()];
    Arrays.fill(values, Float.NaN);
    probed.network().write(values);
    assertThat(ask(probed, 0, labeled()).units())
        .allMatch(unit -> unit.strongest().isEmpty() && !unit.isDead());
  }

  @Test
  void refusesALayerThatIsNotThere() {
    ProbedNetwork probed = network();
    assertThatThrownBy(() -> new UnitResponseProbe(probed, 4, labeled(), 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("There is no layer with index 4");
  }
}
