package digitscope.nn;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.nn.vector.WindowMaximum;
import digitscope.nn.vector.kernels.VectorUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowMaximumTest {
  @ParameterizedTest
  @CsvSource({"2, 2, 6, 6", "2, 2, 7, 5", "3, 3, 9, 10", "2, 3, 8, 7", "1, 2, 5, 5", "4, 4, 4, 4"})
  void givesWhatTheNativeOperationGives(int size, int stride, int height, int width) {
    MapShape input = new MapShape(2 * VectorUnit.length(), height, width);
    MaxPooling layer = new MaxPooling(input, size, stride);
    assertThat(WindowMaximum.obstacle(layer)).isEmpty();
    Passage expected = Passage.ofNative(layer, 2, Precision.FLOAT);
    Passage found =
        Passage.of(
            layer,
            2,
            Precision.FLOAT,
            (binding, gradients) -> WindowMaximum.passes(layer, binding, gradients));
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
    int channels = VectorUnit.length();
    int last = channels - 1;
    MaxPooling layer = new MaxPooling(new MapShape(channels, 2, 2), 2, 2);
    Memory memory = new HeapMemory(Precision.FLOAT);
    Values x = memory.zeros(4L * channels);
    Values y = memory.zeros(channels);
    Values dy = memory.zeros(channels);
    Values dx = memory.zeros(4L * channels);
    for (int i = 0; i < values.length; i++) {
      x.set((long) i * channels + last, values[i]);
    }
    dy.set(last, 7);
    Binding binding =
        new Binding(1, x, y, null, null, () -> 0, new Noise(), SharedSums.alone(), memory);
    Passes passes = WindowMaximum.passes(layer, binding, new Binding.Gradients(dy, dx, null, null));
    passes.forward().run();
    Binding.required(passes.backward()).run();
    double[] gradient = new double[4];
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = dx.get((long) i * channels + last);
    }
    return new double[][] {{y.get(last)}, gradient};
  }

  @Test
  void isForWholeVectorsOfChannelsAndWindowsThatDoNotOverlap() {
    MapShape maps = new MapShape(VectorUnit.length(), 9, 9);
    assertThat(WindowMaximum.obstacle(new MaxPooling(maps, 3, 2)))
        .hasValueSatisfying(why -> assertThat(why).contains("overlap"));
    MapShape more = new MapShape(VectorUnit.length() + 1, 9, 9);
    assertThat(WindowMaximum.obstacle(new MaxPooling(more, 2, 2)))
        .hasValueSatisfying(why -> assertThat(why).contains("channels are not a multiple of"));
  }
}
