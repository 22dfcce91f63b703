package digitscope.wrong.ui.shell;

/** A window that trains by itself, and opens dialogs in its own way. */
public final class Intruder {
  digitscope.wrong.nn.Intruder maths;

  javafx.scene.control.Alert question;
}
