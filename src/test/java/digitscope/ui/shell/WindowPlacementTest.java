package digitscope.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import digitscope.ui.fx.Preferences;
import digitscope.ui.fx.Preferences.Bounds;
import java.util.List;
import javafx.geometry.Dimension2D;
import javafx.geometry.Point2D;
import javafx.geometry.Rectangle2D;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowPlacementTest {
  private static final Bounds UNPLACED = Preferences.defaults().bounds();
  private static final Rectangle2D LAPTOP = new Rectangle2D(0, 0, 1440, 900);
  private static final Rectangle2D BESIDE = new Rectangle2D(1440, 0, 2560, 1440);

  @ParameterizedTest
  @CsvSource({"1024, 700", "1280, 800", "1366, 768", "1440, 900", "1536, 864"})
  void maximizesOnASmallScreen(double width, double height) {
    Bounds bounds = opened(width, height);

    assertThat(bounds.maximized()).isTrue();
    assertThat(bounds.width()).isBetween(Math.min(1024, width), width);
    assertThat(bounds.height()).isBetween(Math.min(640, height), height);
    assertThat(bounds.x() * 2 + bounds.width()).isCloseTo(width, within(2.0));
  }

  @ParameterizedTest
  @CsvSource({
    "1600, 1000, 1440, 900",
    "1920, 1080, 1536, 918",
    "2560, 1440, 2048, 1224",
    "3840, 2160, 2080, 1300"
  })
  void centersOnALargeScreen(double width, double height, double ownWidth, double ownHeight) {
    assertThat(opened(width, height))
        .isEqualTo(
            new Bounds(
                Math.rint((width - ownWidth) / 2),
                Math.rint((height - ownHeight) / 2),
                ownWidth,
                ownHeight,
                false));
  }

  @Test
  void keepsClearOfPanels() {
    Bounds bounds = WindowPlacement.initial(UNPLACED, List.of(new Rectangle2D(64, 32, 1856, 1048)));

    assertThat(bounds.maximized()).isFalse();
    assertThat(bounds.x()).isCloseTo(64 + (1856 - bounds.width()) / 2, within(1.0));
    assertThat(bounds.y()).isCloseTo(32 + (1048 - bounds.height()) / 2, within(1.0));
  }

  @Test
  void opensAsItWasLeft() {
    Bounds left = new Bounds(1500, 40, 1300, 900, false);
    Bounds maximized = new Bounds(1500, 40, 1300, 900, true);

    assertThat(WindowPlacement.initial(left, List.of(LAPTOP, BESIDE))).isEqualTo(left);
    assertThat(WindowPlacement.initial(maximized, List.of(LAPTOP, BESIDE))).isEqualTo(maximized);
  }

  @Test
  void opensAsIfForTheFirstTimeWhereItsScreenIsGone() {
    Bounds left = new Bounds(1500, 40, 1300, 900, false);
    Bounds withOnlyItsEdgeInSight = new Bounds(1400, 40, 1300, 860, false);

    Bounds first = WindowPlacement.initial(UNPLACED, List.of(LAPTOP));
    assertThat(WindowPlacement.initial(left, List.of(LAPTOP))).isEqualTo(first);
    assertThat(WindowPlacement.initial(withOnlyItsEdgeInSight, List.of(LAPTOP))).isEqualTo(first);
  }

  @Test
  void bringsAWindowThatHangsOverTheEdgeBackWhole() {
    assertThat(WindowPlacement.initial(new Bounds(900, -30, 1100, 1000, false), List.of(LAPTOP)))
        .isEqualTo(new Bounds(340, 0, 1100, 900, false));
  }

  @Test
  void isNeverLargerThanTheScreenAtItsLeast() {
    Bounds tiny = opened(800, 600);

    assertThat(WindowPlacement.least(tiny, List.of(new Rectangle2D(0, 0, 800, 600))))
        .isEqualTo(new Dimension2D(800, 600));
    assertThat(WindowPlacement.least(opened(1440, 900), List.of(LAPTOP)))
        .isEqualTo(new Dimension2D(1024, 640));
  }

  @Test
  void centersADialogOnItsOwner() {
    Rectangle2D owner = new Rectangle2D(200, 100, 1000, 700);

    assertThat(WindowPlacement.centered(owner, 400, 300, LAPTOP)).isEqualTo(new Point2D(500, 300));
  }

  @Test
  void keepsTheTitleBarOfADialogOnTheScreen() {
    Rectangle2D low = new Rectangle2D(1000, 700, 1000, 700);

    assertThat(WindowPlacement.centered(low, 400, 300, LAPTOP)).isEqualTo(new Point2D(1040, 600));
    assertThat(WindowPlacement.centered(LAPTOP, 400, 1000, LAPTOP)).isEqualTo(new Point2D(520, 0));
  }

  private static Bounds opened(double width, double height) {
    return WindowPlacement.initial(UNPLACED, List.of(new Rectangle2D(0, 0, width, height)));
  }
}
