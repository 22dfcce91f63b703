package digitscope.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import digitscope.engine.FrozenNetwork;
import digitscope.engine.NetworkSample;
import digitscope.network.NetworkFactory;
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
import digitscope.probe.Connections.LayerConnections;
import digitscope.probe.FeatureMaps.Kernels;
import digitscope.probe.FeatureMaps.Stage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KernelReaderTest {
  private static final MapShape IMAGE = new MapShape(2, 2, 3);

  /** A 1×2 convolution of 2 filters, ReLU, pooling 1×1, flatten, dense 2; values 1, 2, 3, … */
  private static ProbedNetwork network() {
    Convolution convolution = new Convolution(IMAGE, 2, 1, 2, 1, false);
    Layer relu = new ActivationLayer(convolution.output(), Activation.RELU);
    Layer pooling = new MaxPooling(relu.output(), 1, 1);
    Layer flatten = new Flatten(pooling.output());
    Network network =
        new Network(
            List.of(convolution, relu, pooling, flatten, new Dense(8, 2)),
            Precision.FLOAT,
            Planner.auto());
    float[] values = new float[network.parameterCount()];
    for (int i = 0; i < values.length; i++) {
      values[i] = i + 1;
    }
    values[0] = -10;
    network.write(values);
    return new ProbedNetwork(
        network,
        new OutputFunction.Softmax(),
        List.of(
            new ProbedNetwork.Point(0, 0, "convolution", Stage.PRE_ACTIVATION),
            new ProbedNetwork.Point(1, 0, "convolution", Stage.ACTIVATION),
            new ProbedNetwork.Point(2, 1, "pooling", Stage.POOLED),
            new ProbedNetwork.Point(3, 2, "flatten", Stage.OUTPUT),
            new ProbedNetwork.Point(4, 3, "dense", Stage.PRE_ACTIVATION)));
  }

  @Test
  void readsKernelsInFiltersChannelsHeightWidthOrder() {
    ProbedNetwork probed = network();
    Network owned = probed.network();
    try (owned) {
      Kernels kernels = KernelReader.kernels(probed, 0, 7).sets().get(0);
      assertThat(kernels.filters()).isEqualTo(2);
      assertThat(kernels.inputs()).isEqualTo(2);
      // Weights lie as [kernel width, channels, filters]: −10 2 | 3 4, then 5 6 | 7 8.
      assertThat(kernels.values()).containsExactly(-10, 5, 3, 7, 2, 6, 4, 8);
      assertThat(KernelReader.kernels(probed, 1, 7).sets()).isEmpty();
    }
  }

  @Test
  void showsTheWeightsOfADenseLayerOnMapsAsPicturesOfThoseMaps() {
    ProbedNetwork probed = network();
    Network owned = probed.network();
    try (owned) {
      Kernels kernels = KernelReader.kernels(probed, 3, 7).sets().get(0);
      assertThat(kernels.filters()).isEqualTo(2);
      assertThat(kernels.inputs()).isEqualTo(2);
      assertThat(kernels.height()).isEqualTo(2);
      assertThat(kernels.width()).isEqualTo(2);
      // 8 weights and 2 biases lie before; those of unit 0 are the 11th, 13th, … of all.
      assertThat(kernels.values())
          .containsExactly(11, 13, 15, 17, 19, 21, 23, 25, 12, 14, 16, 18, 20, 22, 24, 26);
    }
  }

  @Test
  void saysHowStronglyMapsReadOneAnother() {
    ProbedNetwork probed = network();
    Network owned = probed.network();
    try (owned) {
      Connections connections = KernelReader.connections(probed, 7);
      assertThat(connections.step()).isEqualTo(7);
      assertThat(connections.layers())
          .extracting(LayerConnections::layerIndex)
          .containsExactly(0, 1, 3);
      assertThat(connections.layers())
          .extracting(LayerConnections::readIndex)
          .containsExactly(-1, 0, 1);
      LayerConnections first = connections.of(0).orElseThrow();
      assertThat(first.weight(0, 0)).isCloseTo(-(float) Math.sqrt(125), within(1e-5f));
      assertThat(first.weight(1, 0)).isCloseTo((float) Math.sqrt(40), within(1e-5f));
      assertThat(connections.of(1).orElseThrow().isOneToOne()).isTrue();
      assertThat(connections.of(1).orElseThrow().weight(1, 1)).isEqualTo(1);
      assertThat(connections.of(1).orElseThrow().weight(1, 0)).isZero();
      assertThat(connections.of(2)).isEmpty();
      LayerConnections dense = connections.of(3).orElseThrow();
      float norm = (float) Math.sqrt(11 * 11 + 13 * 13 + 15 * 15 + 17 * 17);
      assertThat(dense.weight(0, 0)).isCloseTo(norm, within(1e-4f));
    }
  }

  /** Layers in a row fit together: what one gives, the next reads. */
  @ParameterizedTest
  @MethodSource("digitscope.engine.NetworkSample#all")
  void connectsEveryKindOfLayer(NetworkSample sample) {
    try (FrozenNetwork network =
        FrozenNetwork.build(
            sample.config().network(),
            sample.config().training(),
            sample.data().shape(),
            sample.data().classes())) {
      int read = -1;
      int given = sample.data().shape().channels();
      for (LayerConnections layer : network.connections(0).layers()) {
        assertThat(layer.readIndex()).isEqualTo(read);
        assertThat(layer.inputs()).isEqualTo(given);
        if (!layer.isOneToOne()) {
          assertThat(layer.weights()).hasSize(layer.outputs() * layer.inputs());
        }
        assertThat(network.kernels(layer.layerIndex(), 0).sets())
            .allMatch(
                set ->
                    set.values().length
                        == set.filters() * set.inputs() * set.height() * set.width());
        read = layer.layerIndex();
        given = layer.outputs();
      }
      assertThat(read).isEqualTo(sample.config().network().layers().size() - 1);
    }
  }

  @Test
  void averagesTheMapsOfImages() {
    NetworkSample sample = NetworkSample.all().get(0);
    ProbedNetwork probed =
        NetworkFactory.network(
            sample.config().network(),
            sample.config().training(),
            sample.data().shape(),
            sample.data().classes());
    Network owned = probed.network();
    try (owned;
        FeatureMapProbe one = new FeatureMapProbe(probed);
        MeanMapProbe probe =
            new MeanMapProbe(probed, sample.data()::image, new int[] {3, 5, 8, 9, 11}, 6, 12)) {
      while (probe.advance()) {
        // One piece after another.
      }
      MeanMaps mean = probe.result();
      assertThat(mean.label()).isEqualTo(6);
      assertThat(mean.count()).isEqualTo(5);
      assertThat(mean.maps().step()).isEqualTo(12);
      int layers = mean.maps().layers().size();
      for (int layer : new int[] {0, layers / 2, layers - 1}) {
        double expected = 0;
        for (int image : new int[] {3, 5, 8, 9, 11}) {
          expected += one.maps(sample.data().image(image), 12).layers().get(layer).values()[4] / 5d;
        }
        assertThat(mean.maps().layers().get(layer).values()[4])
            .isCloseTo((float) expected, within(1e-5f));
      }
    }
  }
}
