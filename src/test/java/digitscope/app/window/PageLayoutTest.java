package digitscope.app.window;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.ui.control.NamelessControls;
import digitscope.ui.fx.Fx;
import digitscope.ui.fx.Preferences;
import digitscope.ui.shell.Theme;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Dimension2D;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every page is whole at every size of the window, and explained, before and after a run. */
class PageLayoutTest extends LayoutVisits {
  /**
   * The last is 1024 by 700 less the title bar: what is small is painted quickly in both themes.
   */
  private static final List<Dimension2D> SIZES =
      List.of(new Dimension2D(2560, 1440), new Dimension2D(1280, 800), new Dimension2D(1024, 672));

  PageLayoutTest(@TempDir Path home) {
    super(home, Locale.ENGLISH, Preferences.defaults(), SIZES);
  }

  @Test
  void nothingIsCutOrCollidesBeforeARun() {
    visitBeforeARun();
    assertThat(faults()).isEmpty();
  }

  @Test
  void nothingIsCutOrCollidesAfterARun() {
    visitAfterARun();
    assertThat(faults()).isEmpty();
  }

  @Override
  void lookAt(String what) {
    super.lookAt(what);
    add(what, () -> HelpGaps.in(window().workbench()));
    add(what, () -> NamelessControls.in(window().workbench()));
    addContrast(what);
    // The next state is looked at in this theme first: each change of it takes a while.
    robot().interact(() -> window().workbench().darkProperty().set(!isDark()));
    Fx.settle();
    addContrast(what);
  }

  private void addContrast(String what) {
    Theme theme = Theme.of(isDark());
    add(what + ", " + theme, () -> ContrastFaults.in(window().workbench(), theme.paper()));
  }

  private boolean isDark() {
    return window().workbench().darkProperty().get();
  }
}
