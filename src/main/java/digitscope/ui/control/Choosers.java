package digitscope.ui.control;

import java.io.File;
import java.util.function.Supplier;
import javafx.animation.PauseTransition;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.Stage;
import javafx.stage.Window;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Asks for files and folders by the desktop's own dialogs, and leaves their owner as it was: while
 * they are open JavaFX makes it unresizable, and window managers then restore one that is
 * maximized.
 */
public final class Choosers {
  private static final Duration PATIENCE = Duration.millis(200);

  private Choosers() {}

  /** Asks for a file to read; null if none is chosen. */
  public static @Nullable File open(FileChooser chooser, Window owner) {
    return keepingSize(owner, () -> chooser.showOpenDialog(owner));
  }

  /** Asks for a file to write; null if none is chosen. */
  public static @Nullable File save(FileChooser chooser, Window owner) {
    return keepingSize(owner, () -> chooser.showSaveDialog(owner));
  }

  /** Asks for a folder; null if none is chosen. */
  public static @Nullable File folder(DirectoryChooser chooser, Window owner) {
    return keepingSize(owner, () -> chooser.showDialog(owner));
  }

  private static @Nullable File keepingSize(Window owner, Supplier<@Nullable File> dialog) {
    boolean wasMaximized = owner instanceof Stage stage && stage.isMaximized();
    File chosen = dialog.get();
    if (wasMaximized && owner instanceof Stage stage) {
      maximizeAgain(stage);
    }
    return chosen;
  }

  /** Once the owner is resizable again, of which JavaFX tells the desktop, but nobody here. */
  private static void maximizeAgain(Stage stage) {
    PauseTransition pause = new PauseTransition(PATIENCE);
    pause.setOnFinished(
        event -> {
          stage.setMaximized(false);
          stage.setMaximized(true);
        });
    pause.play();
  }
}
