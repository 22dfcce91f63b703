package digitscope.wrong.ui.shell;

/** A window that trains by itself, and opens dialogs in its own way. */
public final class Intruder {
  digitscope.wrong.nn.Intruder maths;

  javafx.scene.control.Alert question;

  java.io.File ask(javafx.stage.DirectoryChooser chooser, javafx.stage.Window owner) {
    return chooser.showDialog(owner);
  }
}
