package digitscope.probe;

import static org.assertj.core.api.Assertions.assertThat;

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
import digitscope.probe.FeatureMaps.Stage;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FeatureMapProbeTest {
  private static final Offset<Float> ROUNDING = Offset.offset(1e-5f);
  private static final MapShape IMAGE = new MapShape(1, 4, 4);
  private static final Convolution CONVOLUTION = new Convolution(IMAGE, 2, 1, 1, 1, false);

  private final ProbedNetwork probed = network();

  /** Map 0 is the image doubled, less 1; map 1 is the image, turned negative. */
  private static ProbedNetwork network() {
    Layer relu = new ActivationLayer(CONVOLUTION.output(), Activation.RELU);
    Layer pooling = new MaxPooling(relu.output(), 2, 2);
    Layer flatten = new Flatten(pooling.output());
    Dense dense = new Dense(8, 2);
    Network network =
        new Network(
            List.of(CONVOLUTION, relu, pooling, flatten, dense), Precision.FLOAT, Planner.auto());
    float[] parameters = new float[network.parameterCount()];
    parameters[0] = 2;
    parameters[1] = -1;
    parameters[2] = -1;
    // The logit of class 1 is the last pooled value of map 0.
    parameters[4 + 3 * 2 + 1] = 1;
    network.write(parameters);
    return new ProbedNetwork(
        network,
        new OutputFunction.Softmax(),
        List.of(
            new ProbedNetwork.Point(0, 0, "convolution", Stage.PRE_ACTIVATION),
            new ProbedNetwork.Point(1, 0, "convolution", Stage.ACTIVATION),
            new ProbedNetwork.Point(2, 1, "pooling", Stage.POOLED),
            new ProbedNetwork.Point(4, 2, "dense", Stage.PRE_ACTIVATION)));
  }

  @AfterEach
  void free() {
    probed.network().close();
  }

  private FeatureMaps maps() {
    byte[] image = new byte[16];
    for (int i = 0; i < image.length; i++) {
      image[i] = (byte) (17 * i);
    }
    try (FeatureMapProbe probe = new FeatureMapProbe(probed)) {
      return probe.maps(image, 42);
    }
  }

  @Test
  void showsEveryLayerBeforeAndAfterItsActivation() {
    assertThat(maps().layers())
        .extracting(FeatureMaps.LayerMaps::stage)
        .containsExactly(
            Stage.PRE_ACTIVATION,
            Stage.ACTIVATION,
            Stage.POOLED,
            Stage.PRE_ACTIVATION,
            Stage.ACTIVATION);
    assertThat(maps().layers())
        .extracting(FeatureMaps.LayerMaps::layerIndex)
        .containsExactly(0, 0, 1, 2, 2);
  }

  @Test
  void givesMapsInChannelsHeightWidthOrderAtFullResolution() {
    FeatureMaps.LayerMaps before = maps().layers().get(0);
    FeatureMaps.LayerMaps after = maps().layers().get(1);
    assertThat(after.channels()).isEqualTo(2);
    assertThat(after.height()).isEqualTo(4);
    assertThat(after.width()).isEqualTo(4);
    for (int i = 0; i < 16; i++) {
      float pixel = 17 * i / 255f;
      assertThat(before.values()[i]).isEqualTo(2 * pixel - 1, ROUNDING);
      assertThat(before.values()[16 + i]).isEqualTo(-pixel, ROUNDING);
      assertThat(after.values()[i]).isEqualTo(Math.max(0, 2 * pixel - 1), ROUNDING);
      assertThat(after.values()[16 + i]).isEqualTo(0, ROUNDING);
    }
  }

  @Test
  void poolsTheActivations() {
    assertThat(maps().layers().get(2).values())
        .containsExactly(new float[] {0, 0, 2 * 13 / 15f - 1, 1, 0, 0, 0, 0}, Offset.offset(1e-5f));
  }

  @Test
  void endsInLogitsAndProbabilities() {
    FeatureMaps maps = maps();
    float certain = (float) (1 / (1 + Math.exp(-1)));
    assertThat(maps.layers().get(3).values()).containsExactly(new float[] {0, 1}, ROUNDING);
    assertThat(maps.layers().get(4).values())
        .containsExactly(new float[] {1 - certain, certain}, ROUNDING);
    assertThat(maps.probabilities()).isEqualTo(maps.layers().get(4).values());
    assertThat(maps.step()).isEqualTo(42);
  }

  @Test
  void showsTheKernelsOfTheFirstConvolution() {
    FeatureMaps.Kernels kernels = maps().kernels().orElseThrow();
    assertThat(kernels.filters()).isEqualTo(2);
    assertThat(kernels.inputs()).isEqualTo(1);
    assertThat(kernels.values()).containsExactly(2, -1);
  }
}
