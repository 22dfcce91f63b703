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
  void infersShapesAndParametersOfBlocks() {
    NetworkSpec network =
        new NetworkSpec(
            List.of(
                new LayerSpec.Conv2d(16, 3, 3, 1, Padding.SAME, Activation.LINEAR),
                new LayerSpec.BatchNorm(Activation.RELU),
                new LayerSpec.Residual(16, 1),
                new LayerSpec.Residual(32, 2),
                new LayerSpec.SeparableConv2d(64, 3, 3, 1, Padding.VALID, Activation.RELU),
                new LayerSpec.GlobalAveragePool2d(),
                new LayerSpec.Dense(10, Activation.SOFTMAX)));

    List<LayerSummary> layers = network.summarise(ImageShape.MNIST, 10);

    assertThat(layers)
        .extracting(layer -> layer.output().toString())
        .containsExactly("16×28×28", "16×28×28", "16×28×28", "32×14×14", "64×12×12", "64", "10");
    assertThat(layers)
        .extracting(LayerSummary::parameters)
        .containsExactly(
            160L,
            32L,
            2L * (16 * 9 * 16 + 16 + 32),
            16L * 9 * 32 + 32 * 9 * 32 + 16 * 32 + 3 * (32 + 64),
            9L * 32 + 32 * 64 + 64,
            0L,
            650L);
  }

  @Test
  void letsKMeansReadImagesOnly() {
    LayerSpec kMeans = new LayerSpec.KMeans(50);
    LayerSpec output = new LayerSpec.Dense(10, Activation.SOFTMAX);

    assertThat(new NetworkSpec(List.of(kMeans, output)).summarise(ImageShape.MNIST, 10))
        .extracting(LayerSummary::parameters)
        .containsExactly(0L, 510L);
    assertThatThrownBy(
            () -> new NetworkSpec(List.of(output, kMeans, output)).summarise(ImageShape.MNIST, 10))
        .isInstanceOf(InvalidNetworkException.class)
        .hasMessageStartingWith("layer 2, k-means 50: it reads the images themselves");
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
