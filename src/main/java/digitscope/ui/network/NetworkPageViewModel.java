package digitscope.ui.network;

import digitscope.config.LayerSummary;
import digitscope.config.Shape;
import digitscope.io.Reason;
import digitscope.network.LayerCost;
import digitscope.probe.HealthWarning;
import digitscope.probe.LayerTimes;
import digitscope.probe.NetworkHealth;
import digitscope.session.NetworkView;
import digitscope.session.Question;
import digitscope.ui.fx.FileOffer;
import digitscope.ui.fx.Lens;
import digitscope.ui.fx.Selection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import org.jspecify.annotations.Nullable;

/** The layers of the network with what each costs, and how long it takes on this machine. */
public final class NetworkPageViewModel {
  private final Lens lens;
  private final Selection selection;
  private final BooleanProperty active = new SimpleBooleanProperty(this, "active");
  private final ReadOnlyObjectWrapper<List<MappedLayer>> layers =
      new ReadOnlyObjectWrapper<>(this, "layers", List.of());
  private final ReadOnlyObjectWrapper<Optional<LayerTimes>> times =
      new ReadOnlyObjectWrapper<>(this, "times", Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<NetworkHealth>> shownHealth =
      new ReadOnlyObjectWrapper<>(this, "shownHealth", Optional.empty());
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper(this, "busy");
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper(this, "problem", "");
  private Consumer<FileOffer> onOffer = offer -> {};
  private Runnable onShowMaps = () -> {};
  private Runnable onShowFilters = () -> {};

  public NetworkPageViewModel(Lens lens, Selection selection) {
    this.lens = lens;
    this.selection = selection;
    active.addListener((property, before, now) -> measureIfMissing());
    active.addListener((property, before, now) -> lens.watchHealth(now));
    lens.viewProperty().addListener((property, before, now) -> takeView());
    lens.healthProperty().addListener((property, before, now) -> takeHealth());
    lens.layersProperty().addListener((property, before, now) -> takeLayers());
    takeLayers();
  }

  /** Whether the view is visible; otherwise nothing is measured. */
  public BooleanProperty activeProperty() {
    return active;
  }

  /** The layers from input to output. */
  ReadOnlyObjectProperty<List<MappedLayer>> layersProperty() {
    return layers.getReadOnlyProperty();
  }

  /** How long the layers take; empty until that is measured. */
  public ReadOnlyObjectProperty<Optional<LayerTimes>> timesProperty() {
    return times.getReadOnlyProperty();
  }

  /** How the network fared at the steps at which that is known, rising. */
  public ReadOnlyObjectProperty<List<NetworkHealth>> healthProperty() {
    return lens.healthProperty();
  }

  /** How it fared at the step that is shown, or at the last one before at which it is known. */
  public ReadOnlyObjectProperty<Optional<NetworkHealth>> shownHealthProperty() {
    return shownHealth.getReadOnlyProperty();
  }

  /** What was wrong then, worst first. */
  public List<HealthWarning> warnings() {
    return shownHealth.get().map(HealthWarning::of).orElse(List.of());
  }

  /** Whether times are being measured. */
  public ReadOnlyBooleanProperty busyProperty() {
    return busy.getReadOnlyProperty();
  }

  /** Why times could not be measured; empty if they could. */
  public ReadOnlyStringProperty problemProperty() {
    return problem.getReadOnlyProperty();
  }

  /** Index of the layer that the window speaks of, counted from 0. */
  public ObjectProperty<OptionalInt> selectedProperty() {
    return selection.layerProperty();
  }

  /** The layer that the window speaks of. */
  Optional<MappedLayer> selected() {
    return layers.get().stream()
        .filter(layer -> OptionalInt.of(layer.index()).equals(selectedProperty().get()))
        .findFirst();
  }

  /** Shape of the images; empty before there is a network. */
  Optional<Shape> input() {
    return layers.get().stream().findFirst().map(layer -> layer.summary().input());
  }

  /** Asks for a file's location and writes it; until one is set, nothing is saved. */
  public void setOnOffer(Consumer<FileOffer> taker) {
    onOffer = taker;
  }

  /** Who shows the feature maps of the layer that the window speaks of. */
  public void setOnShowMaps(Runnable shower) {
    onShowMaps = shower;
  }

  /** Who shows the filters of the layer that the window speaks of. */
  public void setOnShowFilters(Runnable shower) {
    onShowFilters = shower;
  }

  /** Offers a file to be written. */
  void offer(FileOffer file) {
    onOffer.accept(file);
  }

  void showMaps() {
    onShowMaps.run();
  }

  void showFilters() {
    onShowFilters.run();
  }

  /** Measures the times again. */
  public void measure() {
    if (busy.get() || layers.get().isEmpty()) {
      return;
    }
    busy.set(true);
    problem.set("");
    List<LayerSummary> asked = lens.layers();
    CompletableFuture<LayerTimes> unused =
        lens.ask(new Question.MeasureLayers())
            .whenComplete((answer, error) -> finish(asked, answer, error));
  }

  private void finish(
      List<LayerSummary> asked, @Nullable LayerTimes answer, @Nullable Throwable error) {
    busy.set(false);
    // The same layers take the same time, whatever their weights are.
    if (answer != null && asked.equals(lens.layers())) {
      times.set(Optional.of(answer));
      mapLayers();
    } else if (error != null && !(error instanceof CancellationException)) {
      problem.set(Reason.of(error));
    }
    measureIfMissing();
  }

  /** Whether all is there that can be had, so that a picture of it is complete. */
  public boolean isComplete() {
    return !layers.get().isEmpty()
        && !busy.get()
        && (times.get().isPresent() || !problem.get().isEmpty())
        && (shownHealth.get().isPresent() || !lens.isExamining());
  }

  private void takeView() {
    measureIfMissing();
    takeHealth();
  }

  private void takeHealth() {
    long step = lens.view().map(NetworkView::step).orElse(0L);
    List<NetworkHealth> all = lens.healthProperty().get();
    Optional<NetworkHealth> before =
        all.stream().filter(health -> health.step() <= step).reduce((one, other) -> other);
    shownHealth.set(before.or(() -> all.stream().findFirst()));
  }

  private void measureIfMissing() {
    boolean isMissing = times.get().isEmpty() && problem.get().isEmpty();
    boolean isAnswering = lens.view().filter(NetworkView::isAnswering).isPresent();
    if (active.get() && isMissing && isAnswering) {
      measure();
    }
  }

  private void takeLayers() {
    times.set(Optional.empty());
    problem.set("");
    mapLayers();
  }

  private void mapLayers() {
    List<LayerSummary> all = lens.layers();
    layers.set(
        MappedLayer.of(
            all, LayerCost.of(all), times.get().map(LayerTimes::blocks).orElse(List.of())));
  }
}
