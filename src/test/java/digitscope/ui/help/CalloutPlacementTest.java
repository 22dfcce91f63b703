package digitscope.ui.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import javafx.geometry.Dimension2D;
import javafx.geometry.Point2D;
import javafx.geometry.Rectangle2D;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class CalloutPlacementTest {
  private static final Dimension2D WINDOW = new Dimension2D(1024, 672);
  private static final Dimension2D CALLOUT = new Dimension2D(320, 190);

  /** A button at the top, a card in each corner, one over the whole page, and one below it all. */
  static Stream<Rectangle2D> targets() {
    return Stream.of(
        new Rectangle2D(280, 30, 80, 30),
        new Rectangle2D(376, 60, 300, 260),
        new Rectangle2D(700, 60, 320, 260),
        new Rectangle2D(376, 330, 300, 260),
        new Rectangle2D(700, 330, 320, 260),
        new Rectangle2D(376, 60, 640, 560),
        new Rectangle2D(900, 640, 100, 30));
  }

  @ParameterizedTest
  @MethodSource("targets")
  void liesWhollyInTheWindowAndBesideItsTarget(Rectangle2D target) {
    Rectangle2D placed = placed(target);
    assertThat(new Rectangle2D(0, 0, WINDOW.getWidth(), WINDOW.getHeight()).contains(placed))
        .isTrue();
    assertThat(placed.intersects(target)).isFalse();
  }

  @Test
  void coversAsLittleAsPossibleOfATargetThatFillsTheWindow() {
    Rectangle2D placed = placed(new Rectangle2D(0, 0, WINDOW.getWidth(), WINDOW.getHeight()));
    assertThat(new Rectangle2D(0, 0, WINDOW.getWidth(), WINDOW.getHeight()).contains(placed))
        .isTrue();
  }

  private static Rectangle2D placed(Rectangle2D target) {
    Point2D corner = CalloutPlacement.place(target, CALLOUT, WINDOW);
    return new Rectangle2D(corner.getX(), corner.getY(), CALLOUT.getWidth(), CALLOUT.getHeight());
  }
}
