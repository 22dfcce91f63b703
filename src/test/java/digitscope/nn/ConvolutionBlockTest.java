package digitscope.nn;

import static digitscope.nn.Execution.Purpose.TRAINING;
import static org.assertj.core.api.Assertions.assertThat;

import digitscope.nn.plan.Planner;
import digitscope.nn.vector.PixelConvolution;
import digitscope.nn.vector.Winograd;
import digitscope.nn.vector.kernels.VectorUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Against the layers one after the other, in double precision. */
class ConvolutionBlockTest {
  private static final int BATCH = 3;
  private static final Offset<Float> ROUNDING = Offset.offset(1e-4f);

  @ParameterizedTest
  @CsvSource({
    "28, 28, 1, false, LINEAR",
    "28, 28, 1, false, RELU",
    "9, 7, 2, false, LINEAR",
    "9, 7, 2, false, RELU",
    "6, 11, 1, true, SIGMOID", // which is no part of the block
    "6, 11, 1, true, RELU",
    "4, 4, 1, false, RELU"
  })
  void givesWhatTheLayersGive(
      int height, int width, int blocks, boolean same, Activation activation) {
    MapShape input = new MapShape(1, height, width);
    Convolution convolution =
        new Convolution(input, blocks * VectorUnit.productColumns(), 3, 3, 1, same);
    MaxPooling pooling = new MaxPooling(convolution.output(), 2, 2);
    List<Layer> layers =
        List.of(convolution, pooling, new ActivationLayer(pooling.output(), activation));
    assertThat(PixelConvolution.obstacle(ConvolutionBlock.at(layers, 0).orElseThrow())).isEmpty();
    float[][] expected = values(layers, Precision.DOUBLE);
    float[][] found = values(layers, Precision.FLOAT);
    for (int i = 0; i < expected.length; i++) {
      assertThat(found[i]).containsExactly(expected[i], ROUNDING);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "13, 13, 2, false, 2, LINEAR", // a row and a column are in no window
    "13, 13, 2, false, 2, RELU",
    "12, 9, 1, true, 2, LINEAR",
    "11, 17, 1, false, 3, RELU",
    "7, 7, 1, false, 4, RELU"
  })
  void givesWhatALaterConvolutionAndItsPoolingGive(
      int height, int width, int blocks, boolean same, int size, Activation activation) {
    int channels = VectorUnit.productColumns();
    Convolution first = new Convolution(new MapShape(1, height, width), channels, 1, 1, 1, false);
    Convolution convolution = new Convolution(first.output(), blocks * channels, 3, 3, 1, same);
    MaxPooling pooling = new MaxPooling(convolution.output(), size, size);
    assertThat(Winograd.obstacle(convolution)).isEmpty();
    assertSame(
        List.of(first, convolution, pooling, new ActivationLayer(pooling.output(), activation)));
  }

  @ParameterizedTest
  @CsvSource({"5, 5, false", "9, 6, false", "7, 7, true"})
  void givesWhatALaterConvolutionAndItsActivationGive(int height, int width, boolean same) {
    int channels = VectorUnit.productColumns();
    Convolution first = new Convolution(new MapShape(1, height, width), channels, 1, 1, 1, false);
    Convolution convolution = new Convolution(first.output(), 2 * channels, 3, 3, 1, same);
    assertSame(
        List.of(first, convolution, new ActivationLayer(convolution.output(), Activation.RELU)));
  }

  private static void assertSame(List<Layer> layers) {
    float[][] expected = values(layers, Precision.DOUBLE);
    float[][] found = values(layers, Precision.FLOAT);
    for (int i = 0; i < expected.length; i++) {
      // The rounding of a tile follows its largest value.
      assertThat(found[i])
          .containsExactly(expected[i], Offset.offset(1e-5f * largest(expected[i])));
    }
  }

