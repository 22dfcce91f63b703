package digitscope.ui.filters;

import digitscope.data.DataSplits;
import digitscope.data.Dataset;
import digitscope.eval.Evaluation;
import digitscope.io.Reason;
import digitscope.probe.UnitResponses;
import digitscope.session.NetworkView;
import digitscope.session.Question;
import digitscope.ui.fx.ChosenImage;
import digitscope.ui.fx.Lens;
import digitscope.ui.fx.NetworkChange;
import digitscope.ui.fx.Selection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import org.jspecify.annotations.Nullable;

/**
 * What the units of the chosen layer answer to the training images. It is asked for once a unit is
 * looked at: while the network learns after each evaluation, and once it stands still for its last
 * step.
 */
public final class ResponsesViewModel {
  private final Lens lens;
  private final Selection selection;
  private final BooleanProperty active = new SimpleBooleanProperty(this, "active");
  private final ReadOnlyObjectWrapper<Optional<UnitResponses>> responses =
      new ReadOnlyObjectWrapper<>(this, "responses", Optional.empty());
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper(this, "busy");
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper(this, "problem", "");
  private final NetworkChange network = new NetworkChange();
  private OptionalInt layer = OptionalInt.empty();
  private Optional<Request> asked = Optional.empty();

  /** A layer in a state of the network of which one answer is enough. */
  private record Request(long network, int layer, boolean isLearning, long step) {}

  ResponsesViewModel(Lens lens, Selection selection) {
    this.lens = lens;
    this.selection = selection;
    lens.viewProperty().addListener(changed -> refresh());
    selection.unitProperty().addListener(changed -> refresh());
    active.addListener(changed -> refresh());
  }

  /** Whether the view is visible; otherwise nothing is asked. */
  BooleanProperty activeProperty() {
    return active;
  }

  /** The newest answer about the layer. */
  public ReadOnlyObjectProperty<Optional<UnitResponses>> responsesProperty() {
    return responses.getReadOnlyProperty();
  }

  /** Whether an answer is awaited. */
  public ReadOnlyBooleanProperty busyProperty() {
    return busy.getReadOnlyProperty();
  }

  /** Why there is no answer; empty as long as there may come one. */
  public ReadOnlyStringProperty problemProperty() {
    return problem.getReadOnlyProperty();
  }

  /** Asks about another layer, by its index in the network. */
  void about(OptionalInt other) {
    if (!other.equals(layer)) {
      layer = other;
      forget();
      refresh();
    }
  }

  /** What is known of the chosen unit. */
  Optional<UnitResponses.Unit> unit() {
    OptionalInt unit = selection.unitProperty().get();
    return responses
        .get()
        .map(UnitResponses::units)
        .filter(all -> unit.isPresent() && unit.getAsInt() < all.size())
        .map(all -> all.get(unit.getAsInt()));
  }

  /** The images that were compared, if they are still at hand. */
  Optional<Dataset> trainingSet() {
    return lens.data().map(DataSplits::train);
  }

  /** Names of the classes. */
  List<String> classNames() {
    return trainingSet().map(Dataset::classNames).orElse(List.of());
  }

  /** Whether the layer is the last one, whose units are the classes. */
  boolean isOutputLayer() {
    return layer.equals(OptionalInt.of(lens.layers().size() - 1));
  }

  /** Makes a training image the one that all views speak of. */
  void choose(int trainingImage) {
    selection.imageProperty().set(new ChosenImage.OfTrainingSet(trainingImage));
  }

  /** The image that all views speak of. */
  ReadOnlyObjectProperty<ChosenImage> imageProperty() {
    return selection.imageProperty();
  }

  private void forget() {
    asked = Optional.empty();
    busy.set(false);
    problem.set("");
    responses.set(Optional.empty());
  }

  private void refresh() {
    if (!active.get()) {
      return;
    }
    if (network.follow(lens.view())) {
      forget();
    }
    Optional<Request> wanted = wanted();
    if (wanted.isPresent() && !busy.get() && !wanted.equals(asked)) {
      ask(wanted.get());
    }
  }

  private Optional<Request> wanted() {
    return layer.isEmpty() || selection.unitProperty().get().isEmpty()
        ? Optional.empty()
        : lens.view().filter(NetworkView::isAnswering).map(view -> wanted(view, layer.getAsInt()));
  }

  private Request wanted(NetworkView view, int index) {
    boolean isLearning = view.isLearning();
    long evaluated = view.evaluation().map(Evaluation::step).orElse(0L);
    return new Request(network.number(), index, isLearning, isLearning ? evaluated : view.step());
  }

  private void ask(Request request) {
    asked = Optional.of(request);
    busy.set(true);
    var unused =
        lens.ask(new Question.MeasureResponses(request.layer()))
            .whenComplete((answer, error) -> finish(request, answer, error));
  }

  private void finish(Request request, @Nullable UnitResponses answer, @Nullable Throwable error) {
    if (!asked.equals(Optional.of(request))) {
      return; // another layer or network is looked at by now
    }
    busy.set(false);
    if (answer != null) {
      problem.set("");
      responses.set(Optional.of(answer));
    } else if (error instanceof CancellationException) {
      asked = Optional.empty();
    } else if (error != null) {
      problem.set(Reason.of(error));
    }
    refresh();
  }
}
