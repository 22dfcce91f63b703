package digitscope.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FilmStepsTest {
  private static List<Long> steps(int count) {
    return LongStream.range(0, count).mapToObj(i -> 10 * i).toList();
  }

  @Test
  void showsAllStepsOfAFew() {
    assertThat(FilmSteps.of(List.of())).isEmpty();
    assertThat(FilmSteps.of(steps(1))).containsExactly(0L);
    assertThat(FilmSteps.of(steps(FilmSteps.MOST))).isEqualTo(steps(FilmSteps.MOST));
  }

  @Test
  void leavesOutStepsOfManyButNeverTheFirstAndTheLast() {
    for (int count = FilmSteps.MOST + 1; count < 2_000; count++) {
      List<Long> shown = FilmSteps.of(steps(count));
      assertThat(shown).hasSizeBetween(FilmSteps.MOST / 2, FilmSteps.MOST).startsWith(0L);
      assertThat(shown).endsWith(10L * (count - 1)).isSorted().doesNotHaveDuplicates();
    }
  }

  @Test
  void movesNoFrameWhenARunGetsLonger() {
    List<Long> before = FilmSteps.of(steps(100));
    List<Long> later = FilmSteps.of(steps(500));
    assertThat(later.stream().filter(step -> step < 1_000)).isSubsetOf(before);
  }
}