  @Test
  void givesWhatTheLayersGiveWithinAResidualBlock() {
    int channels = VectorUnit.productColumns();
    Convolution first = new Convolution(new MapShape(1, 7, 7), channels, 1, 1, 1, false);
    Convolution convolution = new Convolution(first.output(), channels, 3, 3, 1, true);
    ActivationLayer activation = new ActivationLayer(convolution.output(), Activation.RELU);
    Convolution last = new Convolution(convolution.output(), channels, 3, 3, 1, true);
    assertSame(List.of(first, new Residual(List.of(convolution, activation, last), List.of())));
    Convolution shortcut = new Convolution(first.output(), channels, 1, 1, 1, false);
    assertSame(
        List.of(first, new Residual(List.of(convolution, activation, last), List.of(shortcut))));
  }

  @Test
  void givesWhatTheLayersGiveWhereAllSumsAreZero() {
    int channels = VectorUnit.productColumns();
    for (MapShape input : List.of(new MapShape(1, 8, 8), new MapShape(channels, 8, 8))) {
      Convolution convolution = new Convolution(input, channels, 3, 3, 1, true);
      MaxPooling pooling = new MaxPooling(convolution.output(), 2, 2);
      List<Layer> layers =
          List.of(convolution, pooling, new ActivationLayer(pooling.output(), Activation.RELU));
      try (Network network = new Network(layers, Precision.FLOAT, Planner.auto());
          Execution execution = new Execution(network, layers, BATCH, TRAINING)) {
        float[] images = new float[BATCH * input.size()];
        Arrays.fill(images, 0.5f);
        float[] outputGradient = new float[BATCH * pooling.output().size()];
        Arrays.fill(outputGradient, 1);
        float[] gradient = new float[network.valueCount()];
        carryThrough(execution, images, outputGradient, gradient);
        assertThat(execution.output(2, 0)).containsOnly(0);
        assertThat(gradient).containsOnly(0);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"INFERENCE", "PROBING"})
  void givesTheSameWhateverItIsFor(Execution.Purpose purpose) {
    List<Layer> layers = twoBlocks();
    float[] images = images(layers);
    try (Network network = network(layers, Precision.FLOAT);
        Execution training = new Execution(network, layers, BATCH, TRAINING);
        Execution other = new Execution(network, layers, BATCH, purpose)) {
      training.setInput(images);
      training.forward();
      other.setInput(images);
      other.forward();
      for (int layer = 0; layer < layers.size(); layer++) {
        assertThat(other.output(layer, 1))
            .containsExactly(training.output(layer, 1), Offset.offset(1e-3f));
      }
    }
  }

  @Test
  void carriesTheGradientBackToTheInput() {
    List<Layer> layers = twoBlocks();
    List<Layer> later = layers.subList(3, layers.size());
    assertThat(inputGradient(later, Precision.FLOAT))
        .containsExactly(inputGradient(later, Precision.DOUBLE), Offset.offset(1e-3f));
  }

  private static float[] inputGradient(List<Layer> layers, Precision type) {
    try (Network network = network(layers, type);
        Execution execution = new Execution(network, layers, BATCH, Execution.Purpose.PROBING)) {
      execution.setInput(images(layers));
      execution.forward();
      execution.setOutputGradient(outputGradient(layers));
      execution.backward();
      return execution.inputGradient();
    }
  }

  @Test
  void followsWhatIsWrittenToAPartOfTheVectorAndArraysThatJavaMoves() {
    List<Layer> layers = twoBlocks();
    float[] images = images(layers);
    float[] outputGradient = outputGradient(layers);
    try (Network network = network(layers, Precision.FLOAT);
        Execution kept = new Execution(network, layers, BATCH, TRAINING)) {
      float[] found = new float[network.valueCount()];
      float[] expected = found.clone();
      carryThrough(kept, images, outputGradient, found);
      float[] changed = network.values();
      for (Network.Span span : network.weightSpans()) {
        for (int i = span.from(); i < span.to(); i++) {
          changed[i] *= -1;
        }
        network.write(changed, span);
        System.gc();
        carryThrough(kept, images, outputGradient, found);
        try (Execution fresh = new Execution(network, layers, BATCH, TRAINING)) {
          carryThrough(fresh, images, outputGradient, expected);
          assertThat(found).isEqualTo(expected);
          assertThat(kept.logits(1)).isEqualTo(fresh.logits(1));
        }
      }
    }
  }

  /** A block that sees pixels, one that sees maps, a dense layer. */
  private static List<Layer> twoBlocks() {
    int channels = VectorUnit.productColumns();
    Convolution first = new Convolution(new MapShape(1, 16, 16), channels, 3, 3, 1, false);
    MaxPooling pooling = new MaxPooling(first.output(), 2, 2);
    Convolution second = new Convolution(pooling.output(), 2 * channels, 3, 3, 1, false);
    MaxPooling last = new MaxPooling(second.output(), 2, 2);
    Flatten flatten = new Flatten(last.output());
    return List.of(
        first,
        pooling,
        new ActivationLayer(pooling.output(), Activation.RELU),
        second,
        last,
        new ActivationLayer(last.output(), Activation.RELU),
        flatten,
        new Dense(flatten.output().size(), 10));
  }

  @Test
  void takesInOnlyPoolingSideBySideAndARectifier() {
    Convolution convolution = new Convolution(new MapShape(1, 9, 9), 4, 3, 3, 1, false);
    MaxPooling apart = new MaxPooling(convolution.output(), 2, 3);
    ActivationLayer rectifier = new ActivationLayer(convolution.output(), Activation.RELU);
    ActivationLayer other = new ActivationLayer(convolution.output(), Activation.TANH);
    assertThat(ConvolutionBlock.at(List.of(convolution), 0).orElseThrow().layers()).hasSize(1);
    assertThat(ConvolutionBlock.at(List.of(convolution, apart), 0).orElseThrow().layers())
        .hasSize(1);
    assertThat(ConvolutionBlock.at(List.of(convolution, other), 0).orElseThrow().layers())
        .hasSize(1);
    assertThat(ConvolutionBlock.at(List.of(convolution, rectifier, other), 0).orElseThrow())
        .isEqualTo(new ConvolutionBlock(List.of(convolution, rectifier), 1, 0));
    assertThat(ConvolutionBlock.at(List.of(convolution, rectifier), 1)).isEmpty();
  }

  private static float largest(float[] values) {
    float largest = 0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  /** Output, the outputs between the layers, and the gradient for the parameters. */
  private static float[][] values(List<Layer> layers, Precision type) {
    int last = layers.size() - 1;
    try (Network network = network(layers, type);
        Execution execution = new Execution(network, layers, BATCH, TRAINING)) {
      float[] gradient = new float[network.valueCount()];
      for (int i = 0; i < 2; i++) { // the second time must give the same
        carryThrough(execution, images(layers), outputGradient(layers), gradient);
      }
      return new float[][] {
        execution.output(last, 0),
        execution.output(last, BATCH - 1),
        execution.output(last - 1, 1),
        execution.output(Math.max(0, last - 2), 1),
        gradient
      };
    }
  }

  private static void carryThrough(
      Execution execution, float[] images, float[] outputGradient, float[] gradient) {
    execution.setInput(images);
    execution.forward();
    execution.setOutputGradient(outputGradient);
    execution.backward();
    execution.copyGradientTo(gradient, 1);
  }

  private static Network network(List<Layer> layers, Precision type) {
    Network network = new Network(layers, type, Planner.auto());
    float[] parameters = new float[network.valueCount()];
    fill(new Random(7), parameters);
    network.write(parameters);
    return network;
  }

  /** With black parts, as drawings have. */
  private static float[] images(List<Layer> layers) {
    int size = layers.get(0).input().size();
    float[] images = new float[BATCH * size];
    fill(new Random(8), images);
    for (int i = 0; i < images.length; i++) {
      images[i] = i % size < 2 * size / 5 ? images[i] : 0;
    }
    return images;
  }

  private static float[] outputGradient(List<Layer> layers) {
    float[] gradient = new float[BATCH * layers.get(layers.size() - 1).output().size()];
    fill(new Random(9), gradient);
    return gradient;
  }

  private static void fill(Random random, float[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
  }
}
