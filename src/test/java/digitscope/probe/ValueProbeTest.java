package digitscope.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import digitscope.config.Activation;
import digitscope.config.Conv2d;
import digitscope.config.Dense;
import digitscope.config.Flatten;
import digitscope.config.LayerSpec;
import digitscope.config.MaxPool2d;
import digitscope.config.NetworkSpec;
import digitscope.config.Padding;
import digitscope.config.TrainingSpec;
import digitscope.data.ImageShape;
import digitscope.engine.FrozenNetwork;
import digitscope.engine.NetworkSample;
import digitscope.network.NetworkFactory;
import digitscope.network.ParameterLayout;
import digitscope.nn.Loss;
import digitscope.nn.Reference;
import digitscope.probe.FeatureMaps.LayerMaps;
import digitscope.probe.FeatureMaps.Stage;
import digitscope.probe.ValueComputation.Field;
import digitscope.probe.ValueComputation.Operation;
import digitscope.probe.ValueComputation.Patch;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What PyTorch says of single values is in {@code values.json}, which {@code values.py} made. */
class ValueProbeTest {
  private static final Offset<Double> ROUNDING = within(2e-5);
  private static final ImageShape SHAPE = new ImageShape(2, 9, 8);
  private static final byte[] IMAGE = Reference.pixels(SHAPE.size());
  private static final NetworkSpec NETWORK =
      new NetworkSpec(
          List.of(
              new Conv2d(3, 3, 3, 1, Padding.SAME, Activation.RELU),
              new MaxPool2d(2, 2),
              new Conv2d(4, 3, 3, 1, Padding.VALID, Activation.LEAKY_RELU),
              new Flatten(),
              new Dense(5, Activation.TANH),
              new Dense(3, Activation.SOFTMAX)));

  private static TrainingSpec training() {
    return NetworkSample.all().get(0).config().training();
  }

  /** Each array is 0.6 times a wave of its own. */
  private static FrozenNetwork network() {
    ParameterLayout layout = ParameterLayout.of(NETWORK, SHAPE, 3);
    float[] values = new float[layout.size()];
    for (int phase = 0; phase < layout.arrays().size(); phase++) {
      ParameterLayout.ArrayPlace array = layout.arrays().get(phase);
      for (int i = 0; i < array.size(); i++) {
        values[array.offset() + i] = (float) (0.6 * Reference.wave(i + 1, phase));
      }
    }
    FrozenNetwork network = FrozenNetwork.build(NETWORK, training(), SHAPE, 3);
    network.write(values);
    return network;
  }

  private static JsonNode expected() throws Exception {
    try (InputStream json = ValueProbeTest.class.getResourceAsStream("values.json")) {
      return new ObjectMapper().readTree(Objects.requireNonNull(json));
    }
  }

  @Test
  void writesOutValuesAsPyTorchComputesThem() throws Exception {
    List<String> layers = List.of("1.convolution", "", "3.convolution", "", "5.dense", "6.dense");
    try (FrozenNetwork network = network()) {
      for (JsonNode one : expected().get("cases")) {
        JsonNode place = one.get("place");
        ValueComputation found =
            network.compute(
                IMAGE,
                new MapPlace(
                    layers.indexOf(one.get("layer").asText()),
                    place.get(0).asInt(),
                    place.get(1).asInt(),
                    place.get(2).asInt()),
                OptionalInt.of(one.get("label").asInt()),
                42);
        assertThat(found.step()).isEqualTo(42);
        assertThat(found.operation()).isEqualTo(Operation.WEIGHTED_SUM);
        assertSame(one.get("inputs"), found.patches().stream().map(Patch::inputs).toList());
        assertSame(one.get("weights"), found.patches().stream().map(Patch::weights).toList());
        assertThat(found.bias()).isCloseTo(one.get("bias").asDouble(), ROUNDING);
        assertThat(found.preActivation()).isCloseTo(one.get("pre").asDouble(), ROUNDING);
        assertThat(found.value()).isCloseTo(one.get("out").asDouble(), ROUNDING);
        ValueComputation.Gradient gradient = found.gradient();
        assertThat(gradient.label()).isEqualTo(one.get("label").asInt());
        assertThat(gradient.ofLogit()).isCloseTo(one.get("ofLogit").asDouble(), ROUNDING);
        assertThat(gradient.ofLoss()).isCloseTo(one.get("ofLoss").asDouble(), ROUNDING);
        assertThat(gradient.beforeActivation())
            .isCloseTo(one.get("beforeActivation").asDouble(), ROUNDING);
        assertSame(one.get("kernelGradients"), gradient.kernels());
        assertThat(gradient.bias()).isCloseTo(one.get("biasGradient").asDouble(), ROUNDING);
      }
    }
  }

