package digitscope.nn;

import static org.assertj.core.api.Assertions.assertThat;

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
    "8, 3, 3, 5, false", // a single output
    "8, 6, 6, 4, false", // exactly one tile
    "9, 7, 12, 3, false", // tiles that stick out
    "8, 13, 13, 16, false",
    "8, 4, 4, 8, true",
    "10, 9, 5, 7, true"
  })
  void givesWhatTheDefinitionGives(int channels, int height, int width, int filters, boolean same) {
    MapShape input = new MapShape(channels, height, width);
    Window window = Window.of(input, 3, 3, 1, same);
    Convolution layer = new Convolution(input, filters, 3, 3, 1, same);
    assertThat(Winograd.fits(window, channels)).isTrue();
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
            (binding, gradients) -> {
              Winograd winograd = new Winograd(layer, window, binding);
              return new Passes(winograd::forward, winograd.backward(layer, binding, gradients));
            });
    Offset<Double> rounding = Offset.offset(3e-4); // of sums of up to 400 products
    assertThat(found.output()).containsExactly(expected.output(), rounding);
    assertThat(found.inputGradient()).containsExactly(expected.inputGradient(), rounding);
    assertThat(found.parameterGradient()).containsExactly(expected.parameterGradient(), rounding);
  }

  @Test
  void isForThreeByThreeKernelsWithoutStride() {
    MapShape maps = new MapShape(16, 9, 9);
    assertThat(Winograd.fits(Window.of(maps, 3, 3, 2, false), 16)).isFalse();
    assertThat(Winograd.fits(Window.of(maps, 5, 5, 1, false), 16)).isFalse();
    assertThat(Winograd.fits(Window.of(maps, 3, 3, 1, false), 1)).isFalse();
  }
}
