package digitscope.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import digitscope.Close;
import digitscope.nn.plain.PlainNetwork;
import digitscope.nn.plan.Planner;
import digitscope.nn.vector.kernels.VectorUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The naive loops against the definition of a derivative, and each kind of layer as the other
 * backends compute it against the naive loops.
 */
class PlainNetworkTest {
  private static final Loss LOSS = new Loss.SoftmaxCrossEntropy();
  private static final int BATCH = 3;
  private static final long SEED = 5;
  private static final long STEP = 6;

  /** ND4J in double precision, but that {@link Execution} gives out floats. */
  private static final double DOUBLE_ROUNDING = 1e-6;

  /** Of sums of up to some hundred floats, and of Winograd's tiles. */
  private static final double FLOAT_ROUNDING = 1e-4;

  /** Each kind of layer, behind a convolution and before a dense layer. */
  static Stream<Arguments> networks() {
    List<Arguments> networks = new ArrayList<>();
    GradientTest.layers()
        .forEach(
            one -> {
              Layer layer = (Layer) one.get()[1];
              Layer first = new Convolution(layer.input(), 2, 3, 3, 1, true);
              networks.add(
                  Arguments.of(one.get()[0], GradientTest.followedByDense(List.of(first, layer))));
            });
    networks.add(Arguments.of("k-means", kMeans()));
    GradientTest.wholeNetworks().forEach(networks::add);
    return networks.stream();
  }

  private static List<Layer> kMeans() {
    MapShape image = new MapShape(2, 4, 5);
    return List.of(new KMeansFeatures(image, 6), new Dense(6, 4));
  }

  /** What vectors compute, at sizes for which they have kernels. */
  static Stream<Arguments> networksForVectors() {
    int channels = VectorUnit.productColumns();
    MapShape image = new MapShape(1, 13, 13);
    Convolution pixels = new Convolution(image, channels, 3, 3, 1, true);
    MaxPooling pooling = new MaxPooling(pixels.output(), 2, 2);
    ActivationLayer rectifier = new ActivationLayer(pooling.output(), Activation.RELU);
    Convolution maps = new Convolution(pooling.output(), channels, 3, 3, 1, true);
    MaxPooling apart = new MaxPooling(maps.output(), 3, 2);
    return Stream.of(
        Arguments.of(
            "convolution of pixels",
            GradientTest.followedByDense(List.of(pixels, pooling, rectifier))),
        Arguments.of(
            "Winograd", GradientTest.followedByDense(List.of(pixels, pooling, rectifier, maps))),
        Arguments.of(
            "max pooling",
            GradientTest.followedByDense(List.of(pixels, pooling, rectifier, maps, apart))),
        Arguments.of(
            "sigmoid",
            GradientTest.followedByDense(
                List.of(pixels, new ActivationLayer(pixels.output(), Activation.SIGMOID)))),
        Arguments.of(
            "sparse dense",
            List.of(
                new Dense(784, 30),
                new ActivationLayer(vector(30), Activation.SIGMOID),
                new Dense(30, 4))));
  }

  private static MapShape vector(int length) {
    return MapShape.vector(length);
  }

  /**
   * ∂L/∂v ≈ (L(v + ε) − L(v − ε)) / 2ε: with ε = 1e-5 the error of the formula is some 1e-10, and
   * that of the loss's last digits, divided by 2ε, some 1e-11.
   */
  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void hasTheGradientsThatDifferencesOfTheLossHave(String name, List<Layer> layers) {
    double[] values = values(layers);
    double[] images = images(layers);
    PlainNetwork network = new PlainNetwork(layers, BATCH, values);
    loss(network, images);
    double[] imageGradient = network.backward();
    double[] gradient = network.gradient();
    int parameters = Layout.of(layers).parameterCount();
    for (int i = 0; i < parameters; i++) {
      Close.assertClose("parameter", i, gradient[i], difference(network, images, values, i), 1e-8);
    }
    for (int i = 0; i < images.length; i++) {
      Close.assertClose("input", i, imageGradient[i], difference(network, images, images, i), 1e-8);
    }
  }

