package digitscope.nn;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.nn.vector.VectorUnit;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;

/** Against the two layers one after the other, in double precision. */
class PooledConvolutionTest {
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
    assertThat(PooledConvolution.fits(ConvolutionBlock.at(layers, 0).orElseThrow())).isTrue();
    float[][] expected = values(layers, DataType.DOUBLE);
    float[][] found = values(layers, DataType.FLOAT);
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
    assertThat(Winograd.fits(convolution)).isTrue();
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
    float[][] expected = values(layers, DataType.DOUBLE);
    float[][] found = values(layers, DataType.FLOAT);
    for (int i = 0; i < expected.length; i++) {
      // The rounding of a tile follows its largest value.
      assertThat(found[i])
          .containsExactly(expected[i], Offset.offset(1e-5f * largest(expected[i])));
    }
  }

  private static float largest(float[] values) {
    float largest = 0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  /** Output, the outputs between the layers, and the gradient for the parameters. */
  private static float[][] values(List<Layer> layers, DataType type) {
    Backend.useFromThisThread();
    int last = layers.size() - 1;
    try (Network network = new Network(layers, type);
        Execution execution = new Execution(network, layers, BATCH, Execution.Purpose.TRAINING)) {
      Random random = new Random(7);
      float[] parameters = new float[network.valueCount()];
      fill(random, parameters);
      network.write(parameters);
      float[] images = new float[BATCH * layers.get(0).input().size()];
      fill(random, images);
      for (int i = 0; i < images.length; i++) { // with black parts, as drawings have
        images[i] = i % layers.get(0).input().size() < 2 * images.length / 5 ? images[i] : 0;
      }
      float[] outputGradient = new float[BATCH * layers.get(last).output().size()];
      fill(random, outputGradient);
      float[] gradient = new float[network.valueCount()];
      for (int i = 0; i < 2; i++) { // the second time must give the same
        execution.setInput(images);
        execution.forward();
        execution.setOutputGradient(outputGradient);
        execution.backward();
      }
      execution.copyGradientTo(gradient, 1);
      return new float[][] {
        execution.output(last, 0),
        execution.output(last, BATCH - 1),
        execution.output(last - 1, 1),
        execution.output(Math.max(0, last - 2), 1),
        gradient
      };
    }
  }

  private static void fill(Random random, float[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
  }
}
