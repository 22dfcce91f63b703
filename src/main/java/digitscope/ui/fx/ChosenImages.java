package digitscope.ui.fx;

import digitscope.eval.CellChoice;
import digitscope.eval.EvaluationHistory;
import digitscope.session.NetworkView;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;

/**
 * The images of what is chosen in the confusion matrix, as the newest evaluation has them; found in
 * the background, and only while a view shows them.
 */
public final class ChosenImages {
  private final Lens lens;
  private final Selection selection;
  private final Executor background;
  private final Executor fxThread;
  private final BooleanProperty active = new SimpleBooleanProperty(this, "active");
  private final ReadOnlyObjectWrapper<Optional<Found>> found =
      new ReadOnlyObjectWrapper<>(this, "found", Optional.empty());
  private Optional<Request> requested = Optional.empty();

  /**
   * What was found.
   *
   * @param step of the evaluation
   * @param images numbers of images of the test set, the most telling first
   */
  public record Found(long step, CellChoice choice, List<Integer> images) {}

  private record Request(EvaluationHistory history, CellChoice choice) {
    Found find() {
      long step = history.newest().orElseThrow().step();
      return new Found(step, choice, history.images(choice));
    }
  }

  /**
   * @param background finds images, off the JavaFX thread
   * @param fxThread the JavaFX thread
   */
  public ChosenImages(Lens lens, Selection selection, Executor background, Executor fxThread) {
    this.lens = lens;
    this.selection = selection;
    this.background = background;
    this.fxThread = fxThread;
    lens.viewProperty().addListener(changed -> follow());
    selection.cellsProperty().addListener(changed -> follow());
    active.addListener(changed -> follow());
  }

  /** Whether a view shows them. */
  public BooleanProperty activeProperty() {
    return active;
  }

  /** The images; empty if nothing is chosen, or nothing evaluated. */
  public ReadOnlyObjectProperty<Optional<Found>> foundProperty() {
    return found.getReadOnlyProperty();
  }

  private void follow() {
    if (!active.get()) {
      return;
    }
    Optional<EvaluationHistory> history =
        lens.view().map(NetworkView::history).filter(some -> !some.isEmpty());
    Optional<Request> wanted =
        history.flatMap(
            some -> selection.cellsProperty().get().map(choice -> new Request(some, choice)));
    if (wanted.equals(requested)) {
      return;
    }
    requested = wanted;
    if (wanted.isEmpty()) {
      found.set(Optional.empty());
    } else {
      find(wanted.get());
    }
  }

  private void find(Request request) {
    background.execute(
        () -> {
          Found images = request.find();
          fxThread.execute(
              () -> {
                // A newer wish has overtaken this one if they differ.
                if (requested.equals(Optional.of(request))) {
                  found.set(Optional.of(images));
                }
              });
        });
  }
}
