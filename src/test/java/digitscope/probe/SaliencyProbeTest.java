package digitscope.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import digitscope.nn.Activation;
import digitscope.nn.ActivationLayer;
import digitscope.nn.AveragePooling;
import digitscope.nn.BatchNormalization;
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
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Against what integrated gradients and Grad-CAM are in networks where a formula tells them. */
class SaliencyProbeTest {
  private static final MapShape IMAGE = new MapShape(2, 4, 5);
  private static final Offset<Float> ROUNDING = Offset.offset(1e-4f);

  private final Random random = new Random(5);
  private final List<Network> built = new ArrayList<>();

  @BeforeAll
  static void useBackend() {}

  @AfterEach
  void free() {
    built.forEach(Network::close);
  }

  /** A network of random weights. */
  private ProbedNetwork network(Layer... layers) {
    Network network = new Network(List.of(layers), Precision.FLOAT, Planner.auto());
    built.add(network);
    float[] values = network.values();
    for (int i = 0; i < network.parameterCount(); i++) {
      values[i] = (float) (0.5 * random.nextGaussian());
    }
    for (int i = network.parameterCount(); i < values.length; i++) {
      values[i] = 1 + random.nextFloat();
    }
    network.write(values);
    List<ProbedNetwork.Point> points = new ArrayList<>();
    for (int i = 0; i < layers.length; i++) {
      String title = layers[i].getClass().getSimpleName();
      points.add(new ProbedNetwork.Point(i, i, title, FeatureMaps.Stage.OUTPUT));
    }
    return new ProbedNetwork(network, new OutputFunction.Softmax(), points);
  }

  private byte[] image(MapShape shape) {
    byte[] image = new byte[shape.size()];
    random.nextBytes(image);
    return image;
  }

  private static float pixel(byte[] image, int i) {
    return (image[i] & 0xff) / 255f;
  }

  private static SaliencyProbe probe(
      ProbedNetwork probed, byte[] image, OptionalInt label, SaliencyMethod method) {
    return new SaliencyProbe(probed, image, label, method, 7, SaliencyProbe.Exactness.SHOWN);
  }

  private static Saliency ask(
      ProbedNetwork probed, byte[] image, int label, SaliencyMethod method) {
    try (SaliencyProbe inquiry = probe(probed, image, OptionalInt.of(label), method)) {
      while (inquiry.advance()) {
        assertThatThrownBy(inquiry::result).isInstanceOf(IllegalStateException.class);
      }
      return inquiry.result();
    }
  }

  private static Saliency.Attribution attribution(ProbedNetwork probed, byte[] image, int label) {
    return (Saliency.Attribution) ask(probed, image, label, SaliencyMethod.INTEGRATED).answer();
  }

  private static Saliency.HeatMap heat(ProbedNetwork probed, byte[] image, int label) {
    return (Saliency.HeatMap) ask(probed, image, label, SaliencyMethod.GRADCAM).answer();
  }

  @Test
  void attributesInALinearNetworkTheWeightTimesThePixel() {
    ProbedNetwork probed = network(new Flatten(IMAGE), new Dense(IMAGE.size(), 3));
    float[] weights = probed.network().values();
    byte[] image = image(IMAGE);
    float[] values = attribution(probed, image, 2).values();
    assertThat(values).hasSize(IMAGE.area());
    for (int place = 0; place < values.length; place++) {
      float expected = 0;
      for (int i = place; i < image.length; i += IMAGE.area()) {
        expected += weights[i * 3 + 2] * pixel(image, i);
      }
      assertThat(values[place]).isEqualTo(expected, ROUNDING);
    }
    Saliency saliency = ask(probed, image, 2, SaliencyMethod.GRADCAM);
    assertThat(saliency.step()).isEqualTo(7);
    assertThat(saliency.label()).isEqualTo(2);
    assertThat(saliency.answer()).isEqualTo(new Saliency.NoConvolution());
  }

