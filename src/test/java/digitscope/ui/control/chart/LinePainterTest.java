package digitscope.ui.control.chart;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.ui.control.chart.SeriesData.Extremes;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class LinePainterTest {
  private static final int POINTS = 1_000_000;
  private static final int COLUMNS = 1000;

  @Test
  void everyColumnKeepsItsSmallestAndLargestPoint() {
    double[] ys = new SplittableRandom(1).doubles(POINTS).toArray();
    Extremes[] columns = LinePainter.columns(data(ys), 0, POINTS, COLUMNS);
    int perColumn = POINTS / COLUMNS;
    for (int column = 0; column < COLUMNS; column++) {
      double min = 1;
      double max = 0;
      for (int i = column * perColumn; i < (column + 1) * perColumn; i++) {
        min = Math.min(min, ys[i]);
        max = Math.max(max, ys[i]);
      }
      assertThat(columns[column]).isEqualTo(new Extremes(min, max));
    }
  }

  @Test
  void oneSpikeAmongAMillionPointsIsSeen() {
    double[] ys = new double[POINTS];
    ys[654_321] = 9;
    Extremes[] columns = LinePainter.columns(data(ys), 0, POINTS, COLUMNS);
    assertThat(columns[654].max()).isEqualTo(9);
    assertThat(columns[653].max()).isZero();
    assertThat(columns[655].max()).isZero();
  }

  @Test
  void lastPointBelongsToTheLastColumn() {
    Extremes[] columns = LinePainter.columns(data(new double[] {0, 0, 0, 5}), 0, 3, 2);
    assertThat(columns[1].max()).isEqualTo(5);
  }

  @Test
  void columnsWithoutPointsAreEmpty() {
    Extremes[] columns = LinePainter.columns(data(new double[] {1, 2}), 0, 1, 4);
    assertThat(columns[1].isEmpty()).isTrue();
    assertThat(columns[0].isEmpty()).isFalse();
  }

  private static SeriesData data(double[] ys) {
    SeriesData data = new SeriesData();
    data.append(LongStream.range(0, ys.length).toArray(), ys);
    return data;
  }
}
