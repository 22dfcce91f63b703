package digitscope.ui.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import digitscope.data.Dataset;
import digitscope.data.ImageShape;
import digitscope.explore.Embedding;
import digitscope.explore.PointIndex;
import digitscope.explore.SetMap;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MapPainterTest {
  private static final int RED = 0xffff0000;
  private static final int BLUE = 0xff0000ff;

  private final Embedding layout = new Embedding(new float[] {0, 10, 10}, new float[] {0, 5, 5});
  private final SetMap map =
      new SetMap(
          new Dataset(
              "three", new ImageShape(1, 1, 1), List.of("a", "b"), new byte[3], new byte[3]),
          new int[] {0, 1, 2},
          layout,
          Optional.empty());
  private final Viewport whole = Viewport.fit(new PointIndex(layout).extent(), 100, 60);

  @Test
  void paintsPointsWhereTheViewportSays() {
    MapPainter.Picture picture =
        new MapPainter(map, point -> point == 0 ? RED : BLUE, point -> true).paint(whole, 1);
    assertThat(picture.width()).isEqualTo(100);
    assertThat(picture.height()).isEqualTo(60);
    assertThat(color(picture, 0) & 0xffffff).isEqualTo(RED & 0xffffff);
    assertThat(color(picture, 1) & 0xffffff).isEqualTo(BLUE & 0xffffff);
    assertThat(picture.argb()[0]).isZero();
  }

  @Test
  void whatStandsIsAboveWhatIsFaint() {
    MapPainter.Picture picture =
        new MapPainter(map, point -> point == 1 ? RED : BLUE, point -> point == 1).paint(whole, 1);
    assertThat(color(picture, 1) & 0xffffff).isEqualTo(RED & 0xffffff);
    assertThat(color(picture, 0) >>> 24).isLessThan(color(picture, 1) >>> 24);
  }

  @Test
  void whatIsToStandOutIsLarger() {
    MapPainter small = new MapPainter(map, point -> RED, point -> point == 1);
    MapPainter large = new MapPainter(map, point -> RED, point -> point == 1, true);
    assertThat(inked(large.paint(whole, 1))).isGreaterThan(inked(small.paint(whole, 1)));
  }

  private static long inked(MapPainter.Picture picture) {
    return Arrays.stream(picture.argb()).filter(argb -> argb != 0).count();
  }

  @Test
  void denseScreensGetMorePixels() {
    MapPainter.Picture picture = new MapPainter(map, point -> RED, point -> true).paint(whole, 2);
    assertThat(picture.width()).isEqualTo(200);
    assertThat(picture.argb()).hasSize(200 * 120);
  }

  @Test
  void pointsOutOfSightAreLeftOut() {
    Viewport far = whole.moved(1000, 0);
    MapPainter.Picture picture = new MapPainter(map, point -> RED, point -> true).paint(far, 1);
    assertThat(Arrays.stream(picture.argb())).containsOnly(0);
  }

  @Test
  void zoomKeepsWhatIsUnderTheMouse() {
    Viewport zoomed = whole.zoomed(3, 20, 45, whole);
    assertThat(zoomed.scale()).isCloseTo(3 * whole.scale(), within(1e-9));
    assertThat(zoomed.mapX(20)).isCloseTo(whole.mapX(20), within(1e-9));
    assertThat(zoomed.mapY(45)).isCloseTo(whole.mapY(45), within(1e-9));
    assertThat(zoomed.pixelY(zoomed.mapY(7))).isCloseTo(7, within(1e-9));
    assertThat(whole.zoomed(1e9, 0, 0, whole).scale()).isLessThan(1000 * whole.scale());
  }

  @Test
  void pointsInOnePlaceFit() {
    Embedding one = new Embedding(new float[] {4, 4}, new float[] {-1, -1});
    Viewport view = Viewport.fit(new PointIndex(one).extent(), 100, 60);
    assertThat(view.pixelX(4)).isEqualTo(50);
    assertThat(view.pixelY(-1)).isEqualTo(30);
  }

  @Test
  void everyClassHasAColorOfItsOwn() {
    for (int classes : new int[] {10, 47, 62}) {
      assertThat(IntStream.range(0, classes).map(label -> ClassColors.argb(label, classes)))
          .doesNotHaveDuplicates()
          .allMatch(argb -> argb >>> 24 == 0xff);
    }
  }

  private int color(MapPainter.Picture picture, int point) {
    int x = (int) whole.pixelX(layout.xs()[point]);
    int y = (int) whole.pixelY(layout.ys()[point]);
    return picture.argb()[y * picture.width() + x];
  }
}
