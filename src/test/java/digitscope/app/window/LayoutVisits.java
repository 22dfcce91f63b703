package digitscope.app.window;

import digitscope.ui.fx.Fx;
import digitscope.ui.fx.Preferences;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import javafx.geometry.Dimension2D;

/** Collects what is wrong with how pages are laid out at some sizes of the window. */
abstract class LayoutVisits extends PageVisits {
  private final List<Dimension2D> sizes;
  private final List<String> faults = new ArrayList<>();

  /**
   * @param sizes of the window's content
   */
  LayoutVisits(Path home, Locale locale, Preferences preferences, List<Dimension2D> sizes) {
    super(home, locale, preferences);
    this.sizes = sizes;
  }

  /** All faults found so far, a line each. */
  final String faults() {
    return String.join("\n", faults);
  }

  @Override
  void lookAt(String what) {
    for (Dimension2D size : sizes) {
      resize(size);
      String at = what + " at " + (int) size.getWidth() + "×" + (int) size.getHeight();
      add(at, () -> LayoutFaults.in(window().workbench()));
    }
  }

  final void add(String where, Callable<? extends Collection<String>> found) {
    Fx.ask(found).forEach(fault -> faults.add(where + ": " + fault));
  }
}
