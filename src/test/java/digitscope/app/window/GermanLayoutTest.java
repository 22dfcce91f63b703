package digitscope.app.window;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.ui.fx.Preferences;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Dimension2D;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every page is whole in German, too, whose words are longer. */
class GermanLayoutTest extends LayoutVisits {
  private static final List<Dimension2D> SIZES =
      List.of(new Dimension2D(1280, 800), new Dimension2D(1024, 672));

  GermanLayoutTest(@TempDir Path home) {
    super(home, Locale.GERMAN, Preferences.defaults(), SIZES);
  }

  @Test
  void nothingIsCutOrCollides() {
    visitBeforeARun();
    visitAfterARun();
    assertThat(faults()).isEmpty();
  }
}
