package digitscope.ui.control.chart;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.ui.control.chart.SeriesData.Extremes;
import digitscope.ui.control.images.ValueScale;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class SeriesDataTest {
  private final SplittableRandom random = new SplittableRandom(1);

  @Test
  void findsTheExtremesOfAnyStretch() {
    SeriesData data = noise(100_000, 999);
    for (int trial = 0; trial < 1000; trial++) {
      int from = random.nextInt(data.size());
      int to = random.nextInt(from, Math.min(data.size(), from + random.nextInt(1, 50_000)) + 1);
      assertThat(data.extremes(from, to)).isEqualTo(bruteForce(data, from, to));
    }
  }

  @Test
  void findsTheExtremesWhileItGrows() {
    SeriesData data = new SeriesData();
    for (int i = 0; i < 5000; i++) {
      data.append(new long[] {i}, new double[] {random.nextDouble()});
      assertThat(data.extremes(0, i + 1)).isEqualTo(bruteForce(data, 0, i + 1));
    }
  }

  @Test
  void leavesGapsOut() {
    SeriesData data = new SeriesData();
    data.append(new long[] {1, 2, 3, 4}, new double[] {Double.NaN, 2, Double.POSITIVE_INFINITY, 1});
    assertThat(data.extremes(0, 4)).isEqualTo(new Extremes(1, 2));
    assertThat(data.extremes(0, 1).isEmpty()).isTrue();
    assertThat(data.y(2)).isNaN();
  }

  @Test
  void findsPointsByTheirX() {
    SeriesData data = new SeriesData();
    data.append(new long[] {10, 20, 20, 40}, new double[4]);
    assertThat(data.firstAtOrAfter(5)).isZero();
    assertThat(data.firstAtOrAfter(20)).isEqualTo(1);
    assertThat(data.firstAtOrAfter(20.5)).isEqualTo(3);
    assertThat(data.firstAtOrAfter(41)).isEqualTo(4);
    assertThat(data.nearest(0)).isZero();
    assertThat(data.nearest(14)).isZero();
    assertThat(data.nearest(16)).isEqualTo(1);
    assertThat(data.nearest(99)).isEqualTo(3);
    assertThat(new SeriesData().nearest(1)).isEqualTo(-1);
  }

  @Test
  void startsAgainWhenCleared() {
    SeriesData data = noise(100_000, 100_000);
    data.clear();
    assertThat(data.isEmpty()).isTrue();
    assertThat(data.lastX()).isNaN();
    data.append(new long[] {7}, new double[] {-100});
    assertThat(data.extremes(0, 1)).isEqualTo(new Extremes(-100, -100));
    assertThat(data.x(0)).isEqualTo(7);
  }

  @Test
  void tellsWhenItChanges() {
    SeriesData data = new SeriesData();
    long before = data.revisionProperty().get();
    data.append(new long[0], new double[0]);
    assertThat(data.revisionProperty().get()).isEqualTo(before);
    data.append(new long[] {1}, new double[] {1});
    assertThat(data.revisionProperty().get()).isGreaterThan(before);
  }

  @Test
  void valuesWithoutLogarithmDoNotStretchALogarithmicAxis() {
    SeriesData data = new SeriesData();
    data.append(new long[] {1, 2, 3}, new double[] {0, 0.1, 10});
    assertThat(data.extremesOnScale(ValueScale.LOGARITHMIC)).isEqualTo(new Extremes(0.1, 10));
    assertThat(data.extremesOnScale(ValueScale.LINEAR)).isEqualTo(new Extremes(0, 10));
  }

  private SeriesData noise(int points, int chunk) {
    SeriesData data = new SeriesData();
    for (int from = 0; from < points; from += chunk) {
      int size = Math.min(chunk, points - from);
      data.append(
          LongStream.range(from, from + size).toArray(),
          random.doubles(size).map(value -> value < 0.01 ? Double.NaN : value).toArray());
    }
    return data;
  }

  private static Extremes bruteForce(SeriesData data, int from, int to) {
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (int i = from; i < to; i++) {
      if (!Double.isNaN(data.y(i))) {
        min = Math.min(min, data.y(i));
        max = Math.max(max, data.y(i));
      }
    }
    return new Extremes(min, max);
  }
}
