package digitscope.nn;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.nn.vector.VectorUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;

class WindowMaximumTest {
  @ParameterizedTest
  @CsvSource({"2, 2, 6, 6", "2, 2, 7, 5", "3, 3, 9, 10", "2, 3, 8, 7", "1, 2, 5, 5", "4, 4, 4, 4"})
  void givesWhatTheNativeOperationGives(int size, int stride, int height, int width) {
    MapShape input = new MapShape(2 * VectorUnit.length(), height, width);
    MaxPooling layer = new MaxPooling(input, size, stride);
    Passage expected =
        Passage.of(
            layer,
            2,
            DataType.FLOAT,
            (binding, gradients) ->
                new Passes(layer.forward(binding), layer.backward(binding, gradients)));
    Passage found = Passage.of(layer, 2, DataType.FLOAT, layer::passes);
    assertThat(found.output()).isEqualTo(expected.output());
    assertThat(found.inputGradient()).isEqualTo(expected.inputGradient());
  }

  @Test
  void passesTheGradientToTheFirstOfEqualValues() {
    assertThat(gradient(2, 1, 2, 2)).containsExactly(7, 0, 0, 0);
    assertThat(gradient(-1, -3, -1, -1)).containsExactly(7, 0, 0, 0);
    assertThat(gradient(0, 1, 2, 2)).containsExactly(0, 0, 7, 0);
  }

  @Test
  void comparesNumbersOfBothSigns() {
    assertThat(gradient(-1, -2, Float.NEGATIVE_INFINITY, -0.5f)).containsExactly(0, 0, 0, 7);
    assertThat(gradient(Float.MAX_VALUE, -Float.MAX_VALUE, 1, -1)).containsExactly(7, 0, 0, 0);
    assertThat(gradient(-Float.MAX_VALUE, Float.MAX_VALUE, 1, -1)).containsExactly(0, 7, 0, 0);
  }

  @Test
  void hidesNothingThatIsNoNumber() {
    assertThat(maximum(1, Float.NaN, 2, Float.POSITIVE_INFINITY)).isNaN();
  }

  private static double[] gradient(float... window) {
    return pool(window)[1];
  }

  private static double maximum(float... window) {
    return pool(window)[0][0];
  }

  /**
   * The maximum of one window of 2×2, and the gradient for its values if the maximum's is 7; the
   * last of some channels, in the others of which all values are 0.
   */
  private static double[][] pool(float... values) {
    Backend.useFromThisThread();
    int channels = VectorUnit.length();
    int last = channels - 1;
    Window window = Window.of(new MapShape(channels, 2, 2), 2, 2, 2, false);
    try (Buffers buffers = new Buffers(DataType.FLOAT)) {
      Values x = Values.of(buffers.zeros(4, channels));
      Values y = Values.of(buffers.zeros(channels));
      Values dy = Values.of(buffers.zeros(channels));
      Values dx = Values.of(buffers.zeros(4, channels));
      for (int i = 0; i < values.length; i++) {
        x.set((long) i * channels + last, values[i]);
      }
      dy.set(last, 7);
      WindowMaximum maximum = new WindowMaximum(1, window, channels, x, y, false);
      maximum.forward();
      maximum.backward(dy, dx);
      double[] gradient = new double[4];
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] = dx.get((long) i * channels + last);
      }
      return new double[][] {{y.get(last)}, gradient};
    }
  }
}
