package digitscope.ui.control.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.ui.control.matrix.MatrixLayout.Place;
import org.junit.jupiter.api.Test;

class MatrixWindowTest {
  private static final MatrixWindow WHOLE = MatrixWindow.whole(62);

  @Test
  void zoomsAboutAPlaceAndStaysWithinTheMatrix() {
    MatrixWindow closer = WHOLE.zoomed(0.5, new Place(30, 61));
    assertThat(closer).isEqualTo(new MatrixWindow(62, 31, 15, 31));
    assertThat(closer.has(new Place(30, 61))).isTrue();
    assertThat(closer.has(new Place(30, 20))).isFalse();
    assertThat(closer.zoomed(2, new Place(30, 61))).isEqualTo(WHOLE);
    assertThat(WHOLE.zoomed(0.001, new Place(0, 0)).shown()).isEqualTo(6);
    assertThat(MatrixWindow.whole(3).zoomed(0.1, new Place(0, 0)).isWhole()).isTrue();
  }

  @Test
  void scrollsByWholeRowsNoFartherThanTheEnds() {
    MatrixWindow part = new MatrixWindow(62, 10, 20, 20);
    assertThat(part.scrolled(3, -5)).isEqualTo(new MatrixWindow(62, 10, 23, 15));
    assertThat(part.scrolled(100, -100)).isEqualTo(new MatrixWindow(62, 10, 52, 0));
  }

  @Test
  void revealsAPlaceByTheShortestWay() {
    MatrixWindow part = new MatrixWindow(62, 10, 20, 20);
    assertThat(part.revealing(new Place(25, 29))).isEqualTo(part);
    assertThat(part.revealing(new Place(30, 5))).isEqualTo(new MatrixWindow(62, 10, 21, 5));
    assertThat(part.revealing(new Place(-1, 31))).isEqualTo(new MatrixWindow(62, 10, 20, 22));
  }
}
