package digitscope.ui.fx;

import digitscope.session.Question;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import javafx.beans.property.ReadOnlyObjectProperty;

/**
 * The stored steps of the session's run, for views that look at several of them, whichever one the
 * window shows. All of it is used on the JavaFX thread only.
 */
public interface Moments {
  /** The steps whose network is known, rising; the newest among them, even if it is shown live. */
  ReadOnlyObjectProperty<List<Long>> stepsProperty();

  /** The one of them that the window shows; empty if it shows a network that learns. */
  ReadOnlyObjectProperty<OptionalLong> shownProperty();

  /** Shows one of them in the whole window, as soon as it is read. */
  void look(long step);

  /**
   * Asks about one of them, in the background and one after another. The answer completes on the
   * JavaFX thread; it is a cancellation if another run is shown first. Cancelling it ends the work.
   */
  <R> CompletableFuture<R> ask(long step, Question<R> question);

  default List<Long> steps() {
    return stepsProperty().get();
  }
}
