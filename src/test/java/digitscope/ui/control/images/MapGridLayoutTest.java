package digitscope.ui.control.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class MapGridLayoutTest {
  @Test
  void enlargesEveryPixelByTheSameWholeNumber() {
    MapGridLayout layout = MapGridLayout.of(tiles(32, 26, "0"), 72, true, 700);

    assertThat(layout.scale()).isEqualTo(3);
    assertThat(layout.columns()).isEqualTo(8);
    assertThat(layout.rows()).isEqualTo(4);
    assertThat(layout.width()).isLessThanOrEqualTo(700);
  }

  @Test
  void findsThePixelUnderAPlace() {
    MapGridLayout layout = MapGridLayout.of(tiles(32, 26, "0"), 78, true, 700);

    assertThat(layout.spotAt(layout.left(9) + 3 * 5 + 1, layout.top(9) + 3 * 2 + 1))
        .contains(new MapGrid.Spot(9, 2, 5));
    assertThat(layout.spotAt(layout.left(9) - 1, layout.top(9) + 1)).isEmpty();
    assertThat(layout.spotAt(layout.left(9) + 1, layout.top(9) + 79)).isEmpty();
    assertThat(layout.spotAt(1, 10_000)).isEmpty();
  }

  @Test
  void shrinksWhatNoGraphicsCardCouldPaint() {
    MapGridLayout layout = MapGridLayout.of(tiles(1024, 26, "0"), 160, true, 600);

    assertThat(layout.height()).isLessThanOrEqualTo(4096);
  }

  @Test
  void leavesCaptionsOutBelowPicturesTooSmallForThem() {
    assertThat(MapGridLayout.of(tiles(4, 1, "0"), 14, true, 600).captionHeight()).isZero();
    assertThat(MapGridLayout.of(tiles(4, 1, "0"), 32, true, 600).captionHeight()).isPositive();
    assertThat(MapGridLayout.of(tiles(4, 1, ""), 32, true, 600).captionHeight()).isZero();
  }

  @Test
  void fitsTheWantedSideWhereAsked() {
    assertThat(MapGridLayout.of(tiles(3, 26, ""), 40, false, 40).pictureWidth()).isEqualTo(40);
  }

  private static List<MapTile> tiles(int count, int side, String caption) {
    return Collections.nCopies(count, new MapTile(side, side, new int[side * side], caption));
  }
}
