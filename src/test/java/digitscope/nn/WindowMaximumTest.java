package digitscope.nn;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class WindowMaximumTest {
  @ParameterizedTest
  @CsvSource({"2, 2, 6, 6", "2, 2, 7, 5", "3, 3, 9, 10", "2, 3, 8, 7", "1, 2, 5, 5", "4, 4, 4, 4"})
  void givesWhatTheNativeOperationGives(int size, int stride, int height, int width) {
    MapShape input = new MapShape(3, height, width);
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

  /** The maximum of one window of 2×2, and the gradient for its values if the maximum's is 7. */
  private static double[][] pool(float... values) {
    Backend.useFromThisThread();
    Window window = Window.of(new MapShape(1, 2, 2), 2, 2, 2, false);
    try (Buffers buffers = new Buffers(DataType.FLOAT)) {
      INDArray x = buffers.zeros(4);
      INDArray y = buffers.zeros(1);
      INDArray dy = buffers.zeros(1);
      INDArray dx = buffers.zeros(4);
      Values.of(x).write(values);
      Values.of(dy).set(0, 7);
      WindowMaximum maximum = new WindowMaximum(1, window, 1, x, y);
      maximum.forward();
      maximum.backward(Values.bits(dy), Values.bits(dx));
      double[] gradient = new double[4];
      Values.of(dx).read(0, gradient, 4);
      return new double[][] {{Values.of(y).get(0)}, gradient};
    }
  }
}
