package digitscope.ui.filters;

import digitscope.io.Reason;
import digitscope.probe.UnitFacets;
import digitscope.session.NetworkView;
import digitscope.session.Question;
import digitscope.ui.fx.Lens;
import digitscope.ui.fx.LiveProgress;
import digitscope.ui.fx.NetworkChange;
import digitscope.ui.fx.Selection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/** The different patterns that excite the chosen unit, found on demand. */
public final class FacetsViewModel {
  private final Lens lens;
  private final Selection selection;
  private final ReadOnlyObjectWrapper<Optional<UnitFacets>> facets =
      new ReadOnlyObjectWrapper<>(this, "facets", Optional.empty());
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper(this, "busy");
  private final ReadOnlyDoubleWrapper progress = new ReadOnlyDoubleWrapper(this, "progress");
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper(this, "problem", "");

  /** What was found of this network, so that a unit that is chosen again shows at once. */
  private final Map<Place, UnitFacets> known = new HashMap<>();

  private final NetworkChange network = new NetworkChange();
  private OptionalInt layer = OptionalInt.empty();
  private Optional<Place> asked = Optional.empty();
  private CompletableFuture<UnitFacets> running = new CompletableFuture<>();

  private record Place(int layerIndex, int unit) {}

  FacetsViewModel(Lens lens, Selection selection) {
    this.lens = lens;
    this.selection = selection;
    lens.viewProperty().addListener(changed -> followNetwork());
    selection.unitProperty().addListener(changed -> showKnown());
  }

  /** Those of the chosen unit; empty until they were asked for. */
  public ReadOnlyObjectProperty<Optional<UnitFacets>> facetsProperty() {
    return facets.getReadOnlyProperty();
  }

  /** Whether those of the chosen unit are being looked for. */
  public ReadOnlyBooleanProperty busyProperty() {
    return busy.getReadOnlyProperty();
  }

  /** How far that is, 0 to 1. */
  public ReadOnlyDoubleProperty progressProperty() {
    return progress.getReadOnlyProperty();
  }

  /** Why those of the chosen unit could not be found; empty if they could. */
  public ReadOnlyStringProperty problemProperty() {
    return problem.getReadOnlyProperty();
  }

  /** Is about another layer, by its index in the network. */
  void about(OptionalInt other) {
    layer = other;
    showKnown();
  }

  /** Looks for those of the chosen unit, instead of any that are being looked for. */
  public void find() {
    boolean isAnswering = lens.view().filter(NetworkView::isAnswering).isPresent();
    Optional<Place> place = chosen().filter(some -> isAnswering);
    if (place.isEmpty() || busy.get()) {
      return;
    }
    CompletableFuture<UnitFacets> before = running;
    asked = place;
    before.cancel(false);
    problem.set("");
    progress.set(0);
    busy.set(true);
    Place wanted = place.get();
    CompletableFuture<UnitFacets> answer =
        lens.ask(
            new Question.ComputeFacets(
                wanted.layerIndex(), wanted.unit(), new LiveProgress(part -> hear(wanted, part))));
    running = answer;
    CompletableFuture<UnitFacets> unused =
        answer.whenComplete((found, error) -> finish(wanted, found, error));
  }

  /** Gives up the search. */
  public void cancel() {
    running.cancel(false);
  }

  private Optional<Place> chosen() {
    OptionalInt unit = selection.unitProperty().get();
    return layer.isPresent() && unit.isPresent()
        ? Optional.of(new Place(layer.getAsInt(), unit.getAsInt()))
        : Optional.empty();
  }

  private void hear(Place wanted, double part) {
    if (asked.equals(Optional.of(wanted))) {
      progress.set(part);
    }
  }

  private void finish(Place wanted, @Nullable UnitFacets found, @Nullable Throwable error) {
    if (!asked.equals(Optional.of(wanted))) {
      return; // another unit or network is asked about by now
    }
    asked = Optional.empty();
    if (found != null) {
      known.put(wanted, found);
    }
    showKnown();
    if (error != null
        && !(error instanceof CancellationException)
        && chosen().equals(Optional.of(wanted))) {
      problem.set(Reason.of(error));
    }
  }

  private void followNetwork() {
    if (network.follow(lens.view())) {
      known.clear();
      asked = Optional.empty();
      running.cancel(false);
      showKnown();
    }
  }

  private void showKnown() {
    Optional<Place> chosen = chosen();
    problem.set("");
    busy.set(chosen.isPresent() && asked.equals(chosen));
    facets.set(chosen.map(known::get));
  }
}
