package digitscope.app;

import digitscope.cli.CommandException;
import javafx.application.Platform;

/** Starts JavaFX, or says in words that there is nothing to show it on. */
final class Toolkit {
  private Toolkit() {}

  /**
   * Makes ready, before anything of JavaFX is used: without a graphics card, it would stretch
   * pictures of backgrounds, which takes several times as long as to paint them.
   */
  static void prepare() {
    System.getProperties().putIfAbsent("prism.disableRegionCaching", "true");
  }

  /**
   * Starts JavaFX without a window.
   *
   * @param first called on the JavaFX thread
   * @throws CommandException if there is no display
   */
  static void start(Runnable first) throws CommandException {
    prepare();
    try {
      Platform.startup(first);
    } catch (UnsupportedOperationException e) {
      throw noDisplay(e);
    }
  }

  /** What a person can do when JavaFX finds no display. */
  static CommandException noDisplay(UnsupportedOperationException cause) {
    return new CommandException(
        "There is no display to open a window on: start digitscope in a desktop session (or through"
            + " ssh -X), or use a command that needs none, such as digitscope train",
        cause);
  }
}
