package digitscope.nn.vector.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import digitscope.nn.Activation;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against the same functions in double precision. */
final class SigmoidKernelsTest {
  private static final int COUNT = 8192;

  /** -128 to 128. */
  private static final float[] ARGUMENTS = new float[COUNT];

  static {
    for (int i = 0; i < COUNT; i++) {
      ARGUMENTS[i] = (i - COUNT / 2) / 32f;
    }
  }

  @BeforeEach
  void needVectors() {
    assertThat(VectorUnit.isAvailable()).isTrue();
  }

  @Test
  void valuesAreRightToAFewUnitsInTheLastPlace() {
    float[] values = ARGUMENTS.clone();
    SigmoidKernels.apply(values, COUNT);
    double worst =
        IntStream.range(0, COUNT)
            .filter(i -> Math.abs(ARGUMENTS[i]) < 87)
            .mapToDouble(i -> Math.abs(values[i] / Activation.SIGMOID.apply(ARGUMENTS[i]) - 1))
            .max()
            .orElseThrow();
    assertThat(worst).isLessThan(3e-7);
  }

  @Test
  void farFromZeroValuesAreZeroOrOne() {
    float[] values = new float[VectorUnit.length()];
    values[0] = 200;
    values[1] = -200;
    values[2] = Float.POSITIVE_INFINITY;
    values[3] = Float.NEGATIVE_INFINITY;
    SigmoidKernels.apply(values, 4);
    assertThat(values[0]).isEqualTo(1);
    assertThat(values[1]).isEqualTo(0, offset(2e-38f));
    assertThat(values[2]).isEqualTo(1);
    assertThat(values[3]).isEqualTo(0, offset(2e-38f));
  }

  @Test
  void whatIsNoNumberStaysSo() {
    float[] values = new float[VectorUnit.length()];
    values[1] = Float.NaN;
    SigmoidKernels.apply(values, 2);
    assertThat(values[0]).isEqualTo(0.5f);
    assertThat(values[1]).isNaN();
    float[] gradient = new float[VectorUnit.length()];
    gradient[0] = Float.NaN;
    SigmoidKernels.applySlope(values, gradient, 2);
    assertThat(gradient[0]).isNaN();
  }

  @Test
  void gradientsAreThoseForTheArgument() {
    float[] values = ARGUMENTS.clone();
    float[] gradient = new float[COUNT];
    for (int i = 0; i < COUNT; i++) {
      gradient[i] = i % 7 - 3;
    }
    SigmoidKernels.apply(values, COUNT);
    SigmoidKernels.applySlope(values, gradient, COUNT);
    for (int i = 0; i < COUNT; i++) {
      double slope = Activation.SIGMOID.slope(Activation.SIGMOID.apply(ARGUMENTS[i]));
      assertThat((double) gradient[i]).isEqualTo((i % 7 - 3) * slope, offset(1e-6));
    }
  }
}
