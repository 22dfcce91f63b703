package digitscope.nn.vector.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Kernels against plain loops in double precision, at indices that begin no line, with lengths
 * around a vector's, and with what is no number. What lies around a result must stay.
 */
final class KernelsTest {
  private static final int LENGTH = VectorUnit.length();
  private static final Offset<Float> ROUNDING = Offset.offset(1e-5f);

  /** Where matrices begin in their arrays. */
  private static final int AT = 3;

  private static final float GUARD = 12345;

  private final Random random = new Random(5);

  private float[] numbers(int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }

  private static float[] guarded(int count) {
    float[] numbers = new float[count];
    Arrays.fill(numbers, GUARD);
    return numbers;
  }

  private static void assertUntouched(float[] numbers, int from, int to) {
    for (int i = 0; i < numbers.length; i++) {
      if (i < from || i >= to) {
        assertThat(numbers[i]).as("value %d", i).isEqualTo(GUARD);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 17})
  void addsRows(int rows) {
    for (int columns = LENGTH; columns <= 3 * LENGTH; columns += LENGTH) {
      float[] matrix = numbers(AT + rows * columns + 1);
      float[] condition = numbers(AT + rows * columns + 1);
      float[] before = numbers(columns);
      float[] sum = before.clone();
      float[] chosen = before.clone();
      RowSum.add(matrix, AT, rows, columns, sum);
      RowSum.addWhereNotNegative(matrix, condition, AT, rows, columns, chosen);
      for (int c = 0; c < columns; c++) {
        double all = before[c];
        double some = before[c];
        for (int row = 0; row < rows; row++) {
          int i = row * columns + c;
          all += matrix[AT + i];
          some += condition[AT + i] >= 0 ? matrix[i] : 0;
        }
        assertThat(sum[c]).isCloseTo((float) all, ROUNDING);
        assertThat(chosen[c]).isCloseTo((float) some, ROUNDING);
      }
    }
  }

  @Test
  void leavesOutWhatIsNoNumberWhereTheConditionIsNegativeOrNone() {
    float[] matrix = new float[2 * LENGTH];
    Arrays.fill(matrix, 0, LENGTH, Float.NaN);
    Arrays.fill(matrix, LENGTH, 2 * LENGTH, 2);
    float[] condition = new float[2 * LENGTH];
    Arrays.fill(condition, 0, LENGTH, -Float.MIN_VALUE);
    float[] sum = new float[LENGTH];
    RowSum.addWhereNotNegative(matrix, condition, 0, 2, LENGTH, sum);
    assertThat(sum).containsOnly(2);
    condition[0] = Float.NaN;
    condition[1] = -0f; // is not negative
    RowSum.addWhereNotNegative(matrix, condition, 0, 1, LENGTH, sum);
    assertThat(sum[0]).isEqualTo(2);
    assertThat(sum[1]).isNaN();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5})
  void addsARowToAll(int rows) {
    int columns = 2 * LENGTH;
    float[] matrix = guarded(AT + rows * columns + 2);
    float[] row = numbers(columns);
    RowSum.addTo(matrix, AT, rows, columns, row);
    assertUntouched(matrix, AT, AT + rows * columns);
    for (int i = 0; i < rows * columns; i++) {
      assertThat(matrix[AT + i]).isEqualTo(GUARD + row[i % columns]);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void poolsTheLargestAndPassesGradientsThere(int size) {
    int channels = 2 * LENGTH;
    int windows = 4;
    int step = size * channels;
    int row = windows * step + channels;
    for (float floor : new float[] {Float.NaN, 0, Float.NEGATIVE_INFINITY}) {
      float[] x = numbers(AT + size * row);
      x[AT + 1] = Float.POSITIVE_INFINITY;
      x[AT + step + 2] = Float.NEGATIVE_INFINITY;
      float[] y = guarded(AT + windows * channels + 1);
      float[] places = guarded(AT + windows * channels + 1);
      MaximumKernels.forward(x, AT, row, size, step, channels, windows, floor, y, AT, places, AT);
      assertUntouched(y, AT, AT + windows * channels);
      assertUntouched(places, AT, AT + windows * channels);
      float[] dy = numbers(windows * channels);
      float[] dx = guarded(AT + size * row);
      MaximumKernels.backward(dy, 0, places, AT, size, step, channels, windows, dx, AT, row);
      for (int i = 0; i < windows * channels; i++) {
        int from = AT + i / channels * step + i % channels;
        int place = 0;
        for (int k = 1; k < size * size; k++) {
          if (x[from + k / size * row + k % size * channels]
              > x[from + place / size * row + place % size * channels]) {
            place = k;
          }
        }
        float largest = x[from + place / size * row + place % size * channels];
        boolean isFloor = largest <= floor;
        assertThat(y[AT + i]).isEqualTo(isFloor ? floor : largest);
        assertThat(places[AT + i]).isEqualTo(isFloor ? -1 : place);
        for (int k = 0; k < size * size; k++) {
          assertThat(dx[from + k / size * row + k % size * channels])
              .isEqualTo(k == place && !isFloor ? dy[i] : 0);
        }
      }
    }
  }

  @Test
  void whatIsNoNumberIsTheLargestOfAWindowWhereverItIs() {
    int row = 2 * LENGTH;
    for (int place = 0; place < 4; place++) {
      float[] x = new float[2 * row];
      Arrays.fill(x, Float.POSITIVE_INFINITY);
      Arrays.fill(x, place * LENGTH, (place + 1) * LENGTH, Float.NaN);
      float[] y = new float[LENGTH];
      MaximumKernels.forward(x, 0, row, 2, row, LENGTH, 1, 0, y, 0, new float[0], 0);
      assertThat(y).containsOnly(Float.NaN);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 9})
  void multipliesWithWhatIsNotZero(int count) {
    int columns = SparseKernels.columns();
    int stride = 2 * columns + 1;
    int rows = 12;
    float[] values = numbers(AT + count);
    int[] rowOf = IntStream.range(0, AT + count).map(i -> (5 * i + 2) % rows).toArray();
    float[] matrix = numbers(rows * stride);
    float[] y = guarded(AT + columns + 1);
    SparseKernels.addProduct(values, rowOf, AT, AT + count, matrix, 1, stride, y, AT);
    assertUntouched(y, AT, AT + columns);
    for (int c = 0; c < columns; c++) {
      double expected = GUARD;
      for (int i = AT; i < AT + count; i++) {
        expected += (double) values[i] * matrix[rowOf[i] * stride + 1 + c];
      }
      assertThat(y[AT + c]).isCloseTo((float) expected, Offset.offset(0.01f)); // of 12345
    }

    float[] gradient = numbers(AT + columns);
    float[] sum = matrix.clone();
    SparseKernels.addOuterProduct(values, rowOf, AT, AT + count, gradient, AT, sum, 1, stride);
    double[] expected = IntStream.range(0, matrix.length).mapToDouble(i -> matrix[i]).toArray();
    for (int i = AT; i < AT + count; i++) {
      for (int c = 0; c < columns; c++) {
        expected[rowOf[i] * stride + 1 + c] += (double) values[i] * gradient[AT + c];
      }
    }
    for (int i = 0; i < sum.length; i++) {
      assertThat(sum[i]).isCloseTo((float) expected[i], ROUNDING);
    }
  }

  @Test
  void unpacksPixelsOfAnyCount() {
    for (int count = 0; count <= 3 * LENGTH + 1; count++) {
      int[] packed = random.ints(AT + count, 0, 1 << 30).toArray();
      float[] brightness = guarded(2 + count + 1);
      int[] places = new int[2 + count + 1];
      PixelKernels.unpack(packed, AT, count, brightness, places, 2);
      assertUntouched(brightness, 2, 2 + count);
      assertThat(places[2 + count]).isZero();
      for (int i = 0; i < count; i++) {
        assertThat(places[2 + i]).isEqualTo(packed[AT + i] / 256);
        assertThat(brightness[2 + i]).isEqualTo((float) (packed[AT + i] % 256 / 255.0));
      }
    }
  }

  @Test
  void findsWindowsThatSeeNothingButZeros() {
    int rows = 4;
    int columns = 5;
    int channels = LENGTH;
    int row = (columns + 2) * channels + 3;
    for (float one : new float[] {1, Float.MIN_VALUE, Float.NaN, Float.NEGATIVE_INFINITY}) {
      float[] x = new float[AT + (rows + 2) * row];
      Arrays.fill(x, -0f);
      int i = 2;
      int j = 1;
      x[AT + i * row + j * channels + channels - 1] = one;
      ZeroWindows zeros = new ZeroWindows(2, rows, columns);
      zeros.find(1, x, AT, row, channels);
      float[] y = guarded(AT + rows * columns * 2);
      zeros.fill(0, y, AT, columns * 2, new float[] {7, 8}); // not looked at
      assertUntouched(y, 0, 0);
      zeros.fill(1, y, AT, columns * 2, new float[] {7, 8});
      for (int w = 0; w < rows * columns; w++) {
        boolean isSeen = w / columns <= i && i <= w / columns + 2 && w % columns <= j;
        assertThat(y[AT + 2 * w]).as("window %d", w).isEqualTo(isSeen ? GUARD : 7);
        assertThat(y[AT + 2 * w + 1]).isEqualTo(isSeen ? GUARD : 8);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void multipliesGradientsWithTheSlopeOfTheLogisticFunction(int vectors) {
    float[] y = numbers(vectors * LENGTH + 1);
    float[] dy = guarded(vectors * LENGTH + 1);
    SigmoidKernels.applySlope(y, dy, vectors * LENGTH);
    assertUntouched(dy, 0, vectors * LENGTH);
    for (int i = 0; i < vectors * LENGTH; i++) {
      float expected = (float) ((double) GUARD * y[i] * (1 - (double) y[i]));
      assertThat(dy[i]).isCloseTo(expected, Offset.offset(1e-5f * GUARD));
    }
  }
}
