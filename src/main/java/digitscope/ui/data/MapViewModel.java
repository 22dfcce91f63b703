package digitscope.ui.data;

import digitscope.config.LayerSummary;
import digitscope.data.Dataset;
import digitscope.explore.PointIndex;
import digitscope.explore.SetMap;
import digitscope.ui.control.Messages;
import digitscope.ui.fx.BackgroundTask;
import digitscope.ui.fx.BackgroundTasks;
import digitscope.ui.fx.FileOffer;
import digitscope.ui.fx.Lens;
import digitscope.ui.fx.Moments;
import digitscope.ui.fx.TaskProgress;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;

/** The map of a set, made in the background and kept as long as the set is. */
public final class MapViewModel {
  private static final long SEED = 1;

  /** How images become points. */
  public enum Kind {
    /** Along the two directions of the largest variance: at once. */
    COMPONENTS,
    /** So that neighbors stay together: takes a few seconds. */
    NEIGHBORS
  }

  /** What the color of a point says. */
  public enum Coloring {
    CLASS,
    VERDICT
  }

  /**
   * The layer of a network that the points are of.
   *
   * @param step of the network
   */
  public record OfLayer(LayerSummary layer, long step) {}

  /**
   * A map with what finds its points.
   *
   * @param isFinished whether it stays as it is
   * @param source the layer whose values are mapped; empty for the images themselves
   */
  public record Shown(SetMap map, PointIndex index, boolean isFinished, Optional<OfLayer> source) {
    static Shown of(SetMap map, boolean isFinished) {
      return new Shown(map, new PointIndex(map.layout()), isFinished, Optional.empty());
    }

    static Shown of(SetMap map, OfLayer source, boolean isFinished) {
      return new Shown(map, new PointIndex(map.layout()), isFinished, Optional.of(source));
    }
  }

  private final BackgroundTasks tasks;
  private final Executor background;
  private final Executor fxThread;
  private final Messages messages;
  private final ObjectProperty<Kind> kind =
      new SimpleObjectProperty<>(this, "kind", Kind.COMPONENTS);
  private final ObjectProperty<Coloring> coloring =
      new SimpleObjectProperty<>(this, "coloring", Coloring.CLASS);
  private final ReadOnlyObjectWrapper<Optional<Shown>> shown =
      new ReadOnlyObjectWrapper<>(this, "shown", Optional.empty());
  private final ReadOnlyDoubleWrapper progress = new ReadOnlyDoubleWrapper(this, "progress", 1);
  private final Map<Dataset, Map<Kind, Shown>> made = new HashMap<>();
  private final ObjectProperty<Optional<LayerSummary>> layer =
      new SimpleObjectProperty<>(this, "layer", Optional.empty());
  private final ReadOnlyObjectWrapper<List<LayerSummary>> layers =
      new ReadOnlyObjectWrapper<>(this, "layers", List.of());
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper(this, "problem", "");
  private final LayerMaps layerMaps;
  private final ReadOnlyBooleanProperty active;
  private final Moments moments;
  private final ToIntFunction<LayerSummary> layerIndex;
  private final ReadOnlyBooleanWrapper filmable = new ReadOnlyBooleanWrapper(this, "filmable");
  private Consumer<FileOffer> onOffer = offer -> {};
  private Optional<Dataset> set = Optional.empty();
  private Optional<BackgroundTask<Shown>> making = Optional.empty();

  /**
   * @param active whether the map is visible
   */
  MapViewModel(
      Lens lens,
      BackgroundTasks tasks,
      Executor background,
      Executor fxThread,
      Messages messages,
      ReadOnlyBooleanProperty active) {
    this.active = active;
    this.layerMaps = new LayerMaps(lens, tasks, fxThread, messages, new OfLayers());
    this.tasks = tasks;
    this.background = background;
    this.fxThread = fxThread;
    this.messages = messages;
    kind.addListener(changed -> make());
    layer.addListener(changed -> make());
    lens.layersProperty().addListener(changed -> offerLayers());
    lens.dataProperty().addListener(changed -> offerLayers());
    lens.viewProperty().addListener(changed -> followStep());
    active.addListener(changed -> followStep());
    moments = lens.moments();
    layerIndex = of -> of.answeringIndex(lens.layers());
    filmable.bind(
        Bindings.createBooleanBinding(
            () -> layer.get().isPresent() && !moments.steps().isEmpty(),
            layer,
            moments.stepsProperty()));
  }

  /** Whether there is a film of what is mapped: a layer at stored steps. */
  public ReadOnlyBooleanProperty filmableProperty() {
    return filmable.getReadOnlyProperty();
  }

  /** Sets who writes films to files. */
  public void setOnOffer(Consumer<FileOffer> taker) {
    onOffer = taker;
  }

  /** Offers the map of the layer at all stored steps as a file. */
  void offerFilm(String name, String what, String ending) {
    if (set.isPresent() && filmable.get()) {
      LayerSummary of = layer.get().orElseThrow();
      MapFilm film =
          new MapFilm(set.get(), of, layerIndex.applyAsInt(of), kind.get(), MapFilm.steps(moments));
      onOffer.accept(new FileOffer(name, what, ending, film.content(moments, fxThread)));
    }
  }