  private static void assertSame(JsonNode expected, List<float[]> found) {
    assertThat(found).hasSize(expected.size());
    for (int k = 0; k < found.size(); k++) {
      double[] numbers = Reference.numbers(expected.get(k));
      double[] ours = new double[found.get(k).length];
      for (int i = 0; i < ours.length; i++) {
        ours[i] = found.get(k)[i];
      }
      assertThat(ours).as("patch %d", k).containsExactly(numbers, ROUNDING);
    }
  }

  @Test
  void agreesWithThePyTorchMaps() throws Exception {
    JsonNode expected = expected().get("maps");
    List<String> names =
        List.of(
            "1.convolution", "2.max_pooling", "3.convolution", "4.flatten", "5.dense", "6.dense");
    try (FrozenNetwork network = network()) {
      for (LayerMaps layer : network.maps(IMAGE, 1).layers()) {
        boolean isBefore = layer.stage() == Stage.PRE_ACTIVATION;
        String name = names.get(layer.layerIndex()) + (isBefore ? "/pre" : "/out");
        if (expected.has(name)) {
          assertSame(
              new ObjectMapper().createArrayNode().add(expected.get(name)),
              List.of(layer.values()));
        }
      }
    }
  }

  @Test
  void takesTheLikeliestClassUnlessOneIsChosen() {
    try (FrozenNetwork network = network()) {
      float[] probabilities = network.predict(IMAGE);
      int likeliest =
          IntStream.range(0, 3)
              .reduce((a, b) -> probabilities[b] > probabilities[a] ? b : a)
              .getAsInt();
      assertThat(
              network
                  .compute(IMAGE, new MapPlace(0, 0, 0, 0), OptionalInt.empty(), 1)
                  .gradient()
                  .label())
          .isEqualTo(likeliest);
    }
  }

  @Test
  void refusesPlacesAndClassesThatThereAreNot() {
    try (FrozenNetwork network = network()) {
      assertThatThrownBy(
              () -> network.compute(IMAGE, new MapPlace(0, 3, 0, 0), OptionalInt.empty(), 1))
          .hasMessage("Layer 1 gives 3×9×8: it has no map 3 with a row 0 and a column 0");
      assertThatThrownBy(
              () -> network.compute(IMAGE, new MapPlace(0, 0, 0, 0), OptionalInt.of(3), 1))
          .hasMessage("There is no class 3: the network has 3");
    }
  }

  /** Places in the middle and at the ends of every layer's maps. */
  @ParameterizedTest
  @MethodSource("digitscope.engine.NetworkSample#all")
  void givesTheNumbersOfTheMapsInEveryKindOfLayer(NetworkSample sample) {
    byte[] image = sample.data().image(0);
    TrainingSpec training = sample.config().training();
    NetworkSpec spec = sample.config().network();
    try (FrozenNetwork network =
        FrozenNetwork.build(spec, training, sample.data().shape(), sample.data().classes())) {
      FeatureMaps maps = network.maps(image, 1);
      for (int i = 0; i < maps.layers().size(); i++) {
        LayerMaps layer = maps.layers().get(i);
        boolean isLast =
            i + 1 == maps.layers().size()
                || maps.layers().get(i + 1).layerIndex() != layer.layerIndex();
        for (int index : List.of(0, layer.values().length / 2, layer.values().length - 1)) {
          int area = layer.height() * layer.width();
          MapPlace place =
              new MapPlace(
                  layer.layerIndex(),
                  index / area,
                  index % area / layer.width(),
                  index % layer.width());
          ValueComputation found = network.compute(image, place, OptionalInt.of(1), 1);
          double own =
              layer.stage() == Stage.ACTIVATION || isLast ? found.value() : found.preActivation();
          double tolerance = 1e-4 * Math.max(1, Math.abs(layer.values()[index]));
          assertThat(own)
              .as("%s %s %s", layer.title(), layer.stage(), place)
              .isCloseTo(layer.values()[index], within(tolerance));
        }
      }
    }
  }

