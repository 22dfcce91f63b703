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
  void neighboursStayTogether() {
    SetMap map = SetMap.ofNeighbours(groups, 1, Progress.NONE, unfinished -> {});
    float[][] points = new float[map.size()][];
    for (int i = 0; i < points.length; i++) {
      points[i] = new float[] {map.layout().xs()[i], map.layout().ys()[i]};
    }
    Neighbours near = Neighbours.of(points, 5, Progress.NONE);
    for (int i = 0; i < points.length; i++) {
      for (int other : near.indices()[i]) {
        assertThat(map.label(other)).isEqualTo(map.label(i));
      }
    }
  }

  @Test
  void sameSeedGivesTheSameMap() {
    SetMap one = SetMap.ofNeighbours(groups, 1, Progress.NONE, unfinished -> {});
    SetMap other = SetMap.ofNeighbours(groups, 1, Progress.NONE, unfinished -> {});
    assertThat(one.layout().xs()).isEqualTo(other.layout().xs());
    assertThat(one.layout().ys()).isEqualTo(other.layout().ys());
  }

  @Test
  void showsTheMapOnTheWay() {
    List<SetMap> seen = new ArrayList<>();
    SetMap last = SetMap.ofNeighbours(groups, 1, Progress.NONE, seen::add);
    assertThat(seen).hasSizeGreaterThan(10).allMatch(map -> map.size() == last.size());
    assertThat(seen.get(0).layout().xs()).isNotEqualTo(last.layout().xs());
  }

  @Test
  void endsWhenNobodyWantsIt() {
    assertThatThrownBy(() -> SetMap.ofComponents(groups, 1, Cancelled.AT_ONCE))
        .isInstanceOf(CancellationException.class);
    assertThatThrownBy(() -> SetMap.ofNeighbours(groups, 1, Cancelled.AT_ONCE, map -> {}))
        .isInstanceOf(CancellationException.class);
  }

  @Test
  void mapsTheFewestAndAllAlike() {
    Dataset alike =
        new Dataset(
            "alike",
            new ImageShape(1, 2, 2),
            List.of("a"),
            new byte[4 * SetMap.LEAST_FOR_NEIGHBOURS],
            new byte[SetMap.LEAST_FOR_NEIGHBOURS]);
    SetMap map = SetMap.ofNeighbours(alike, 1, Progress.NONE, unfinished -> {});
    assertThat(map.layout().xs()).hasSize(SetMap.LEAST_FOR_NEIGHBOURS).doesNotContain(Float.NaN);
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
}
