package digitscope.ui.shell;

import java.nio.file.Path;

/** Shows a file or folder with the program that the desktop has for it. */
@FunctionalInterface
public interface DocumentOpener {
  /** Opens it; called off the JavaFX thread. */
  void open(Path file);
}