  /** The layer whose values are mapped; empty for the images themselves. */
  public ObjectProperty<Optional<LayerSummary>> layerProperty() {
    return layer;
  }

  /** The layers that can be mapped. */
  public ReadOnlyObjectProperty<List<LayerSummary>> layersProperty() {
    return layers.getReadOnlyProperty();
  }

  /** Why a layer could not be mapped; empty if it could. */
  public ReadOnlyStringProperty problemProperty() {
    return problem.getReadOnlyProperty();
  }

  private void offerLayers() {
    List<LayerSummary> offered = set.map(layerMaps::layers).orElse(List.of());
    if (!offered.equals(layers.get())) {
      layers.set(offered);
    }
    if (layer.get().filter(chosen -> !offered.contains(chosen)).isPresent()) {
      layer.set(Optional.empty());
    }
  }

  private void followStep() {
    if (active.get() && layer.get().isPresent()) {
      layerMaps.follow();
    }
  }

  public ObjectProperty<Kind> kindProperty() {
    return kind;
  }

  public ObjectProperty<Coloring> coloringProperty() {
    return coloring;
  }

  /** The map; unfinished ones come while it is made. */
  public ReadOnlyObjectProperty<Optional<Shown>> shownProperty() {
    return shown.getReadOnlyProperty();
  }

  /** How much of the map is made, in [0, 1]. */
  public ReadOnlyDoubleProperty progressProperty() {
    return progress.getReadOnlyProperty();
  }

  /** Gives up what takes long. */
  public void cancel() {
    making.ifPresent(BackgroundTask::cancel);
    kind.set(Kind.COMPONENTS);
  }

  /** Whether the set has enough images for neighbors. */
  boolean hasNeighbors() {
    return set.filter(some -> some.size() >= SetMap.LEAST_FOR_NEIGHBORS).isPresent();
  }

  /** Paints in the background. */
  Executor background() {
    return background;
  }

  Executor fxThread() {
    return fxThread;
  }

  /** Drops the maps of data that is no longer shown. */
  void forget() {
    show(Optional.empty());
    made.clear();
    layerMaps.forget();
  }

  /** Makes the map of a set, if it is not there or on its way. */
  void show(Optional<Dataset> wanted) {
    if (!wanted.equals(set)) {
      set = wanted;
      shown.set(Optional.empty());
      offerLayers();
      if (!hasNeighbors()) {
        kind.set(Kind.COMPONENTS);
      }
      make();
    }
  }

  private void make() {
    making.ifPresent(BackgroundTask::cancel);
    making = Optional.empty();
    problem.set("");
    layerMaps.stop();
    progress.unbind();
    progress.set(1);
    if (set.filter(some -> some.size() > 0).isEmpty()) {
      return;
    }
    Dataset wanted = set.get();
    if (layer.get().isPresent()) {
      layerMaps.show(wanted, layer.get().get(), kind.get());
      return;
    }
    Map<Kind, Shown> known = made.computeIfAbsent(wanted, some -> new EnumMap<>(Kind.class));
    Shown there = known.get(kind.get());
    if (there != null) {
      shown.set(Optional.of(there));
    } else {
      start(wanted, kind.get(), known);
    }
  }

  private void start(Dataset wanted, Kind of, Map<Kind, Shown> known) {
    BackgroundTask<Shown> task =
        tasks.start(messages.get("task.map." + of), own -> make(wanted, of, own));
    making = Optional.of(task);
    progress.bind(task.progressProperty());
    var unused =
        task.result()
            .whenComplete(
                (map, error) -> {
                  if (map != null) {
                    known.put(of, map);
                  }
                  if (making.equals(Optional.of(task))) {
                    making = Optional.empty();
                    progress.unbind();
                    progress.set(1);
                    shown.set(Optional.ofNullable(map));
                  }
                });
  }

  /** Called off the JavaFX thread. */
  private Shown make(Dataset wanted, Kind of, BackgroundTask<?> own) {
    TaskProgress watch = new TaskProgress(own);
    SetMap map =
        switch (of) {
          case COMPONENTS -> SetMap.ofComponents(wanted, SEED, watch);
          case NEIGHBORS ->
              SetMap.ofNeighbors(
                  wanted, SEED, watch, unfinished -> tell(own, Shown.of(unfinished, false)));
        };
    return Shown.of(map, true);
  }

  /** Shows the maps of layers as they come. */
  private final class OfLayers implements LayerMaps.Hearer {
    @Override
    public void show(Shown map) {
      problem.set("");
      shown.set(Optional.of(map));
    }

    @Override
    public void begin(BackgroundTask<?> work) {
      progress.bind(work.progressProperty());
    }

    @Override
    public void end() {
      progress.unbind();
      progress.set(1);
    }

    @Override
    public void fail(String reason) {
      problem.set(reason);
    }
  }

  private void tell(BackgroundTask<?> from, Shown unfinished) {
    fxThread.execute(
        () -> {
          if (making.filter(task -> task == from).isPresent()) {
            shown.set(Optional.of(unfinished));
          }
        });
  }
}
