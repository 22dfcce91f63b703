package digitscope.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import digitscope.data.Dataset;
import digitscope.data.ImageShape;
import digitscope.data.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class SetMapTest {
  private static final int GROUPS = 4;
  private static final int OF_A_GROUP = 60;

  private final Dataset groups = groups();

  @Test
  void componentsAreThoseOfNumPy() throws IOException {
    Reference numpy = new Reference();
    SetMap map = SetMap.ofComponents(Reference.images(), 1, Progress.NONE);
    for (int i = 0; i < map.size(); i++) {
      Reference.assertClose(
          new float[] {map.layout().xs()[i], map.layout().ys()[i]},
          new double[] {numpy.rows("projected")[i][0], numpy.rows("projected")[i][1]});
    }
    assertThat(map.shares().orElseThrow().x())
        .isCloseTo(numpy.numbers("variances")[0] / numpy.number("total_variance"), within(1e-6));
  }

  @Test
  void neighborsStayTogether() {
    SetMap map = SetMap.ofNeighbors(groups, 1, Progress.NONE, unfinished -> {});
    float[][] points = new float[map.size()][];
    for (int i = 0; i < points.length; i++) {
      points[i] = new float[] {map.layout().xs()[i], map.layout().ys()[i]};
    }
    KNearestNeighbors near = KNearestNeighbors.of(points, 5, Progress.NONE);
    for (int i = 0; i < points.length; i++) {
      for (int other : near.indices()[i]) {
        assertThat(map.label(other)).isEqualTo(map.label(i));
      }
    }
  }

  @Test
  void sameSeedGivesTheSameMap() {
    SetMap one = SetMap.ofNeighbors(groups, 1, Progress.NONE, unfinished -> {});
    SetMap other = SetMap.ofNeighbors(groups, 1, Progress.NONE, unfinished -> {});
    assertThat(one.layout().xs()).isEqualTo(other.layout().xs());
    assertThat(one.layout().ys()).isEqualTo(other.layout().ys());
  }

  @Test
  void showsTheMapOnTheWay() {
    List<SetMap> seen = new ArrayList<>();
    SetMap last = SetMap.ofNeighbors(groups, 1, Progress.NONE, seen::add);
    assertThat(seen).hasSizeGreaterThan(10).allMatch(map -> map.size() == last.size());
    assertThat(seen.get(0).layout().xs()).isNotEqualTo(last.layout().xs());
  }

  @Test
  void endsWhenNobodyWantsIt() {
    assertThatThrownBy(() -> SetMap.ofComponents(groups, 1, Cancelled.AT_ONCE))
        .isInstanceOf(CancellationException.class);
    assertThatThrownBy(() -> SetMap.ofNeighbors(groups, 1, Cancelled.AT_ONCE, map -> {}))
        .isInstanceOf(CancellationException.class);
  }

  @Test
  void mapsTheFewestAndAllAlike() {
    Dataset alike =
        new Dataset(
            "alike",
            new ImageShape(1, 2, 2),
            List.of("a"),
            new byte[4 * SetMap.LEAST_FOR_NEIGHBORS],
            new byte[SetMap.LEAST_FOR_NEIGHBORS]);
    SetMap map = SetMap.ofNeighbors(alike, 1, Progress.NONE, unfinished -> {});
    assertThat(map.layout().xs()).hasSize(SetMap.LEAST_FOR_NEIGHBORS).doesNotContain(Float.NaN);
  }

  @Test
  void shrinksLargeImagesByAveraging() {
    ImageShape shape = new ImageShape(2, 64, 40);
    byte[] pixels = new byte[shape.size()];
    pixels[0] = (byte) 255; // first channel, upper left
    pixels[65] = (byte) 255; // first channel, second row, 26th column
    pixels[64 * 40 + 63 * 40 + 39] = (byte) 255; // second channel, lower right
    PixelReader reader =
        new PixelReader(new Dataset("large", shape, List.of("a"), pixels, new byte[1]));
    assertThat(reader.dimensions()).isEqualTo(2 * 32 * 20);
    float[] point = reader.point(0);
    assertThat(point[0]).isEqualTo(0.25f);
    assertThat(point[12]).isEqualTo(0.25f);
    assertThat(point[2 * 32 * 20 - 1]).isEqualTo(0.25f);
  }

  /** Images of groups that have no ink in common, with noise. */
  private static Dataset groups() {
    ImageShape shape = new ImageShape(1, 8, 8);
    int count = GROUPS * OF_A_GROUP;
    byte[] pixels = new byte[count * shape.size()];
    byte[] labels = new byte[count];
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < count; i++) {
      labels[i] = (byte) (i % GROUPS);
      for (int p = 0; p < shape.size(); p++) {
        int bright = p / 16 == i % GROUPS ? 150 : 0;
        pixels[i * shape.size() + p] = (byte) (bright + random.nextInt(60));
      }
    }
    return new Dataset("groups", shape, List.of("a", "b", "c", "d"), pixels, labels);
  }

  /** The points of the groups along two axes, turned by a right angle and mirrored. */
  @Test
  void staysWhereItWasForPointsThatOnlyTurned() {
    int[] images = SetMap.sample(groups, 100, 1);
    float[][] before = new float[images.length][];
    float[][] after = new float[images.length][];
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < images.length; i++) {
      float x = (float) random.nextDouble() * 5;
      float y = (float) random.nextDouble();
      before[i] = new float[] {x, y, 0};
      after[i] = new float[] {0, y, -x};
    }
    SetMap first = SetMap.componentsOf(new SetMap.Points(groups, images, before));
    SetMap second =
        SetMap.componentsOf(new SetMap.Points(groups, images, after)).alignedTo(Optional.of(first));
    assertThat(second.layout().xs()).containsExactly(first.layout().xs(), within(1e-3f));
    assertThat(second.layout().ys()).containsExactly(first.layout().ys(), within(1e-3f));
    assertThat(first.shares().orElseThrow().x()).isGreaterThan(0.9);
  }

  @Test
  void movesItsNeighborsLittleFromMomentToMoment() {
    int[] images = SetMap.sample(groups, 200, 1);
    SetMap.Points points = points(images, 0);
    SetMap first = SetMap.neighborsOf(points, 1, Optional.empty(), Progress.NONE, unfinished -> {});
    SetMap.Points later = points(images, 0.05);
    SetMap followed =
        SetMap.neighborsOf(later, 1, Optional.of(first), Progress.NONE, unfinished -> {});
    SetMap apart = SetMap.neighborsOf(later, 2, Optional.empty(), Progress.NONE, unfinished -> {});
    assertThat(distance(first, followed)).isLessThan(distance(first, apart) / 2);
  }

  /** Each group around a corner of its own, in an order that knows nothing of the other maps. */
  private SetMap.Points points(int[] images, double moved) {
    float[][] points = new float[images.length][GROUPS + 2];
    for (int i = 0; i < images.length; i++) {
      SplittableRandom random = new SplittableRandom(images[i]);
      points[i][groups.label(images[i])] = 5;
      for (int d = 0; d < points[i].length; d++) {
        points[i][d] += (float) (random.nextDouble() + moved * Math.sin(i + d));
      }
    }
    return new SetMap.Points(groups, images, points);
  }

  private static double distance(SetMap one, SetMap other) {
    double sum = 0;
    for (int i = 0; i < one.size(); i++) {
      sum +=
          Math.hypot(
              one.layout().xs()[i] - other.layout().xs()[i],
              one.layout().ys()[i] - other.layout().ys()[i]);
    }
    return sum / one.size();
  }

  @Test
  void catchesThePointsWithinALine() {
    SetMap map =
        new SetMap(
            groups,
            new int[] {3, 5, 8, 9},
            new Embedding(new float[] {0, 2, 1, 5}, new float[] {0, 2, 1.5f, 5}),
            Optional.empty());
    double[] xs = {-1, 3, 3, -1, -1};
    double[] ys = {-1, -1, 3, 3, -1};
    assertThat(map.within(xs, ys)).containsExactly(3, 5, 8);
    // A triangle above the diagonal that two of them lie on.
    assertThat(map.within(new double[] {-1, 3, -1}, new double[] {-0.8, 3.2, 3.2}))
        .containsExactly(8);
  }

  @Test
  void goesFromOneMapToAnother() {
    int[] images = {1, 2};
    SetMap one =
        new SetMap(
            groups, images, new Embedding(new float[] {0, 4}, new float[2]), Optional.empty());
    SetMap other =
        new SetMap(
            groups, images, new Embedding(new float[] {2, 0}, new float[2]), Optional.empty());
    assertThat(other.onTheWayFrom(one, 0.5).layout().xs()).containsExactly(1, 2);
  }
}
