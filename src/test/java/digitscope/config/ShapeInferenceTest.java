package digitscope.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digitscope.data.ImageShape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ShapeInferenceTest {
  /** As PyTorch counts the parameters and the buffers of the same networks. */
  @ParameterizedTest
  @CsvSource({"cnn-bn, 104650, 448", "resnet-mini, 78090, 672", "mlp, 57390, 0"})
  void countsRunningStatisticsApart(String preset, long parameters, long statistics)
      throws ConfigException {
    List<LayerSummary> layers =
        new ConfigFiles().preset(preset).network().summarize(ImageShape.MNIST, 10);
    assertThat(layers.stream().mapToLong(LayerSummary::parameters).sum()).isEqualTo(parameters);
    assertThat(layers.stream().mapToLong(LayerSummary::statistics).sum()).isEqualTo(statistics);
  }

  @Test
  void infersShapesAndParametersOfThePresetCnn() throws ConfigException {
    List<LayerSummary> layers =
        new ConfigFiles().preset("cnn").network().summarize(ImageShape.MNIST, 10);

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
                new Conv2d(16, 3, 3, 1, Padding.SAME, Activation.LINEAR),
                new BatchNorm(Activation.RELU),
                new Residual(16, 1),
                new Residual(32, 2),
                new SeparableConv2d(64, 3, 3, 1, Padding.VALID, Activation.RELU),
                new GlobalAveragePool2d(),
                new Dense(10, Activation.SOFTMAX)));

    List<LayerSummary> layers = network.summarize(ImageShape.MNIST, 10);

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
    LayerSpec kMeans = new KMeans(50);
    LayerSpec output = new Dense(10, Activation.SOFTMAX);

    assertThat(new NetworkSpec(List.of(kMeans, output)).summarize(ImageShape.MNIST, 10))
        .extracting(LayerSummary::parameters)
        .containsExactly(0L, 510L);
    assertThatThrownBy(
            () -> new NetworkSpec(List.of(output, kMeans, output)).summarize(ImageShape.MNIST, 10))
        .isInstanceOf(InvalidNetworkException.class)
        .hasMessageStartingWith("layer 2, k-means 50: it works on the images directly");
  }

  @Test
  void infersWhatGroupNormalizationHas() {
    NetworkSpec network =
        new NetworkSpec(
            List.of(
                new Conv2d(12, 3, 3, 1, Padding.SAME, Activation.LINEAR),
                new GroupNorm(4, Activation.RELU),
                new Dense(10, Activation.SOFTMAX)));

    LayerSummary norm = network.summarize(ImageShape.MNIST, 10).get(1);

    assertThat(norm.output()).isEqualTo(norm.input());
    assertThat(norm.parameters()).isEqualTo(24);
    assertThat(norm.statistics()).isZero();
  }

  @Test
  void refusesGroupsThatDoNotDivideTheChannelsOrHaveOneValue() {
    LayerSpec output = new Dense(10, Activation.SOFTMAX);
    NetworkSpec uneven =
        new NetworkSpec(
            List.of(
                new Conv2d(10, 3, 3, 1, Padding.SAME, Activation.LINEAR),
                new GroupNorm(4, Activation.RELU),
                output));
    NetworkSpec single =
        new NetworkSpec(
            List.of(new Dense(8, Activation.LINEAR), new GroupNorm(8, Activation.RELU), output));

    assertThatThrownBy(() -> uneven.summarize(ImageShape.MNIST, 10))
        .isInstanceOf(InvalidNetworkException.class)
        .hasMessage(
            "layer 2, group normalization 4: its input has 10 channels, which cannot be split"
                + " into 4 equal groups; choose another number of groups");
    assertThatThrownBy(() -> single.summarize(ImageShape.MNIST, 10))
        .isInstanceOf(InvalidNetworkException.class)
        .hasMessage(
            "layer 2, group normalization 8: each group has only one value, which becomes "
                + "0; choose fewer groups");
  }

  @Test
  void infersShapesOfTransposedConvolutions() {
    NetworkSpec network =
        new NetworkSpec(
            List.of(
                new Conv2d(4, 4, 4, 4, Padding.VALID, Activation.RELU),
                new Conv2dTranspose(8, 4, 3, 2, Padding.SAME, Activation.RELU),
                new Conv2dTranspose(2, 3, 2, 3, Padding.VALID, Activation.RELU),
                new Conv2dTranspose(2, 1, 1, 2, Padding.VALID, Activation.RELU),
                new Dense(10, Activation.SOFTMAX)));

    List<LayerSummary> layers = network.summarize(ImageShape.MNIST, 10);

    assertThat(layers)
        .extracting(layer -> layer.output().toString())
        .containsExactly("4×7×7", "8×14×14", "2×42×41", "2×83×81", "10");
    assertThat(layers.get(1).parameters()).isEqualTo((4 * 3 * 4 + 1) * 8);
  }

  @Test
  void refusesTransposedConvolutionsOfMapsBeyondMemory() {
    LayerSpec larger = new Conv2dTranspose(4, 16, 16, 8, Padding.SAME, Activation.RELU);
    NetworkSpec network = new NetworkSpec(List.of(larger, larger, larger));

    assertThatThrownBy(() -> network.summarize(ImageShape.MNIST, 10))
        .isInstanceOf(InvalidNetworkException.class)
        .hasMessage(
            "layer 2, transposed convolution 16×16×4: its maps would be 1792×1792, but "
                + "the limit is 512; choose a smaller stride");
  }

  @Test
  void namesTheLayerThatDoesNotFitAndWhy() {
    LayerSpec pool = new MaxPool2d(2, 2);
    NetworkSpec network = new NetworkSpec(List.of(pool, pool, pool, pool, pool, new Flatten()));

    assertThatThrownBy(() -> network.summarize(ImageShape.MNIST, 10))
        .isInstanceOf(InvalidNetworkException.class)
        .hasMessage("layer 5, max pooling 2×2: its input is only 1×1; choose a smaller size");
  }

  @ParameterizedTest
  @EnumSource(Activation.class)
  void refusesCrossEntropyOfWhatIsNoProbability(Activation activation) throws ConfigException {
    NetworkSpec network = new NetworkSpec(List.of(new Dense(10, activation)));
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
    LayerSpec skipping = new Conv2d(4, 1, 3, 3, Padding.SAME, Activation.RELU);
    NetworkSpec network = new NetworkSpec(List.of(skipping));

    assertThatThrownBy(() -> network.summarize(new ImageShape(1, 9, 8), 10))
        .isInstanceOf(InvalidNetworkException.class)
        .hasMessageStartingWith("layer 1, convolution 1×3×4: its stride of 3 skips");
  }

  @Test
  void namesTheLayerThatMakesTheNetworkTooLarge() {
    LayerSpec dense = new Dense(8192, Activation.RELU);
    NetworkSpec network = new NetworkSpec(List.of(dense, dense, dense));

    assertThatThrownBy(() -> network.summarize(ImageShape.MNIST, 10))
        .isInstanceOf(InvalidNetworkException.class)
        .hasMessageStartingWith("layer 3, dense 8192: the network would have 140,");
  }
}