  /** For f = v σ(w·x + b) the attribution of pixel i is v (σ(w·x + b) − σ(b)) w_i x_i / w·x. */
  @Test
  void attributesAlongAllOfTheWayFromBlack() {
    Dense sum = new Dense(IMAGE.size(), 1);
    ProbedNetwork probed =
        network(
            new Flatten(IMAGE),
            sum,
            new ActivationLayer(sum.output(), Activation.SIGMOID),
            new Dense(1, 2));
    float[] values = probed.network().values();
    byte[] image = image(IMAGE);
    int size = IMAGE.size();
    double product = 0;
    for (int i = 0; i < size; i++) {
      product += values[i] * pixel(image, i);
    }
    double bias = values[size];
    double v = values[size + 1 + 1];
    double gain = v * (sigmoid(product + bias) - sigmoid(bias)) / product;
    Saliency.Attribution found = attribution(probed, image, 1);
    for (int place = 0; place < IMAGE.area(); place++) {
      double expected = 0;
      for (int i = place; i < size; i += IMAGE.area()) {
        expected += gain * values[i] * pixel(image, i);
      }
      assertThat((double) found.values()[place]).isCloseTo(expected, within(1e-3));
    }
    assertThat(found.logit() - found.baselineLogit()).isCloseTo(gain * product, within(1e-4));
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  /** A network as people train them, with a convolution, pooling and two dense layers. */
  private ProbedNetwork convolutional(MapShape shape) {
    Convolution convolution = new Convolution(shape, 6, 3, 3, 1, true);
    BatchNormalization norm = new BatchNormalization(convolution.output());
    ActivationLayer relu = new ActivationLayer(norm.output(), Activation.RELU);
    MaxPooling pooling = new MaxPooling(relu.output(), 2, 2);
    Flatten flatten = new Flatten(pooling.output());
    Dense dense = new Dense(flatten.output().size(), 12);
    ActivationLayer tanh = new ActivationLayer(dense.output(), Activation.TANH);
    return network(convolution, norm, relu, pooling, flatten, dense, tanh, new Dense(12, 4));
  }

  @Test
  void attributionsAddUpToTheDifferenceFromBlack() {
    for (MapShape shape : List.of(new MapShape(1, 12, 12), new MapShape(3, 9, 14))) {
      ProbedNetwork probed = convolutional(shape);
      for (int label = 0; label < 4; label++) {
        Saliency.Attribution found = attribution(probed, image(shape), label);
        double difference = found.logit() - found.baselineLogit();
        assertThat(Math.abs(difference)).isGreaterThan(0.01);
        assertThat(found.sum()).isCloseTo(difference, within(0.02));
      }
    }
  }

  /** With global average pooling Grad-CAM is the class activation map, as its authors show. */
  @Test
  void weighsMapsByTheirPartInTheClass() {
    Convolution convolution = new Convolution(IMAGE, 3, 1, 1, 1, false);
    ActivationLayer relu = new ActivationLayer(convolution.output(), Activation.RELU);
    AveragePooling pooling = AveragePooling.global(relu.output());
    ProbedNetwork probed = network(convolution, relu, pooling, new Dense(3, 2));
    float[] values = probed.network().values();
    byte[] image = image(IMAGE);
    Saliency.HeatMap heat = heat(probed, image, 1);
    assertThat(heat.height()).isEqualTo(4);
    assertThat(heat.width()).isEqualTo(5);
    assertThat(heat.title()).isEqualTo("Convolution");
    int dense = 2 * 3 + 3;
    for (int place = 0; place < IMAGE.area(); place++) {
      double sum = 0;
      for (int k = 0; k < 3; k++) {
        double map =
            values[k] * pixel(image, place)
                + values[3 + k] * pixel(image, IMAGE.area() + place)
                + values[6 + k];
        sum += values[dense + k * 2 + 1] / IMAGE.area() * Math.max(0, map);
      }
      assertThat(heat.values()[place]).isEqualTo((float) Math.max(0, sum), ROUNDING);
    }
    assertThat(heat.values()).isNotEqualTo(new float[heat.values().length]);
  }

  /** The gradient through flatten and a dense layer is that layer's weights. */
  @Test
  void looksAtTheLastConvolutionBehindItsNormalization() {
    Convolution first = new Convolution(IMAGE, 2, 3, 3, 1, true);
    Convolution second = new Convolution(first.output(), 2, 2, 2, 1, false);
    BatchNormalization norm = new BatchNormalization(second.output());
    Flatten flatten = new Flatten(norm.output());
    Dense dense = new Dense(flatten.output().size(), 2);
    ProbedNetwork probed = network(first, second, norm, flatten, dense);
    byte[] image = image(IMAGE);
    Saliency.HeatMap heat = heat(probed, image, 0);
    assertThat(heat.layerIndex()).isEqualTo(1);
    float[] maps;
    try (FeatureMapProbe probe = new FeatureMapProbe(probed)) {
      maps = probe.maps(image, 0).layers().get(2).values();
    }
    float[] values = probed.network().values();
    int weights = probed.network().parameterCount() - dense.parameterCount();
    int area = norm.output().area();
    for (int place = 0; place < area; place++) {
      double sum = 0;
      for (int k = 0; k < 2; k++) {
        double mean = 0;
        for (int i = k * area; i < (k + 1) * area; i++) {
          mean += values[weights + i * 2] / (double) area;
        }
        sum += mean * maps[k * area + place];
      }
      assertThat(heat.values()[place]).isEqualTo((float) Math.max(0, sum), ROUNDING);
    }
  }

  @Test
  void laysAHeatMapOverTheImageOnStraightLines() {
    var heat = new Saliency.HeatMap(0, "", 2, 2, new float[] {0, 1, 2, 3});
    assertThat(heat.over(4, 4))
        .containsExactly(
            0, 0.25f, 0.75f, 1, 0.5f, 0.75f, 1.25f, 1.5f, 1.5f, 1.75f, 2.25f, 2.5f, 2, 2.25f, 2.75f,
            3);
  }

  @Test
  void explainsTheLikeliestClassUnlessAnotherIsWanted() {
    ProbedNetwork probed = convolutional(new MapShape(1, 12, 12));
    byte[] image = image(new MapShape(1, 12, 12));
    try (SaliencyProbe inquiry =
        probe(probed, image, OptionalInt.empty(), SaliencyMethod.GRADIENT)) {
      while (inquiry.advance()) {}
      Saliency found = inquiry.result();
      float most = 0;
      for (float probability : found.probabilities()) {
        most = Math.max(most, probability);
      }
      assertThat(found.probabilities()[found.label()]).isEqualTo(most);
    }
    assertThatThrownBy(() -> probe(probed, image, OptionalInt.of(4), SaliencyMethod.SMOOTH))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no class 4");
  }

  /** One piece of work each for the gradient and Grad-CAM; the others take several. */
  @Test
  void doesTheWorkOfTheChosenMethodOnly() {
    MapShape shape = new MapShape(1, 28, 28);
    ProbedNetwork probed = convolutional(shape);
    byte[] image = image(shape);
    for (SaliencyMethod method : SaliencyMethod.values()) {
      boolean isOnePass = method == SaliencyMethod.GRADIENT || method == SaliencyMethod.GRADCAM;
      try (SaliencyProbe inquiry = probe(probed, image, OptionalInt.of(1), method)) {
        assertThat(inquiry.advance()).as(method.name()).isEqualTo(!isOnePass);
      }
    }
  }

  @Test
  void answersOfTheWeightsAtItsStart() {
    MapShape shape = new MapShape(1, 12, 12);
    ProbedNetwork probed = convolutional(shape);
    byte[] image = image(shape);
    float[] before = attribution(probed, image, 1).values();
    try (SaliencyProbe inquiry =
        probe(probed, image, OptionalInt.of(1), SaliencyMethod.INTEGRATED)) {
      probed.network().write(new float[probed.network().valueCount()]);
      while (inquiry.advance()) {}
      assertThat(((Saliency.Attribution) inquiry.result().answer()).values()).isEqualTo(before);
    }
  }
}
