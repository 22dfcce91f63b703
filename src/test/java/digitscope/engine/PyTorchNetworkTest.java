package digitscope.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import digitscope.config.ConfigException;
import digitscope.config.ConfigFiles;
import digitscope.config.Dropout;
import digitscope.config.Loss;
import digitscope.config.NetworkSpec;
import digitscope.config.TrainingSpec;
import digitscope.data.ImageShape;
import digitscope.network.NetworkFactory;
import digitscope.nn.Execution;
import digitscope.nn.Execution.Purpose;
import digitscope.nn.Layer;
import digitscope.nn.Network;
import digitscope.nn.Precision;
import digitscope.nn.Reference;
import digitscope.nn.Targets;
import digitscope.nn.plan.Planner;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Compares whole networks, built from their configuration, with the numbers that {@code
 * networks.py} got from PyTorch. In double precision they agree to the rounding of the gradients,
 * which Digitscope gives out as floats; single precision may run other code, so it is compared too.
 */
final class PyTorchNetworkTest {
  private static final List<JsonNode> CASES = Reference.cases("networks.json");

  /** Part of a running statistic that one step renews. */
  private static final float MOMENTUM = 0.1f;

  static Stream<Arguments> cases() {
    return CASES.stream()
        .flatMap(
            one ->
                Stream.of(Precision.DOUBLE, Precision.FLOAT)
                    .map(type -> Arguments.of(one.get("name").textValue(), type, one)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cnn", "mlp"})
  void knowsThePresetsAsTheyAre(String name) throws ConfigException {
    JsonNode preset =
        CASES.stream().filter(one -> one.get("name").textValue().equals(name)).findFirst().get();
    assertThat(spec(preset))
        .as("run networks.py again when a preset changes")
        .isEqualTo(new ConfigFiles().preset(name).network());
  }

  /** As the workers do it, with the batch's own statistics. */
  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("cases")
  void trainsAsPyTorchDoes(String name, Precision type, JsonNode expected) {
    try (Network network = network(expected, type);
        Execution execution =
            execution(network, network.poolingFirst(), expected, Purpose.TRAINING)) {
      execution.forwardInTraining(1, 2, 0);
      float[] gradient = checkParameters(execution, expected, expected.get("training"), type);
      checkRunningStatistics(network, gradient, expected, type);
    }
  }

  /** With the running statistics, and back through them. */
  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("cases")
  void infersAsPyTorchDoes(String name, Precision type, JsonNode expected) {
    try (Network network = network(expected, type);
        Execution execution = execution(network, network.layers(), expected, Purpose.TRAINING)) {
      execution.forward();
      checkParameters(execution, expected, expected.get("inference"), type);
    }
  }

  /** As patterns are searched for; there with the running statistics. */
  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("cases")
  void carriesGradientsBackToTheImages(String name, Precision type, JsonNode expected) {
    try (Network network = network(expected, type);
        Execution execution =
            execution(network, network.poolingFirst(), expected, Purpose.PROBING)) {
      execution.forwardInTraining(1, 2, 0);
      checkInputGradient(execution, expected, expected.get("training"), type);
      execution.forward();
      checkInputGradient(execution, expected, expected.get("inference"), type);
    }
  }

  private static NetworkSpec spec(JsonNode expected) {
    try {
      return new ObjectMapper().treeToValue(expected.get("network"), NetworkSpec.class);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  /** The same network without dropout, as what it drops is Digitscope's own choice. */
  private static NetworkSpec withoutDropout(NetworkSpec spec) {
    return spec.withLayers(
        spec.layers().stream()
            .map(layer -> layer instanceof Dropout ? new Dropout(0) : layer)
            .toList());
  }

  private static Network network(JsonNode expected, Precision type) {
    JsonNode image = expected.get("image");
    ImageShape shape =
        new ImageShape(image.get(0).intValue(), image.get(1).intValue(), image.get(2).intValue());
    try (Network built =
        NetworkFactory.network(
                withoutDropout(spec(expected)), training(expected), shape, classes(expected))
            .network()) {
      Network network = new Network(built.layers(), type, Planner.auto());
      network.write(Reference.values(expected.get("arrays")));
      return network;
    }
  }

  private static TrainingSpec training(JsonNode expected) {
    try {
      return new ConfigFiles().preset("cnn").training().withLoss(loss(expected));
    } catch (ConfigException e) {
      throw new AssertionError(e);
    }
  }

  private static Loss loss(JsonNode expected) {
    return new ObjectMapper().convertValue(expected.get("loss"), Loss.class);
  }

  private static int classes(JsonNode expected) {
    return expected.get("classes").intValue();
  }

  private static Execution execution(
      Network network, List<Layer> layers, JsonNode expected, Purpose purpose) {
    int batch = expected.get("batch").intValue();
    int size = network.layers().get(0).input().size();
    byte[] pixels = Reference.pixels(batch * size);
    Execution execution = new Execution(network, layers, batch, purpose);
    for (int n = 0; n < batch; n++) {
      execution.setImage(n, Arrays.copyOfRange(pixels, n * size, (n + 1) * size));
    }
    return execution;
  }

  /** Compares logits and loss of the pass that was made forward, and goes back. */
  private static void goBack(
      Execution execution, JsonNode expected, JsonNode pass, Precision type) {
    int classes = classes(expected);
    List<Double> weights =
        DoubleStream.of(Reference.numbers(expected.get("classWeights"))).boxed().toList();
    Targets targets = new Targets(classes, expected.get("labelSmoothing").doubleValue(), weights);
    digitscope.nn.Loss loss = NetworkFactory.loss(spec(expected), loss(expected));
    double[] logits = Reference.numbers(pass.get("logits"));
    double sum = 0;
    for (int n = 0; n < execution.batch(); n++) {
      assertThat(execution.logits(n))
          .as("logits of image " + n)
          .containsExactly(
              Arrays.copyOfRange(logits, n * classes, (n + 1) * classes),
              within(tolerance(type) * norm(logits)));
      int label = Reference.label(n, classes);
      double scale = targets.weight(label) / execution.batch();
      sum += scale * execution.loss(n, loss, targets.target(label), scale);
    }
    double value = pass.get("loss").doubleValue();
    assertThat(sum).as("loss").isCloseTo(value, within(tolerance(type) * Math.max(1, value)));
    execution.backward();
  }

  private static float[] checkParameters(
      Execution execution, JsonNode expected, JsonNode pass, Precision type) {
    goBack(execution, expected, pass, type);
    JsonNode arrays = expected.get("arrays");
    float[] gradient = new float[Reference.values(arrays).length];
    execution.addGradientTo(gradient, 1);
    JsonNode gradients = pass.get("gradients");
    double largest =
        StreamSupport.stream(gradients.spliterator(), false)
            .mapToDouble(digest -> digest.get(0).doubleValue())
            .max()
            .orElseThrow();
    for (int i = 0; i < gradients.size(); i++) {
      JsonNode array = arrays.get(i);
      String what =
          String.format(Locale.ROOT, "gradient for array %d, %s", i, array.get("name").textValue());
      // Some are 0 but for rounding, as those of biases that a mean is taken from.
      check(what, part(gradient, array), gradients.get(i), tolerance(type), largest / 10);
    }
    return gradient;
  }

  private static void checkInputGradient(
      Execution execution, JsonNode expected, JsonNode pass, Precision type) {
    goBack(execution, expected, pass, type);
    float[] gradient = execution.inputGradient();
    check("gradient for the images", gradient, pass.get("inputGradient"), tolerance(type), 0);
  }

  /** Behind the gradient lie the statistics of the batch. */
  private static void checkRunningStatistics(
      Network network, float[] gradient, JsonNode expected, Precision type) {
    float[] running = network.values();
    for (Network.Span span : network.runningStatistics()) {
      for (int i = span.from(); i < span.to(); i++) {
        running[i] += MOMENTUM * (gradient[i] - running[i]);
      }
    }
    JsonNode digests = expected.get("training").get("runningStatistics");
    JsonNode arrays = expected.get("arrays");
    int parameterArrays = arrays.size() - digests.size();
    assertThat(digests.isEmpty()).isEqualTo(network.runningStatistics().isEmpty());
    for (int i = 0; i < digests.size(); i++) {
      JsonNode array = arrays.get(parameterArrays + i);
      String what = "running " + array.get("name").textValue();
      check(what, part(running, array), digests.get(i), tolerance(type), 0);
    }
  }

  /** Compares digests, to a part of the array's norm or of {@code least} if that is larger. */
  private static void check(
      String what, float[] values, JsonNode digest, double tolerance, double least) {
    double[] expected = Reference.numbers(digest);
    assertThat(Reference.digest(values))
        .as(what)
        .containsExactly(expected, within(tolerance * Math.max(expected[0], least)));
  }

  private static float[] part(float[] values, JsonNode array) {
    int offset = array.get("offset").intValue();
    return Arrays.copyOfRange(values, offset, offset + array.get("size").intValue());
  }

  private static double norm(double[] values) {
    return Math.sqrt(DoubleStream.of(values).map(v -> v * v).sum());
  }

  private static double tolerance(Precision type) {
    return type == Precision.DOUBLE ? 1e-6 : 1e-5;
  }
}
