package digitscope.ui.filters;

import digitscope.config.LayerSpec;
import digitscope.config.LayerSummary;
import digitscope.data.DataSplits;
import digitscope.probe.FilterPatterns;
import digitscope.train.Command;
import digitscope.train.MetricLog;
import digitscope.train.Phase;
import digitscope.train.TrainingSnapshot;
import digitscope.ui.fx.Selection;
import digitscope.ui.fx.Training;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/** The patterns that excite the filters of a chosen layer, made on demand or while training. */
public final class FiltersViewModel {
  private final Training training;
  private final Selection selection;

  private final BooleanProperty active = new SimpleBooleanProperty(this, "active");
  private final BooleanProperty whileTraining = new SimpleBooleanProperty(this, "whileTraining");
  private final ReadOnlyObjectWrapper<List<LayerSummary>> layers =
      new ReadOnlyObjectWrapper<>(this, "layers", List.of());
  private final ObjectProperty<Optional<LayerSummary>> layer =
      new SimpleObjectProperty<>(this, "layer", Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<FilterPatterns>> patterns =
      new ReadOnlyObjectWrapper<>(this, "patterns", Optional.empty());
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper(this, "busy");
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper(this, "problem", "");

  /** What was made in this session, so that a layer that is chosen again shows at once. */
  private final Map<Integer, FilterPatterns> made = new HashMap<>();

  private Optional<MetricLog> session = Optional.empty();

  public FiltersViewModel(Training training, Selection selection) {
    this.training = training;
    this.selection = selection;
    active.addListener((property, before, now) -> activeChanged());
    whileTraining.addListener((property, before, now) -> watch());
    training.snapshotProperty().addListener((property, before, now) -> takeSnapshot());
    training.layersProperty().addListener((property, before, now) -> takeLayers());
    layer.addListener((property, before, now) -> layerChanged());
    selection.layerProperty().addListener((property, before, now) -> followSelection());
    takeLayers();
  }

  /** Whether somebody looks; otherwise nothing is computed. */
  public BooleanProperty activeProperty() {
    return active;
  }

  /** Whether the patterns are renewed as the network learns. */
  public BooleanProperty whileTrainingProperty() {
    return whileTraining;
  }

  /** The layers that have filters or units of their own. */
  public ReadOnlyObjectProperty<List<LayerSummary>> layersProperty() {
    return layers.getReadOnlyProperty();
  }

  /** The layer whose patterns are shown; one of {@link #layersProperty}. */
  public ObjectProperty<Optional<LayerSummary>> layerProperty() {
    return layer;
  }

  /** The newest patterns of the layer. */
  public ReadOnlyObjectProperty<Optional<FilterPatterns>> patternsProperty() {
    return patterns.getReadOnlyProperty();
  }

  /** Whether patterns are being made on demand. */
  public ReadOnlyBooleanProperty busyProperty() {
    return busy.getReadOnlyProperty();
  }

  /** Why the patterns could not be made; empty if they could. */
  public ReadOnlyStringProperty problemProperty() {
    return problem.getReadOnlyProperty();
  }

  /** Number of the filter that the window speaks of. */
  public ObjectProperty<OptionalInt> unitProperty() {
    return selection.unitProperty();
  }

  /** Names of the classes. */
  public List<String> classNames() {
    return training.data().map(DataSplits::test).map(set -> set.classNames()).orElse(List.of());
  }

  /** Whether the layer is the last one, whose units are the classes. */
  public boolean isOutputLayer() {
    return layer.get().filter(chosen -> chosen.number() == training.layers().size()).isPresent();
  }

  /** Whether the layer compares the image with the means of clusters. */
  public boolean isKMeans() {
    return layer.get().filter(chosen -> chosen.spec() instanceof LayerSpec.KMeans).isPresent();
  }

  /** Makes the patterns of the layer anew. */
  public void refresh() {
    layer.get().filter(chosen -> !busy.get()).ifPresent(this::make);
  }

  private void make(LayerSummary chosen) {
    busy.set(true);
    problem.set("");
    Optional<MetricLog> asked = session;
    CompletableFuture<FilterPatterns> unused =
        training
            .ask(new Command.ComputePatterns(index(chosen)))
            .whenComplete((answer, error) -> finish(asked, chosen, answer, error));
  }

  private void finish(
      Optional<MetricLog> asked,
      LayerSummary chosen,
      @Nullable FilterPatterns answer,
      @Nullable Throwable error) {
    busy.set(false);
    if (asked.equals(session)) {
      if (answer != null) {
        take(answer);
      } else if (error != null && layer.get().equals(Optional.of(chosen))) {
        report(error);
      }
    }
    // Another layer or session may have been chosen meanwhile.
    makeIfMissing();
  }

  private void report(Throwable error) {
    if (!(error instanceof CancellationException)) {
      problem.set(String.valueOf(error.getMessage()));
    }
  }

  private void activeChanged() {
    watch();
    takeSnapshot();
  }

  private void watch() {
    boolean wanted = active.get() && whileTraining.get();
    training.watchPatterns(
        wanted
            ? layer.get().map(this::asOptionalInt).orElse(OptionalInt.empty())
            : OptionalInt.empty());
  }

  private OptionalInt asOptionalInt(LayerSummary chosen) {
    return OptionalInt.of(index(chosen));
  }

  private int index(LayerSummary layer) {
    return layer.answeringIndex(training.layers());
  }

  private void takeLayers() {
    List<LayerSummary> some =
        training.layers().stream().filter(one -> one.spec().hasFilters()).toList();
    if (!some.equals(layers.get())) {
      layers.set(some);
      layer.set(some.stream().findFirst());
    }
  }

  private void followSelection() {
    OptionalInt index = selection.layerProperty().get();
    if (index.isPresent()) {
      layers.get().stream()
          .filter(one -> one.number() - 1 <= index.getAsInt() && index.getAsInt() <= index(one))
          .findFirst()
          .ifPresent(found -> layer.set(Optional.of(found)));
    }
  }

  private void layerChanged() {
    problem.set("");
    showMade();
    watch();
    makeIfMissing();
  }

  private void makeIfMissing() {
    boolean missing = patterns.get().isEmpty() && problem.get().isEmpty();
    boolean answering =
        training.snapshot().filter(now -> now.phase() != Phase.PREPARING).isPresent();
    if (active.get() && missing && answering) {
      refresh();
    }
  }

  private void takeSnapshot() {
    if (!active.get()) {
      return;
    }
    Optional<MetricLog> newest = training.snapshot().map(TrainingSnapshot::metrics);
    if (!newest.equals(session)) {
      session = newest;
      made.clear();
      showMade();
      watch();
    }
    training.snapshot().flatMap(TrainingSnapshot::patterns).ifPresent(this::take);
    makeIfMissing();
  }

  private void take(FilterPatterns arrived) {
    FilterPatterns known = made.get(arrived.layerIndex());
    if (known == null || known.step() <= arrived.step()) {
      made.put(arrived.layerIndex(), arrived);
      showMade();
    }
  }

  private void showMade() {
    patterns.set(layer.get().map(chosen -> made.get(index(chosen))));
  }
}
