package digitscope.wrong.eval;

import javafx.application.Platform;

/** A measure that shows and prints itself, and paints a picture. */
public final class Intruder {
  java.awt.image.BufferedImage picture;

  void show() {
    Platform.runLater(() -> System.out.println(picture));
  }
}
