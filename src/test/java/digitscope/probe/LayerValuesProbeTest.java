package digitscope.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import digitscope.nn.Activation;
import digitscope.nn.ActivationLayer;
import digitscope.nn.Convolution;
import digitscope.nn.Layer;
import digitscope.nn.MapShape;
import digitscope.nn.MaxPooling;
import digitscope.nn.Network;
import digitscope.nn.OutputFunction;
import digitscope.nn.Precision;
import digitscope.nn.plan.Planner;
import digitscope.probe.FeatureMaps.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LayerValuesProbeTest {
  private static final MapShape IMAGE = new MapShape(1, 7, 6);

  private final Random random = new Random(6);
  private final List<byte[]> images = new ArrayList<>();
  private final ProbedNetwork probed = network();

  LayerValuesProbeTest() {
    for (int n = 0; n < 200; n++) {
      byte[] image = new byte[IMAGE.size()];
      random.nextBytes(image);
      images.add(image);
    }
  }

  private ProbedNetwork network() {
    Layer convolution = new Convolution(IMAGE, 3, 3, 2, 1, false);
    Layer relu = new ActivationLayer(convolution.output(), Activation.RELU);
    Layer pooling = new MaxPooling(relu.output(), 2, 2);
    Network network =
        new Network(List.of(convolution, relu, pooling), Precision.FLOAT, Planner.auto());
    float[] values = network.values();
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    network.write(values);
    return new ProbedNetwork(
        network,
        new OutputFunction.Softmax(),
        List.of(
            new ProbedNetwork.Point(0, 0, "convolution", Stage.PRE_ACTIVATION),
            new ProbedNetwork.Point(1, 0, "convolution", Stage.ACTIVATION),
            new ProbedNetwork.Point(2, 1, "pooling", Stage.POOLED)));
  }

  @AfterEach
  void free() {
    probed.network().close();
  }

  @Test
  void readsWhatTheFeatureMapsShowBehindTheActivation() {
    int[] order = new int[150];
    for (int i = 0; i < order.length; i++) {
      order[i] = (7 * i + 3) % images.size();
    }
    try (LayerValuesProbe probe = new LayerValuesProbe(probed, 0, images::get, order, 5);
        FeatureMapProbe maps = new FeatureMapProbe(probed)) {
      while (probe.advance()) {
        assertThatThrownBy(probe::result).hasMessageContaining("not all read");
      }
      LayerValues found = probe.result();
      assertThat(found.step()).isEqualTo(5);
      assertThat(found.images()).containsExactly(order);
      for (int i = 0; i < order.length; i++) {
        float[] expected = maps.maps(images.get(order[i]), 0).layers().get(1).values();
        assertThat(found.values()[i]).containsExactly(expected, within(1e-5f));
      }
    }
  }

  @Test
  void readsFewerImagesOfAWideLayer() {
    assertThat(LayerValuesProbe.most(64)).isEqualTo(250_000);
    assertThat(LayerValuesProbe.most(21_632)).isEqualTo(739);
    assertThat(LayerValuesProbe.most(1_000_000_000)).isEqualTo(1);
  }
}