  private static double difference(
      PlainNetwork network, double[] images, double[] variables, int i) {
    double epsilon = 1e-5;
    double value = variables[i];
    variables[i] = value + epsilon;
    double above = loss(network, images);
    variables[i] = value - epsilon;
    double below = loss(network, images);
    variables[i] = value;
    return (above - below) / (2 * epsilon);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void agreesWithNd4jInDoublePrecision(String name, List<Layer> layers) {
    assertAgreement(layers, Precision.DOUBLE, Planner.nd4j(), DOUBLE_ROUNDING);
    assertAgreement(layers, Precision.DOUBLE, Planner.plain(), DOUBLE_ROUNDING);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"networks", "networksForVectors"})
  void agreesWithEachBackendInSinglePrecision(String name, List<Layer> layers) {
    assertAgreement(layers, Precision.FLOAT, Planner.auto(), FLOAT_ROUNDING);
    assertAgreement(layers, Precision.FLOAT, Planner.nd4j(), FLOAT_ROUNDING);
    assertAgreement(layers, Precision.FLOAT, Planner.plain(), FLOAT_ROUNDING);
  }

  private static void assertAgreement(
      List<Layer> layers, Precision type, Planner planner, double rounding) {
    double[] values = values(layers);
    double[] images = images(layers);
    PlainNetwork plain = new PlainNetwork(layers, BATCH, values);
    try (Network network = new Network(layers, type, planner)) {
      network.write(floats(values));
      for (Execution.Purpose purpose :
          List.of(
              Execution.Purpose.TRAINING,
              Execution.Purpose.PROBING,
              Execution.Purpose.INPUT_GRADIENT)) {
        try (Execution execution = new Execution(network, layers, BATCH, purpose)) {
          execution.setInput(floats(images));
          execution.forward();
          assertClose("output", outputs(execution), plain.forward(images), rounding);
          execution.forwardInTraining(SEED, STEP, 0);
          double loss = 0;
          for (int n = 0; n < BATCH; n++) {
            loss += execution.loss(n, LOSS, target(layers, n), 1.0 / BATCH) / BATCH;
          }
          execution.backward();
          assertThat(loss).isCloseTo(loss(plain, images), within(rounding));
          double[] imageGradient = plain.backward();
          if (purpose != Execution.Purpose.INPUT_GRADIENT) {
            float[] gradient = new float[values.length];
            execution.copyGradientTo(gradient, 1);
            assertClose("gradient", doubles(gradient), plain.gradient(), rounding);
          }
          if (purpose != Execution.Purpose.TRAINING) {
            double[] found = doubles(execution.inputGradient());
            assertClose("input gradient", found, imageGradient, rounding);
          }
        }
      }
    }
  }

  /** The rounding of a sum follows its largest terms. */
  private static void assertClose(String what, double[] found, double[] expected, double rounding) {
    double largest = 0;
    for (double value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    Close.assertClose(what, found, expected, rounding * Math.max(largest, 1e-3));
  }

  private static double loss(PlainNetwork network, double[] images) {
    double[] logits = network.forwardInTraining(images, SEED, STEP);
    int classes = logits.length / BATCH;
    return network.loss(
        LOSS,
        IntStream.range(0, BATCH)
            .mapToObj(n -> Targets.plain(classes).target(n % classes))
            .toArray(double[][]::new));
  }

  private static double[] target(List<Layer> layers, int image) {
    int classes = layers.get(layers.size() - 1).output().size();
    return Targets.plain(classes).target(image % classes);
  }

  private static double[] outputs(Execution execution) {
    return IntStream.range(0, BATCH)
        .mapToObj(n -> execution.logits(n).clone())
        .flatMapToDouble(Arrays::stream)
        .toArray();
  }

  /** Weights in ±0.5 that floats have exactly; running variances are positive. */
  private static double[] values(List<Layer> layers) {
    Random random = new Random(7);
    Layout layout = Layout.of(layers);
    double[] values = new double[layout.valueCount()];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat() - 0.5f + (i < layout.parameterCount() ? 0 : 1);
    }
    for (Layout.Place place : layout.places()) {
      if (place.layer() instanceof KMeansFeatures layer) {
        float[] means = new float[layer.output().size() * layer.input().size()];
        for (int i = 0; i < means.length; i++) {
          means[i] = random.nextFloat();
        }
        float[] statistics = layer.statistics(means);
        for (int i = 0; i < statistics.length; i++) {
          values[place.statistics() + i] = statistics[i];
        }
      }
    }
    return values;
  }

  private static double[] images(List<Layer> layers) {
    Random random = new Random(8);
    return IntStream.range(0, BATCH * layers.get(0).input().size())
        .mapToDouble(i -> 2 * random.nextFloat() - 1)
        .toArray();
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  private static double[] doubles(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
  }
}
