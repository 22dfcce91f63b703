package digitscope.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PointIndexTest {
  @Test
  void findsWhatComparingWithAllPointsFinds() {
    SplittableRandom random = new SplittableRandom(3);
    float[] xs = new float[500];
    float[] ys = new float[500];
    for (int i = 0; i < xs.length; i++) {
      xs[i] = (float) random.nextDouble(-7, 3);
      ys[i] = (float) random.nextDouble(20, 22);
    }
    PointIndex index = new PointIndex(new Embedding(xs, ys));
    for (int trial = 0; trial < 300; trial++) {
      double x = random.nextDouble(-8, 4);
      double y = random.nextDouble(19, 23);
      assertThat(index.nearest(x, y, 0.5)).isEqualTo(nearest(xs, ys, x, y, 0.5));
    }
  }

  @Test
  void findsAPointAmongOthersInTheSamePlace() {
    PointIndex index = new PointIndex(new Embedding(new float[9], new float[9]));
    assertThat(index.nearest(0.5, 0, 1)).isPresent();
    assertThat(index.nearest(5, 5, 1)).isEmpty();
    assertThat(index.extent().width()).isZero();
  }

  private static OptionalInt nearest(float[] xs, float[] ys, double x, double y, double distance) {
    int best = -1;
    double least = distance;
    for (int i = 0; i < xs.length; i++) {
      double here = Math.hypot(xs[i] - x, ys[i] - y);
      if (here <= least) {
        least = here;
        best = i;
      }
    }
    return best < 0 ? OptionalInt.empty() : OptionalInt.of(best);
  }
}
