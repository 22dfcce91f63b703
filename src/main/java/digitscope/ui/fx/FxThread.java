package digitscope.ui.fx;

import java.util.concurrent.Executor;
import javafx.application.Platform;

/** Runs on the JavaFX thread: at once when already there, otherwise as soon as it is free. */
public final class FxThread implements Executor {
  @Override
  public void execute(Runnable action) {
    if (Platform.isFxApplicationThread()) {
      action.run();
    } else {
      Platform.runLater(action);
    }
  }
}
