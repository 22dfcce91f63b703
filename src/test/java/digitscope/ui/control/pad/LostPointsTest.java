package digitscope.ui.control.pad;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LostPointsTest {
  /** An 8 of Lissajous's: height 0.7, width 0.4 of the pad, begun at its top. */
  private static List<Stroke.Point> eight(int points) {
    return IntStream.range(0, points)
        .mapToDouble(i -> 2 * Math.PI * i / (points - 1))
        .mapToObj(t -> new Stroke.Point(0.5 + 0.2 * Math.sin(2 * t), 0.5 - 0.35 * Math.cos(t)))
        .toList();
  }

  private static List<Stroke> drawn(List<Stroke.Point> points) {
    return List.of(new Stroke(false, points));
  }

  @Test
  void losesNothingOfAnEightOfWhichEverySixtiethOfASecondIsKnown() {
    // Such an 8 takes a hand in a hurry 0.4 s.
    assertThat(LostPoints.count(eight(500), drawn(eight(25)))).isZero();
  }

  @Test
  void countsTheMiddleThatAnEightLost() {
    List<Stroke.Point> points = new ArrayList<>(eight(500));
    points.subList(60, 240).clear();

    assertThat(LostPoints.count(eight(500), drawn(points))).isBetween(60, 180);
  }

  @Test
  void countsNoLineOfTheEraser() {
    assertThat(LostPoints.count(eight(20), List.of(new Stroke(true, eight(20))))).isEqualTo(20);
    assertThat(LostPoints.count(eight(20), List.of())).isEqualTo(20);
  }

  @Test
  void passesThroughEveryPoint() {
    List<Stroke.Point> points = eight(9);
    List<Stroke.Curve> curves = new Stroke(false, points).curves();

    assertThat(curves).hasSize(8);
    for (int i = 0; i < 8; i++) {
      assertThat(curves.get(i).at(0)).isEqualTo(points.get(i));
      assertThat(curves.get(i).at(1)).isEqualTo(points.get(i + 1));
    }
  }
}
