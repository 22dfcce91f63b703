package digitscope.nn.vector.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against the definition. */
class MatrixProductTest {
  private static final Offset<Float> ROUNDING = Offset.offset(1e-4f);
  private static final int A_AT = 3;
  private static final int B_AT = 5;
  private static final int C_AT = 2;

  /** With many registers four vectors of columns are summed at a time, else or at the end two. */
  @ParameterizedTest
  @CsvSource({"1, 1, 1", "3, 2, 5", "4, 2, 7", "5, 3, 1", "6, 1, 32", "7, 2, 9", "16, 5, 64"})
  void isTheSumOfProducts(int m, int blocks, int k) {
    int n = blocks * VectorUnit.productColumns();
    Random random = new Random(3);
    float[] a = random(random, A_AT + m * k);
    float[] b = random(random, B_AT + k * n);
    float[] turned = a.clone();
    float[] expected = random(random, C_AT + m * n + 1);
    float[] found = expected.clone();
    float[] foundOfTurned = expected.clone();
    for (int i = 0; i < m; i++) {
      for (int p = 0; p < k; p++) {
        turned[A_AT + p * m + i] = a[A_AT + i * k + p];
      }
      for (int j = 0; j < n; j++) {
        double sum = 0;
        for (int p = 0; p < k; p++) {
          sum += (double) a[A_AT + i * k + p] * b[B_AT + p * n + j];
        }
        expected[C_AT + i * n + j] = (float) sum;
      }
    }
    MatrixProduct.multiply(a, A_AT, b, B_AT, found, C_AT, m, n, k);
    assertThat(found).containsExactly(expected, ROUNDING);
    MatrixProduct.multiplyTransposed(turned, A_AT, b, B_AT, foundOfTurned, C_AT, m, n, k);
    assertThat(foundOfTurned).containsExactly(expected, ROUNDING);
  }

  private static float[] random(Random random, int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
