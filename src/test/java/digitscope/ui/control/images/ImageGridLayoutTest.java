package digitscope.ui.control.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows of 100 with 4 images each; headings of 30. */
final class ImageGridLayoutTest {
  private final ImageGridLayout plain = new ImageGridLayout(List.of(10), 4, 100, 0);

  /** Rows: 0-3, 4-5 | 6 | 7-10, 11-14. */
  private final ImageGridLayout grouped = new ImageGridLayout(List.of(6, 1, 8), 4, 100, 30);

  @Test
  void rowsFollowOneAnother() {
    assertThat(plain.height()).isEqualTo(300);
    assertThat(plain.top(3)).isZero();
    assertThat(plain.top(4)).isEqualTo(100);
    assertThat(plain.column(9)).isEqualTo(1);
  }

  @Test
  void sectionsBeginInANewRowBelowTheirHeading() {
    assertThat(grouped.height()).isEqualTo(5 * 100 + 3 * 30);
    assertThat(grouped.headingTop(1)).isEqualTo(230);
    assertThat(grouped.top(6)).isEqualTo(260);
    assertThat(grouped.headingTop(2)).isEqualTo(360);
    assertThat(grouped.top(7)).isEqualTo(390);
    assertThat(grouped.top(11)).isEqualTo(490);
    assertThat(grouped.column(7)).isZero();
    assertThat(grouped.section(5)).isZero();
    assertThat(grouped.section(6)).isEqualTo(1);
    assertThat(grouped.section(14)).isEqualTo(2);
  }

  @Test
  void findsTheFirstRowInSight() {
    assertThat(plain.firstAt(0)).isZero();
    assertThat(plain.firstAt(99.5)).isZero();
    assertThat(plain.firstAt(100)).isEqualTo(4);
    assertThat(plain.firstAt(10_000)).isEqualTo(8);
    assertThat(grouped.firstAt(0)).isZero();
    assertThat(grouped.firstAt(130)).isEqualTo(4);
    assertThat(grouped.firstAt(229)).isEqualTo(4);
    assertThat(grouped.firstAt(230)).isEqualTo(6);
    assertThat(grouped.firstAt(365)).isEqualTo(7);
    assertThat(grouped.firstAt(10_000)).isEqualTo(11);
  }

  @Test
  void everyPlaceIsWhereItsRowIsFound() {
    for (int place = 0; place < 15; place++) {
      int first = grouped.firstAt(grouped.top(place) + 50);
      assertThat(place - first).isEqualTo(grouped.column(place));
      assertThat(grouped.top(first)).isEqualTo(grouped.top(place));
    }
  }

  @Test
  void goesUpAndDownInAColumnAsFarAsItGoes() {
    assertThat(grouped.below(1, 1)).isEqualTo(5);
    assertThat(grouped.below(3, 1)).isEqualTo(5);
    assertThat(grouped.below(5, 1)).isEqualTo(6);
    assertThat(grouped.below(6, 1)).isEqualTo(7);
    assertThat(grouped.below(10, -1)).isEqualTo(6);
    assertThat(grouped.below(2, -1)).isEqualTo(2);
    assertThat(grouped.below(2, 100)).isEqualTo(13);
    assertThat(grouped.below(14, -100)).isEqualTo(3);
    assertThat(plain.below(7, 1)).isEqualTo(9);
  }

  @Test
  void nothingHasNoHeight() {
    ImageGridLayout empty = new ImageGridLayout(List.of(), 4, 100, 30);
    assertThat(empty.height()).isZero();
    assertThat(empty.firstAt(0)).isZero();
  }
}
