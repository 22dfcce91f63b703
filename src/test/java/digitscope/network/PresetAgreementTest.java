package digitscope.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import digitscope.config.ConfigException;
import digitscope.config.ConfigFiles;
import digitscope.config.GlyphFiles;
import digitscope.config.RunConfig;
import digitscope.data.Dataset;
import digitscope.data.ImageShape;
import digitscope.data.Progress;
import digitscope.data.digits.DigitGenerator;
import digitscope.nn.Execution;
import digitscope.nn.Layer;
import digitscope.nn.Layout;
import digitscope.nn.Loss;
import digitscope.nn.Network;
import digitscope.nn.Precision;
import digitscope.nn.SimpleLayer;
import digitscope.nn.Targets;
import digitscope.nn.plain.PlainNetwork;
import digitscope.nn.plan.Planner;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each preset before its first step, on digits over black, by each backend against the naive loops
 * in double precision throughout. Biases are 0 there and most sums over black too, on the corner of
 * ReLU, so that all have to get them without any rounding.
 */
class PresetAgreementTest {
  private static final int BATCH = 12;
  private static final int CLASSES = 10;
  private static final long SEED = 1;

  /** Relative to the norm of an array. The rounding of floats is 6e-8, of sums of them 1e-6. */
  private static final double SINGLE = 2e-5;

  /** {@link Execution} gives out floats. */
  private static final double DOUBLE = 1e-6;

  private static final Dataset DIGITS = digits();

  private static Dataset digits() {
    return new DigitGenerator(new GlyphFiles().bundled())
        .generate(BATCH, 10, 3, Progress.NONE)
        .train();
  }

  static List<String> presets() {
    return new ConfigFiles().presets();
  }

  @ParameterizedTest
  @MethodSource("presets")
  void givesTheSameLossAndGradientsByEachBackend(String preset) throws ConfigException {
    RunConfig config = new ConfigFiles().preset(preset);
    try (Network network =
        NetworkFactory.network(config.network(), config.training(), ImageShape.MNIST, CLASSES)
            .network()) {
      Loss loss = NetworkFactory.loss(config.network(), config.training().loss());
      Result expected = plain(network, loss);
      check("fastest", result(network, network.poolingFirst(), loss), expected, network, SINGLE);
      List<Layer> layers = network.layers();
      float[] values = network.values();
      check(
          "ND4J",
          result(layers, Precision.FLOAT, Planner.nd4j(), values, loss),
          expected,
          network,
          SINGLE);
      check(
          "plain",
          result(layers, Precision.FLOAT, Planner.plain(), values, loss),
          expected,
          network,
          SINGLE);
      check(
          "double",
          result(layers, Precision.DOUBLE, Planner.nd4j(), values, loss),
          expected,
          network,
          DOUBLE);
    }
  }

  private static Result result(
      List<Layer> layers, Precision precision, Planner planner, float[] values, Loss loss) {
    try (Network network = new Network(layers, precision, planner)) {
      network.write(values);
      return result(network, network.poolingFirst(), loss);
    }
  }

  /**
   * @param loss mean over the batch, in training
   * @param outputs of the last layer in inference
   * @param gradient for the parameters, and the batch's statistics
   * @param imageGradient for the images
   */
  private record Result(double loss, double[] outputs, double[] gradient, double[] imageGradient) {}

  private static Result plain(Network network, Loss loss) {
    PlainNetwork plain = new PlainNetwork(network.layers(), BATCH, doubles(network.values()));
    double[] images = doubles(images());
    double[] outputs = plain.forward(images);
    plain.forwardInTraining(images, SEED, 0);
    double value =
        plain.loss(
            loss, IntStream.range(0, BATCH).mapToObj(n -> target(n)).toArray(double[][]::new));
    double[] imageGradient = plain.backward();
    return new Result(value, outputs, plain.gradient(), imageGradient);
  }

