package digitscope.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import digitscope.nn.Activation;
import digitscope.nn.ActivationLayer;
import digitscope.nn.Convolution;
import digitscope.nn.Dense;
import digitscope.nn.Dropout;
import digitscope.nn.Flatten;
import digitscope.nn.Layer;
import digitscope.nn.MapShape;
import digitscope.nn.Network;
import digitscope.nn.OutputFunction;
import digitscope.nn.Precision;
import digitscope.nn.plan.Planner;
import digitscope.probe.NearestImages.Neighbor;
import digitscope.probe.NeighborProbe.Question;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class NeighborProbeTest {
  private static final MapShape IMAGE = new MapShape(1, 6, 6);
  private static final int IMAGES = 300;
  private static final int[] ORDER = IntStream.range(0, IMAGES).map(i -> i * 7 % IMAGES).toArray();

  private final Random random = new Random(6);
  private final List<byte[]> images = new ArrayList<>();
  private final List<Network> built = new ArrayList<>();

  NeighborProbeTest() {
    for (int n = 0; n < IMAGES; n++) {
      byte[] image = new byte[IMAGE.size()];
      random.nextBytes(image);
      images.add(image);
    }
  }

  @BeforeAll
  static void useBackend() {}

  @AfterEach
  void free() {
    built.forEach(Network::close);
  }

  private ProbedNetwork network(List<Layer> layers) {
    Network network = new Network(layers, Precision.FLOAT, Planner.auto());
    built.add(network);
    float[] values = network.values();
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    network.write(values);
    List<ProbedNetwork.Point> points = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      String title = layers.get(i).getClass().getSimpleName() + " " + i;
      points.add(new ProbedNetwork.Point(i, i, title, FeatureMaps.Stage.OUTPUT));
    }
    return new ProbedNetwork(network, new OutputFunction.Softmax(), points);
  }

  private ProbedNetwork convolutional() {
    Convolution convolution = new Convolution(IMAGE, 3, 3, 3, 1, false);
    Flatten flatten = new Flatten(convolution.output());
    Dense dense = new Dense(flatten.output().size(), 8);
    Layer relu = new ActivationLayer(dense.output(), Activation.RELU);
    Layer dropout = new Dropout(relu.output(), 0.5, 1);
    return network(List.of(convolution, flatten, dense, relu, dropout, new Dense(8, 3)));
  }

  private static int label(int image) {
    return image % 3;
  }

  private NearestImages ask(HiddenValues hidden, byte[] image, OptionalInt itself, int among) {
    NeighborProbe inquiry =
        new NeighborProbe(
            hidden, new Question(image, 1, itself, among, IMAGES), NeighborProbeTest::label);
    while (inquiry.advance()) {}
    return inquiry.result();
  }

  /** The hidden values as the feature maps show them, and the cosine by its definition. */
  private List<Neighbor> expected(ProbedNetwork probed, byte[] image, int layer, int among) {
    List<Neighbor> all = new ArrayList<>();
    try (FeatureMapProbe probe = new FeatureMapProbe(probed)) {
      float[] own = probe.maps(image, 0).layers().get(layer).values();
      for (int i = 0; i < among; i++) {
        float[] other = probe.maps(images.get(ORDER[i]), 0).layers().get(layer).values();
        double product = 0;
        double ownSquares = 0;
        double otherSquares = 0;
        for (int k = 0; k < own.length; k++) {
          product += (double) own[k] * other[k];
          ownSquares += (double) own[k] * own[k];
          otherSquares += (double) other[k] * other[k];
        }
        double length = Math.sqrt(ownSquares * otherSquares);
        all.add(new Neighbor(ORDER[i], label(ORDER[i]), length == 0 ? 1 : 1 - product / length));
      }
    }
    all.sort(Comparator.comparingDouble(Neighbor::distance).thenComparingInt(Neighbor::index));
    return all;
  }

  private static void check(List<Neighbor> found, List<Neighbor> expected) {
    assertThat(found).hasSize(NeighborProbe.COUNT);
    assertThat(found)
        .extracting(Neighbor::index)
        .containsExactlyElementsOf(
            expected.stream().map(Neighbor::index).limit(NeighborProbe.COUNT).toList());
    for (int i = 0; i < found.size(); i++) {
      assertThat(found.get(i).distance()).isCloseTo(expected.get(i).distance(), within(1e-5));
      assertThat(found.get(i).label()).isEqualTo(expected.get(i).label());
    }
  }

  @Test
  void findsTheNearestOfTheClassAndOfTheOthersApart() {
    ProbedNetwork probed = convolutional();
    byte[] image = new byte[IMAGE.size()];
    random.nextBytes(image);
    List<Neighbor> expected = expected(probed, image, 3, IMAGES);
    try (HiddenValues hidden = new HiddenValues(probed, images::get, ORDER, 9)) {
      NearestImages found = ask(hidden, image, OptionalInt.empty(), IMAGES);
      check(found.ofClass(), expected.stream().filter(some -> some.label() == 1).toList());
      check(found.ofOthers(), expected.stream().filter(some -> some.label() != 1).toList());
      assertThat(found.step()).isEqualTo(9);
      assertThat(found.layer()).contains("ActivationLayer 3");
      assertThat(found.compared()).isEqualTo(IMAGES);
    }
  }

  @Test
  void comparesWithSoManyAsAreWantedAndKeepsWhatItHasRead() {
    ProbedNetwork probed = convolutional();
    byte[] image = images.get(5);
    try (HiddenValues hidden = new HiddenValues(probed, images::get, ORDER, 9)) {
      NearestImages few = ask(hidden, image, OptionalInt.empty(), 100);
      assertThat(few.compared()).isBetween(100, 163);
      assertThat(few.total()).isEqualTo(IMAGES);
      List<Neighbor> expected = expected(probed, image, 3, few.compared());
      check(few.ofOthers(), expected.stream().filter(some -> some.label() != 1).toList());
      int read = hidden.read();
      assertThat(ask(hidden, image, OptionalInt.empty(), 50).compared()).isEqualTo(read);
      assertThat(ask(hidden, image, OptionalInt.empty(), 1000).compared()).isEqualTo(IMAGES);
    }
  }

  @Test
  void isNoNeighborOfItself() {
    ProbedNetwork probed = convolutional();
    try (HiddenValues hidden = new HiddenValues(probed, images::get, ORDER, 9)) {
      Neighbor itself = ask(hidden, images.get(4), OptionalInt.empty(), IMAGES).ofClass().get(0);
      assertThat(itself.index()).isEqualTo(4);
      assertThat(itself.distance()).isCloseTo(0, within(1e-6));
      assertThat(ask(hidden, images.get(4), OptionalInt.of(4), IMAGES).ofClass())
          .extracting(Neighbor::index)
          .doesNotContain(4);
    }
  }

  @Test
  void comparesPixelsWhereThereIsNoHiddenLayer() {
    ProbedNetwork probed = network(List.of(new Flatten(IMAGE), new Dense(IMAGE.size(), 3)));
    byte[] image = images.get(5);
    List<Neighbor> expected = expected(probed, image, 0, IMAGES);
    try (HiddenValues hidden = new HiddenValues(probed, images::get, ORDER, 9)) {
      NearestImages found = ask(hidden, image, OptionalInt.empty(), IMAGES);
      assertThat(found.layer()).isEmpty();
      check(found.ofOthers(), expected.stream().filter(some -> some.label() != 1).toList());
    }
  }
}
