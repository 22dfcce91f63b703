package digitscope.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import digitscope.nn.Activation;
import digitscope.nn.ActivationLayer;
import digitscope.nn.BatchNormalization;
import digitscope.nn.Convolution;
import digitscope.nn.Dense;
import digitscope.nn.Flatten;
import digitscope.nn.Layer;
import digitscope.nn.Loss;
import digitscope.nn.MapShape;
import digitscope.nn.Network;
import digitscope.nn.OutputFunction;
import digitscope.nn.Precision;
import digitscope.nn.Reference;
import digitscope.nn.plan.Planner;
import digitscope.probe.FeatureMaps.Stage;
import digitscope.probe.NetworkHealth.Kind;
import digitscope.probe.NetworkHealth.LayerHealth;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Numbers are those that {@code health.py} found with PyTorch and NumPy. */
class HealthProbeTest {
  private static final int IMAGES = 100;
  private static final int SIZE = 36;
  private static final double ROUNDING = 2e-4;

  private final ProbedNetwork probed = network();

  private static ProbedNetwork network() {
    Layer convolution = new Convolution(new MapShape(1, 6, 6), 3, 3, 3, 1, false);
    Layer normalization = new BatchNormalization(convolution.output());
    Layer relu = new ActivationLayer(normalization.output(), Activation.RELU);
    Layer flatten = new Flatten(relu.output());
    Layer dense = new Dense(48, 5);
    Layer tanh = new ActivationLayer(dense.output(), Activation.TANH);
    Layer last = new Dense(5, 3);
    Network network =
        new Network(
            List.of(convolution, normalization, relu, flatten, dense, tanh, last),
            Precision.FLOAT,
            Planner.auto());
    network.write(values(network.valueCount()));
    return new ProbedNetwork(
        network,
        new OutputFunction.Softmax(),
        List.of(
            new ProbedNetwork.Point(0, 0, "convolution", Stage.OUTPUT),
            new ProbedNetwork.Point(1, 1, "normalization", Stage.PRE_ACTIVATION),
            new ProbedNetwork.Point(2, 1, "normalization", Stage.ACTIVATION),
            new ProbedNetwork.Point(4, 2, "dense 5", Stage.PRE_ACTIVATION),
            new ProbedNetwork.Point(5, 2, "dense 5", Stage.ACTIVATION),
            new ProbedNetwork.Point(6, 3, "dense 3", Stage.PRE_ACTIVATION)));
  }

  private static float[] values(int count) {
    float[] values = new float[count];
    for (int i = 0; i < 299; i++) {
      values[i] = (float) (0.5 * Reference.wave(i + 1, 1));
    }
    float[] scales = {1, 0.5f, 1.5f, 0.2f, -0.1f, -10};
    System.arraycopy(scales, 0, values, 30, scales.length);
    values[36 + 240] = 20;
    float[] running = {0.1f, -0.2f, 0.3f, 0.5f, 1, 2};
    System.arraycopy(running, 0, values, 299, running.length);
    return values;
  }

  private static ImageSample images() {
    byte[] pixels = Reference.pixels(IMAGES * SIZE);
    return ImageSample.spread(
        IMAGES,
        IMAGES,
        image -> Arrays.copyOfRange(pixels, image * SIZE, (image + 1) * SIZE),
        image -> Reference.label(image, 3));
  }

  private NetworkHealth examined() {
    try (HealthProbe probe =
        new HealthProbe(probed, new Loss.SoftmaxCrossEntropy(), images(), images(), 42)) {
      assertThatThrownBy(probe::result).isInstanceOf(IllegalStateException.class);
      while (probe.advance()) {
        // Not done yet.
      }
      return probe.result();
    }
  }

  private static JsonNode expected() throws IOException {
    try (InputStream json = HealthProbeTest.class.getResourceAsStream("health.json")) {
      return new ObjectMapper().readTree(json);
    }
  }

  @AfterEach
  void free() {
    probed.network().close();
  }

  private static void agrees(Distribution found, JsonNode wanted) {
    double size = wanted.get("norm").doubleValue() / Math.sqrt((double) found.count());
    assertThat(found.count()).isEqualTo(wanted.get("count").longValue());
    for (int i = 0; i < found.quantiles().length; i++) {
      assertThat(found.quantile(i))
          .isCloseTo(wanted.get("quantiles").get(i).doubleValue(), within(ROUNDING * size));
    }
    assertThat(found.mean()).isCloseTo(wanted.get("mean").doubleValue(), within(ROUNDING * size));
    assertThat(found.deviation())
        .isCloseTo(wanted.get("deviation").doubleValue(), within(ROUNDING * size));
    assertThat(found.norm())
        .isCloseTo(wanted.get("norm").doubleValue(), within(ROUNDING * found.norm()));
  }

  @Test
  void findsTheDistributionsThatPyTorchFinds() throws Exception {
    NetworkHealth health = examined();

    assertThat(health.step()).isEqualTo(42);
    assertThat(health.batch()).isEqualTo(IMAGES);
    assertThat(health.images()).isEqualTo(IMAGES);
    assertThat(health.loss()).isCloseTo(expected().get("loss").doubleValue(), within(1e-4));
    assertThat(health.layers()).extracting(LayerHealth::layerIndex).containsExactly(0, 1, 2, 3);
    for (int i = 0; i < 4; i++) {
      LayerHealth layer = health.layers().get(i);
      JsonNode wanted = expected().get("layers").get(i);
      agrees(layer.activations(), wanted.get("activations"));
      assertThat(layer.weights().isPresent()).isEqualTo(wanted.has("weights"));
      assertThat(layer.gradients().isPresent()).isEqualTo(wanted.has("weights"));
      layer.weights().ifPresent(weights -> agrees(weights, wanted.get("weights")));
      layer.gradients().ifPresent(gradients -> agrees(gradients, wanted.get("gradients")));
    }
  }

  @Test
  void countsSilentUnitsOfReluAndSaturatedOnesOfTanh() throws Exception {
    List<LayerHealth> layers = examined().layers();

    assertThat(layers)
        .extracting(LayerHealth::kind)
        .containsExactly(Kind.OTHER, Kind.RECTIFIER, Kind.SIGMOID, Kind.OTHER);
    assertThat(layers).extracting(LayerHealth::units).containsExactly(3, 3, 5, 3);
    for (int i = 0; i < 4; i++) {
      assertThat(layers.get(i).idle())
          .isEqualTo(expected().get("layers").get(i).get("idle").intValue());
    }
    assertThat(layers.get(1).idle()).isEqualTo(1);
    assertThat(layers.get(2).idle()).isPositive();
  }

  @Test
  void leavesTheNetworkAsItIs() {
    float[] before = probed.network().values();
    examined();
    assertThat(probed.network().values()).isEqualTo(before);
  }

  @Test
  void relatesHowFarAStepMovedTheWeightsToTheirLength() {
    NetworkHealth health = examined();
    double length = health.layers().get(2).weights().orElseThrow().norm();

    NetworkHealth moved = health.moved(Map.of(2, 0.25 * length));

    assertThat(moved.layers().get(2).updateRatio().orElseThrow()).isCloseTo(0.25, within(1e-9));
    assertThat(moved.layers().get(0).updateRatio()).isEqualTo(Optional.empty());
  }
}
