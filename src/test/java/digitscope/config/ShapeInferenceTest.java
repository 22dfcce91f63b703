package digitscope.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digitscope.data.ImageShape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ShapeInferenceTest {
  @Test
  void infersShapesAndParametersOfThePresetCnn() throws ConfigException {
    List<LayerSummary> layers =
        new ConfigFiles().preset("cnn").network().summarise(ImageShape.MNIST, 10);

    assertThat(layers)
        .extracting(layer -> layer.output().toString())
        .containsExactly("32×26×26", "32×13×13", "64×11×11", "64×5×5", "64×3×3", "576", "64", "10");
    assertThat(layers)
        .extracting(LayerSummary::parameters)
        .containsExactly(320L, 0L, 18_496L, 0L, 36_928L, 0L, 36_928L, 650L);
  }

  @Test
  void namesTheLayerThatDoesNotFitAndWhy() {
    LayerSpec pool = new LayerSpec.MaxPool2d(2, 2);
    NetworkSpec network =
        new NetworkSpec(List.of(pool, pool, pool, pool, pool, new LayerSpec.Flatten()));

    assertThatThrownBy(() -> network.summarise(ImageShape.MNIST, 10))
        .isInstanceOf(InvalidNetworkException.class)
        .hasMessage("layer 5, max pooling 2×2: its input is 1×1");
  }

  @ParameterizedTest
  @EnumSource(Activation.class)
  void refusesCrossEntropyOfWhatIsNoProbability(Activation activation) throws ConfigException {
    NetworkSpec network = new NetworkSpec(List.of(new LayerSpec.Dense(10, activation)));
    RunConfig config = new ConfigFiles().preset("cnn").withNetwork(network);

    if (activation == Activation.SOFTMAX || activation == Activation.SIGMOID) {
      assertThat(config.check(ImageShape.MNIST, 10)).hasSize(1);
    } else {
      assertThatThrownBy(() -> config.check(ImageShape.MNIST, 10))
          .isInstanceOf(InvalidNetworkException.class)
          .hasMessageStartingWith("layer 1, dense 10: cross-entropy needs softmax or sigmoid");
    }
    network.checkLoss(Loss.MEAN_SQUARED_ERROR);
  }

  @Test
  void namesTheLayerWhoseStrideSamePaddingCannotTake() {
    LayerSpec skipping = new LayerSpec.Conv2d(4, 1, 3, 3, Padding.SAME, Activation.RELU);
    NetworkSpec network = new NetworkSpec(List.of(skipping));

    assertThatThrownBy(() -> network.summarise(new ImageShape(1, 9, 8), 10))
        .isInstanceOf(InvalidNetworkException.class)
        .hasMessageStartingWith("layer 1, convolution 1×3×4: its stride of 3 skips");
  }

  @Test
  void namesTheLayerThatMakesTheNetworkTooLarge() {
    LayerSpec dense = new LayerSpec.Dense(8192, Activation.RELU);
    NetworkSpec network = new NetworkSpec(List.of(dense, dense, dense));

    assertThatThrownBy(() -> network.summarise(ImageShape.MNIST, 10))
        .isInstanceOf(InvalidNetworkException.class)
        .hasMessageStartingWith("layer 3, dense 8192: with it the network has 140,");
  }
}
