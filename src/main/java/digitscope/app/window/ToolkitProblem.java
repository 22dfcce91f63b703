package digitscope.app.window;

import java.util.Locale;
import java.util.Optional;

/**
 * What keeps JavaFX from starting.
 *
 * @param isFontless whether it runs, but finds no font
 * @param library why one of its libraries cannot be loaded
 * @param display value of the environment variable DISPLAY; empty if it is not set
 */
record ToolkitProblem(boolean isFontless, Optional<String> library, String display) {
  /** What is wrong and what to do, in a sentence or two. */
  String sentence() {
    if (library.isPresent()) {
      return "Nothing can be drawn: " + library.get();
    } else if (isFontless) {
      return "Nothing can be drawn because no fonts are installed; install some (Debian or "
          + "Ubuntu: apt install fonts-dejavu-core; Fedora: dnf install dejavu-sans-fonts)";
    } else if (display.isEmpty()) {
      return "There is no display for the window: start digitscope in a desktop session (or "
          + "through ssh -X), or use a command that needs none, such as digitscope train";
    }
    return ("The display '%s' from DISPLAY can't be opened: set DISPLAY to a working display, or "
            + "unset it for commands that need none, such as digitscope render")
        .formatted(display);
  }

  /** What to say when nothing comes of it at all. */
  static String silent(String display, int seconds) {
    return String.format(
        Locale.ROOT,
        "The display '%s' did not respond within %d s: set DISPLAY to a working display, "
            + "or unset it for commands that need none, such as digitscope render",
        display,
        seconds);
  }
}
