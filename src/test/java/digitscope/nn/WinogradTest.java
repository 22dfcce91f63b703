package digitscope.nn;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.nn.vector.VectorUnit;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;

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
    assertThat(Winograd.fits(layer)).isTrue();
    Passage expected =
        Passage.of(
            layer,
            BATCH,
            DataType.DOUBLE,
            (binding, gradients) ->
                new Passes(layer.forward(binding), layer.backward(binding, gradients)));
    Passage found =
        Passage.of(
            layer,
            BATCH,
            DataType.FLOAT,
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
    Backend.useFromThisThread();
    try (Network network = new Network(List.of(layer), DataType.FLOAT);
        Execution kept = new Execution(network, network.layers(), 1, Execution.Purpose.INFERENCE)) {
      float[] input = new float[layer.input().size()];
      Arrays.fill(input, 0.5f);
      kept.setInput(input);
      for (long seed = 1; seed < 4; seed++) {
        network.initialise(Initialisation.HE, seed);
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

  @Test
  void isForThreeByThreeKernelsWithoutStride() {
    int block = VectorUnit.productColumns();
    MapShape maps = new MapShape(block, 9, 9);
    assertThat(Winograd.fits(new Convolution(maps, block, 3, 3, 2, false))).isFalse();
    assertThat(Winograd.fits(new Convolution(maps, block, 5, 5, 1, false))).isFalse();
    assertThat(Winograd.fits(new Convolution(maps, block + 1, 3, 3, 1, false))).isFalse();
    MapShape image = new MapShape(1, 9, 9);
    assertThat(Winograd.fits(new Convolution(image, block, 3, 3, 1, false))).isFalse();
  }
}
