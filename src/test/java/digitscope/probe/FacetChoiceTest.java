package digitscope.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import digitscope.nn.MapShape;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FacetChoiceTest {
  private static final MapShape IMAGE = new MapShape(1, 20, 20);

  /** A bar of ink over all of a row and the next. */
  private static float[] bar(int row) {
    float[] image = new float[IMAGE.size()];
    Arrays.fill(image, row * IMAGE.width(), (row + 2) * IMAGE.width(), 1);
    return image;
  }

  private static FacetChoice choice(List<float[]> images, double... scores) {
    return new FacetChoice(IMAGE, images, scores, new float[1], 20);
  }

  @Test
  void takesTheStrongestOfThoseThatAreAlike() {
    List<float[]> images = List.of(bar(3), bar(12), bar(4), bar(11));
    assertThat(choice(images, 9, 8.5, 10, 9.5).facets()).containsExactly(2, 3);
  }

  @Test
  void countsAShapeThatHasMovedALittleAsTheSame() {
    FacetChoice choice = choice(List.of(bar(3), bar(5), bar(9)), 1, 1, 1);
    assertThat(choice.likeness(0, 1)).isCloseTo(1, within(1e-4));
    assertThat(choice.likeness(0, 2)).isLessThan(0.2);
  }

  /** The patch is a quarter as large, and two pixels are a lot of it. */
  @Test
  void movesNothingInASmallPatch() {
    List<float[]> images = List.of(bar(3), bar(5));
    assertThat(new FacetChoice(IMAGE, images, new double[2], new float[1], 5).likeness(0, 1))
        .isLessThan(0.7);
  }

  @Test
  void leavesOutWhatExcitesTheUnitMuchLess() {
    assertThat(choice(List.of(bar(3), bar(12)), 10, 6.9).facets()).containsExactly(0);
    assertThat(choice(List.of(bar(3), bar(12)), 10, 7.1).facets()).containsExactly(0, 1);
  }

  @Test
  void showsOnlyTheBestOfAUnitThatNothingExcites() {
    assertThat(choice(List.of(bar(3), bar(12)), -3, -2).facets()).containsExactly(1);
  }

  @Test
  void takesTheMostDifferentOfMany() {
    float[] all = new float[IMAGE.size()];
    for (int row : new int[] {6, 11, 16}) {
      Arrays.fill(all, row * IMAGE.width(), (row + 2) * IMAGE.width(), 1);
    }
    List<float[]> images = List.of(bar(0), bar(6), bar(11), bar(16), all);
    assertThat(choice(images, 1, 0.93, 0.92, 0.91, 0.95).facets()).containsExactly(0, 1, 2, 3);
  }

  @Test
  void countsTwoEmptyImagesAsOne() {
    List<float[]> images = List.of(new float[400], new float[400], bar(5));
    assertThat(choice(images, 1, 0.9, 0.8).facets()).containsExactly(0, 2);
  }
}
