package digitscope.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import digitscope.nn.plan.Planner;
import digitscope.nn.vector.Winograd;
import digitscope.nn.vector.kernels.VectorUnit;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against ND4J's convolution in double precision. */
class WinogradTest {
  private static final int BATCH = 3;

  @ParameterizedTest
  @CsvSource({
    "1, 3, 3, 1, false", // a single output
    "1, 5, 5, 2, false", // tiles of 3×3
    "2, 8, 5, 1, false",
    "1, 3, 2, 1, true",
    "1, 6, 6, 2, false", // exactly one tile of 4×4
    "2, 7, 12, 1, false", // tiles that stick out
    "2, 13, 13, 1, false",
    "1, 4, 4, 1, true",
    "1, 9, 5, 2, true",
    "1, 7, 12, 1, false", // tiles of 5×5
    "2, 10, 9, 2, true"
  })
  void givesWhatTheDefinitionGives(
      int channelBlocks, int height, int width, int filterBlocks, boolean same) {
    int channels = channelBlocks * VectorUnit.productColumns();
    int filters = filterBlocks * VectorUnit.productColumns();
    MapShape input = new MapShape(channels, height, width);
    Convolution layer = new Convolution(input, filters, 3, 3, 1, same);
    assertThat(Winograd.obstacle(layer)).isEmpty();
    Passage expected = Passage.ofNative(layer, BATCH);
    Passage found =
        Passage.of(
            layer,
            BATCH,
            Precision.FLOAT,
            (binding, gradients) -> Winograd.passes(block(layer), binding, gradients));
    Offset<Double> rounding = Offset.offset(1e-3); // of sums of up to 1,000 products
    assertThat(found.output()).containsExactly(expected.output(), rounding);
    assertThat(found.inputGradient()).containsExactly(expected.inputGradient(), rounding);
    assertThat(found.parameterGradient()).containsExactly(expected.parameterGradient(), rounding);
  }

  private static ConvolutionBlock block(Convolution layer) {
    return ConvolutionBlock.at(List.of(layer), 0).orElseThrow();
  }