  private static Result result(Network network, List<Layer> layers, Loss loss) {
    float[] gradient = new float[network.valueCount()];
    double value;
    double[] outputs;
    try (Execution training = new Execution(network, layers, BATCH, Execution.Purpose.TRAINING)) {
      training.setInput(images());
      training.forward();
      outputs =
          IntStream.range(0, BATCH)
              .mapToObj(n -> training.logits(n).clone())
              .flatMapToDouble(Arrays::stream)
              .toArray();
      value = learn(training, loss);
      training.copyGradientTo(gradient, 1);
    }
    try (Execution probing = new Execution(network, layers, BATCH, Execution.Purpose.PROBING)) {
      probing.setInput(images());
      learn(probing, loss);
      return new Result(value, outputs, doubles(gradient), doubles(probing.inputGradient()));
    }
  }

  private static double learn(Execution execution, Loss loss) {
    execution.forwardInTraining(SEED, 0, 0);
    double sum = 0;
    for (int n = 0; n < BATCH; n++) {
      sum += execution.loss(n, loss, target(n), 1.0 / BATCH) / BATCH;
    }
    execution.backward();
    return sum;
  }

  private static void check(
      String backend, Result found, Result expected, Network network, double tolerance) {
    assertThat(found.loss).as(backend + " loss").isCloseTo(expected.loss, within(tolerance));
    checkNorm(
        backend + " outputs", found.outputs, expected.outputs, tolerance * norm(expected.outputs));
    double[] onInk = onInk(expected.imageGradient);
    checkNorm(backend + " images", onInk(found.imageGradient), onInk, tolerance * norm(onInk));
    for (Layout.Place place : Layout.of(network.layers()).places()) {
      SimpleLayer layer = place.layer();
      String name = backend + " " + layer.getClass().getSimpleName() + " " + place.position();
      double[] all = part(expected, place.parameters(), layer.parameterCount());
      // Biases before a normalization have no gradient but the rounding of the layer's.
      double most = tolerance * norm(all);
      checkNorm(
          name + " weights",
          part(found, place.parameters(), layer.weightCount()),
          part(expected, place.parameters(), layer.weightCount()),
          most);
      checkNorm(
          name + " biases",
          part(found, place.parameters() + layer.weightCount(), layer.biasCount()),
          part(expected, place.parameters() + layer.weightCount(), layer.biasCount()),
          most);
      double[] statistics = part(expected, place.statistics(), layer.statisticCount());
      checkNorm(
          name + " statistics",
          part(found, place.statistics(), layer.statisticCount()),
          statistics,
          tolerance * norm(statistics));
    }
  }

  private static double[] part(Result result, int from, int length) {
    return Arrays.copyOfRange(result.gradient, from, from + length);
  }

  /**
   * The gradient for pixels that are not black. Over black a normalized map is all of one value, so
   * that the windows of a later pooling are equal but for rounding, which decides on the place that
   * the gradient goes to.
   */
  private static double[] onInk(double[] imageGradient) {
    float[] images = images();
    return IntStream.range(0, images.length)
        .mapToDouble(i -> images[i] > 0 ? imageGradient[i] : 0)
        .toArray();
  }

  private static void checkNorm(String name, double[] found, double[] expected, double most) {
    double[] difference = new double[found.length];
    for (int i = 0; i < difference.length; i++) {
      difference[i] = found[i] - expected[i];
    }
    assertThat(norm(difference)).as(name).isLessThanOrEqualTo(most);
  }

  private static double norm(double[] values) {
    return Math.sqrt(Arrays.stream(values).map(value -> value * value).sum());
  }

  private static double[] target(int image) {
    return Targets.plain(CLASSES).target(DIGITS.label(image));
  }

  private static float[] images() {
    int size = ImageShape.MNIST.size();
    float[] images = new float[BATCH * size];
    for (int n = 0; n < BATCH; n++) {
      byte[] pixels = DIGITS.image(n);
      for (int i = 0; i < size; i++) {
        images[n * size + i] = (pixels[i] & 0xff) / 255f;
      }
    }
    return images;
  }

  private static double[] doubles(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
  }
}