  @Test
  void findsTheReceptiveFieldInTheImageAndOnEveryMapBetween() {
    LayerSpec convolution = new Conv2d(2, 3, 3, 1, Padding.VALID, Activation.RELU);
    NetworkSpec spec =
        new NetworkSpec(
            List.of(
                convolution,
                new MaxPool2d(2, 2),
                convolution,
                new MaxPool2d(2, 2),
                convolution,
                new Dense(10, Activation.SOFTMAX)));
    List<Integer> sizes = new ArrayList<>();
    List<Integer> strides = new ArrayList<>();
    byte[] image = new byte[ImageShape.MNIST.size()];
    try (FrozenNetwork network = FrozenNetwork.build(spec, training(), ImageShape.MNIST, 10)) {
      for (int layer = 0; layer < 5; layer++) {
        Field one = field(network, image, layer, 1);
        sizes.add(one.height());
        strides.add(field(network, image, layer, 2).top() - one.top());
        assertThat(one.width()).isEqualTo(one.height());
      }
      assertThat(sizes).containsExactly(3, 4, 8, 10, 18);
      assertThat(strides).containsExactly(1, 2, 2, 4, 4);
      ValueComputation deep =
          network.compute(image, new MapPlace(4, 1, 1, 2), OptionalInt.of(0), 1);
      assertThat(deep.fields())
          .containsExactly(
              new Field(-1, 4, 8, 18, 18),
              new Field(0, 4, 8, 16, 16),
              new Field(1, 2, 4, 8, 8),
              new Field(2, 2, 4, 6, 6),
              new Field(3, 1, 2, 3, 3),
              new Field(4, 1, 2, 1, 1));
      ValueComputation output =
          network.compute(image, new MapPlace(5, 3, 0, 0), OptionalInt.of(0), 1);
      assertThat(output.field(-1).height()).isEqualTo(28 - 2);
    }
  }

  private static Field field(FrozenNetwork network, byte[] image, int layer, int row) {
    return network.compute(image, new MapPlace(layer, 0, row, row), OptionalInt.of(0), 1).field(-1);
  }

  @Test
  void takesTheLossThatTheNetworkIsTrainedWith() {
    try (ProbedNetworkOwner owner = new ProbedNetworkOwner()) {
      Loss squared = NetworkFactory.loss(NETWORK, digitscope.config.Loss.MEAN_SQUARED_ERROR);
      Loss entropy = NetworkFactory.loss(NETWORK, digitscope.config.Loss.CROSS_ENTROPY);
      MapPlace place = new MapPlace(5, 1, 0, 0);
      double[] gradients = new double[2];
      for (int i = 0; i < 2; i++) {
        gradients[i] =
            ValueProbe.compute(
                    owner.probed, i == 0 ? squared : entropy, IMAGE, place, OptionalInt.of(1), 1)
                .gradient()
                .ofLoss();
      }
      double probability = owner.probability(1);
      assertThat(gradients[1]).isCloseTo(probability - 1, ROUNDING);
      assertThat(gradients[0]).isNotCloseTo(gradients[1], ROUNDING);
    }
  }

  private static final class ProbedNetworkOwner implements AutoCloseable {
    private final ProbedNetwork probed = NetworkFactory.network(NETWORK, training(), SHAPE, 3);

    double probability(int label) {
      try (FeatureMapProbe probe = new FeatureMapProbe(probed)) {
        return probe.maps(IMAGE, 1).probabilities()[label];
      }
    }

    @Override
    public void close() {
      probed.network().close();
    }
  }
}