  @Test
  void followsWeightsThatChangeBetweenTwoForwardPasses() {
    int block = VectorUnit.productColumns();
    Convolution layer = new Convolution(new MapShape(block, 6, 6), block, 3, 3, 1, false);
    try (Network network = new Network(List.of(layer), Precision.FLOAT, Planner.auto());
        Execution kept = new Execution(network, network.layers(), 1, Execution.Purpose.INFERENCE)) {
      float[] input = new float[layer.input().size()];
      Arrays.fill(input, 0.5f);
      kept.setInput(input);
      for (long seed = 1; seed < 4; seed++) {
        network.initialize(Initialization.HE, seed);
        kept.forward();
        kept.forward();
        try (Execution fresh =
            new Execution(network, network.layers(), 1, Execution.Purpose.INFERENCE)) {
          fresh.setInput(input);
          fresh.forward();
          assertThat(kept.output(0, 0)).isEqualTo(fresh.output(0, 0));
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "8, false", // tiles of 3×3
    "6, true",
    "9, false", // tiles of 4×4
    "13, false",
    "7, true",
    "12, false", // tiles of 5×5
    "10, true"
  })
  void givesExactlyTheBiasWhereAllInputsOfAWindowAreZero(int length, boolean same) {
    int block = VectorUnit.productColumns();
    MapShape input = new MapShape(block, length, length);
    Convolution layer = new Convolution(input, 2 * block, 3, 3, 1, same);
    try (Network network = GradientCheck.network(List.of(layer), Precision.FLOAT);
        Execution execution =
            new Execution(network, network.layers(), 1, Execution.Purpose.PROBING)) {
      float[] values = network.values();
      execution.setInput(spot(input));
      execution.forward();
      float[] output = execution.output(0, 0);
      MapShape maps = layer.output();
      int zeros = 0;
      for (int f = 0; f < maps.channels(); f++) {
        for (int place = 0; place < maps.area(); place++) {
          if (!seesSpot(layer, place / maps.width(), place % maps.width())) {
            assertThat(output[f * maps.area() + place])
                .as("filter %d, place %d", f, place)
                .isEqualTo(values[layer.weightCount() + f]);
            zeros++;
          }
        }
      }
      assertThat(zeros).isGreaterThan(maps.channels());
    }
  }

  /**
   * Input channels and the filters' output gradients are 0 but on every third diagonal, so two
   * thirds of the taps take none of a filter's to one of a channel's. What the first channel
   * contributes is not 0, but smaller than the rounding errors of the others.
   */
  @ParameterizedTest
  @CsvSource({
    "5, 5, false", // tiles of 3×3
    "8, 5, false",
    "6, 11, true",
    "9, 13, false", // tiles of 4×4
    "7, 7, true",
    "12, 12, false", // tiles of 5×5
    "10, 10, true",
    "34, 35, false" // longer rows than an int has bits
  })
  void givesExactlyZeroForWeightsToWhoseGradientNothingContributes(
      int height, int width, boolean same) {
    int block = VectorUnit.productColumns();
    Convolution layer =
        new Convolution(new MapShape(block, height, width), 2 * block, 3, 3, 1, same);
    float[] expected = gradientOfDiagonals(layer, Precision.DOUBLE, Planner.plain());
    float[] found = gradientOfDiagonals(layer, Precision.FLOAT, Planner.auto());
    int zeros = 0;
    for (int i = 0; i < layer.weightCount(); i++) {
      if (expected[i] == 0) {
        assertThat(found[i]).as("weight " + i).isZero();
        zeros++;
      } else {
        assertThat(found[i]).as("weight " + i).isNotZero();
      }
    }
    assertThat(zeros).isBetween(layer.weightCount() / 2, layer.weightCount() * 3 / 4);
  }

  private static float[] gradientOfDiagonals(Convolution layer, Precision type, Planner planner) {
    try (Network network = new Network(List.of(layer), type, planner);
        Execution execution =
            new Execution(network, network.layers(), BATCH, Execution.Purpose.PROBING)) {
      network.initialize(Initialization.HE, 1);
      float[] inputs = diagonals(layer.input(), 0.3);
      for (int n = 0; n < BATCH; n++) {
        for (int place = 0; place < layer.input().area(); place++) {
          inputs[n * layer.input().size() + place] *= 1e-8f;
        }
      }
      execution.setInput(inputs);
      execution.forward();
      execution.setOutputGradient(diagonals(layer.output(), 0.7));
      execution.backward();
      float[] gradient = new float[network.parameterCount()];
      execution.copyGradientTo(gradient, 1);
      return gradient;
    }
  }

  /** For a batch; others in each channel and image. */
  private static float[] diagonals(MapShape shape, double phase) {
    float[] maps = new float[BATCH * shape.size()];
    for (int map = 0; map < BATCH * shape.channels(); map++) {
      int shift = map % shape.channels() + map / shape.channels();
      for (int place = 0; place < shape.area(); place++) {
        if ((place / shape.width() + place % shape.width() + shift) % 3 == 0) {
          int at = map * shape.area() + place;
          maps[at] = (float) Reference.wave(at + 1, phase);
        }
      }
    }
    return maps;
  }

  /** With biases of 0, as before the first step, where rounding would decide on ReLU's mask. */
  @ParameterizedTest
  @CsvSource({"8, 1", "9, 1", "12, 1", "8, 2", "13, 2", "12, 2"})
  void hasTheGradientOfTheDefinitionWhereMuchIsZero(int length, int pooling) {
    int block = VectorUnit.productColumns();
    Convolution layer = new Convolution(new MapShape(block, length, length), block, 3, 3, 1, false);
    MapShape maps = layer.output();
    MaxPooling maximum = new MaxPooling(maps, pooling, pooling);
    List<Layer> layers =
        pooling == 1
            ? List.of(layer, new ActivationLayer(maps, Activation.RELU))
            : List.of(layer, maximum, new ActivationLayer(maximum.output(), Activation.RELU));
    float[] expected = gradient(layers, Precision.DOUBLE);
    float[] found = gradient(layers, Precision.FLOAT);
    for (int i = 0; i < expected.length; i++) {
      assertThat(found[i]).as("parameter " + i).isCloseTo(expected[i], within(1e-4f));
    }
  }

  private static float[] gradient(List<Layer> layers, Precision type) {
    try (Network network = GradientCheck.network(layers, type);
        Execution execution = new Execution(network, layers, 1, Execution.Purpose.PROBING)) {
      float[] values = network.values();
      Arrays.fill(values, ((Convolution) layers.get(0)).weightCount(), values.length, 0);
      network.write(values);
      execution.setInput(spot(layers.get(0).input()));
      execution.forward();
      float[] ones = new float[layers.get(layers.size() - 1).output().size()];
      Arrays.fill(ones, 1);
      execution.setOutputGradient(ones);
      execution.backward();
      float[] gradient = new float[values.length];
      execution.copyGradientTo(gradient, 1);
      return gradient;
    }
  }

  /** Zeros but for a square of two by two in the middle. */
  private static float[] spot(MapShape shape) {
    float[] maps = new float[shape.size()];
    for (int c = 0; c < shape.channels(); c++) {
      for (int place = 0; place < shape.area(); place++) {
        if (isSpot(shape, place / shape.width(), place % shape.width())) {
          maps[c * shape.area() + place] = (float) Reference.wave(c * 4 + place % 4 + 1, 0.3);
        }
      }
    }
    return maps;
  }

  private static boolean isSpot(MapShape shape, int row, int column) {
    int top = shape.height() / 2 - 1;
    int left = shape.width() / 2 - 1;
    return row >= top && row < top + 2 && column >= left && column < left + 2;
  }

  private static boolean seesSpot(Convolution layer, int row, int column) {
    for (int u = 0; u < 3; u++) {
      for (int v = 0; v < 3; v++) {
        int y = layer.window().rows().start(row) + u;
        int x = layer.window().columns().start(column) + v;
        if (y >= 0
            && x >= 0
            && y < layer.input().height()
            && x < layer.input().width()
            && isSpot(layer.input(), y, x)) {
          return true;
        }
      }
    }
    return false;
  }

  @Test
  void isForThreeByThreeKernelsWithoutStride() {
    int block = VectorUnit.productColumns();
    MapShape maps = new MapShape(block, 9, 9);
    assertThat(Winograd.obstacle(new Convolution(maps, block, 3, 3, 2, false))).isPresent();
    assertThat(Winograd.obstacle(new Convolution(maps, block, 5, 5, 1, false))).isPresent();
    assertThat(Winograd.obstacle(new Convolution(maps, block + 1, 3, 3, 1, false))).isPresent();
    MapShape image = new MapShape(1, 9, 9);
    assertThat(Winograd.obstacle(new Convolution(image, block, 3, 3, 1, false))).isPresent();
  }
}
