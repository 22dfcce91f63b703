package digitscope.ui.learning;

import digitscope.data.DataSplits;
import digitscope.eval.CellChoice;
import digitscope.eval.ChoiceHistory;
import digitscope.eval.EvaluationHistory;
import digitscope.session.NetworkView;
import digitscope.ui.control.chart.SeriesData;
import digitscope.ui.fx.Lens;
import digitscope.ui.fx.Selection;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;

/** How what is chosen in the confusion matrix went over the run. */
public final class ChoiceViewModel {
  private final Lens lens;
  private final Selection selection;
  private final Executor background;
  private final Executor fxThread;
  private final BooleanProperty active = new SimpleBooleanProperty(this, "active");
  private final ReadOnlyObjectWrapper<Optional<Shown>> shown =
      new ReadOnlyObjectWrapper<>(this, "shown", Optional.empty());
  private final SeriesData images = new SeriesData();
  private final SeriesData values = new SeriesData();
  private Optional<Request> requested = Optional.empty();

  /**
   * What is shown.
   *
   * @param measure what its values are, if it has any
   */
  public record Shown(CellChoice choice, Optional<ChoiceHistory.Measure> measure) {}

  private record Request(EvaluationHistory history, CellChoice choice) {}

  ChoiceViewModel(Lens lens, Selection selection, Executor background, Executor fxThread) {
    this.lens = lens;
    this.selection = selection;
    this.background = background;
    this.fxThread = fxThread;
    lens.viewProperty().addListener(changed -> follow());
    selection.cellsProperty().addListener(changed -> follow());
    active.addListener(changed -> follow());
  }

  /** Whether the view is visible; without it nothing is counted. */
  BooleanProperty activeProperty() {
    return active;
  }

  /** The choice whose course is shown; empty if nothing is chosen. */
  public ReadOnlyObjectProperty<Optional<Shown>> shownProperty() {
    return shown.getReadOnlyProperty();
  }

  /** Images of the choice at each evaluation. */
  SeriesData images() {
    return images;
  }

  /** The measure of the chosen classes at each evaluation. */
  SeriesData values() {
    return values;
  }

  /** Names of the classes, if they are known. */
  List<String> classNames() {
    return lens.data().map(DataSplits::test).map(set -> set.classNames()).orElse(List.of());
  }

  private void follow() {
    if (!active.get()) {
      return;
    }
    EvaluationHistory history =
        lens.view().map(NetworkView::history).orElse(EvaluationHistory.NONE);
    Optional<Request> wanted =
        selection
            .cellsProperty()
            .get()
            .filter(
                choice -> history.newest().filter(some -> choice.isOf(some.classes())).isPresent())
            .map(choice -> new Request(history, choice));
    if (wanted.equals(requested)) {
      return;
    }
    requested = wanted;
    if (wanted.isEmpty()) {
      show(
          Optional.empty(),
          new ChoiceHistory(new long[0], new int[0], Optional.empty(), new double[0]));
    } else {
      count(wanted.get());
    }
  }

  private void count(Request request) {
    background.execute(
        () -> {
          ChoiceHistory course = ChoiceHistory.of(request.history(), request.choice());
          fxThread.execute(
              () -> {
                // A newer wish has overtaken this one if they differ.
                if (requested.equals(Optional.of(request))) {
                  show(Optional.of(new Shown(request.choice(), course.measure())), course);
                }
              });
        });
  }

  private void show(Optional<Shown> next, ChoiceHistory course) {
    images.clear();
    images.append(course.steps(), Arrays.stream(course.images()).asDoubleStream().toArray());
    values.clear();
    if (course.measure().isPresent()) {
      values.append(course.steps(), course.values());
    }
    shown.set(next);
  }
}
