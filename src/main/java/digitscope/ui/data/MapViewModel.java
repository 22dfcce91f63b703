package digitscope.ui.data;

import digitscope.data.Dataset;
import digitscope.explore.PointIndex;
import digitscope.explore.SetMap;
import digitscope.ui.control.Messages;
import digitscope.ui.fx.BackgroundTask;
import digitscope.ui.fx.BackgroundTasks;
import digitscope.ui.fx.TaskProgress;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;

/** The map of a set, made in the background and kept as long as the set is. */
public final class MapViewModel {
  private static final long SEED = 1;

  /** How images become points. */
  public enum Kind {
    /** Along the two directions of the largest variance: at once. */
    COMPONENTS,
    /** So that neighbours stay together: takes a few seconds. */
    NEIGHBOURS
  }

  /** What the colour of a point says. */
  public enum Colouring {
    CLASS,
    VERDICT
  }

  /**
   * A map with what finds its points.
   *
   * @param isFinished whether it stays as it is
   */
  public record Shown(SetMap map, PointIndex index, boolean isFinished) {
    static Shown of(SetMap map, boolean isFinished) {
      return new Shown(map, new PointIndex(map.layout()), isFinished);
    }
  }

  private final BackgroundTasks tasks;
  private final Executor background;
  private final Executor fxThread;
  private final Messages messages;
  private final ObjectProperty<Kind> kind =
      new SimpleObjectProperty<>(this, "kind", Kind.COMPONENTS);
  private final ObjectProperty<Colouring> colouring =
      new SimpleObjectProperty<>(this, "colouring", Colouring.CLASS);
  private final ReadOnlyObjectWrapper<Optional<Shown>> shown =
      new ReadOnlyObjectWrapper<>(this, "shown", Optional.empty());
  private final ReadOnlyDoubleWrapper progress = new ReadOnlyDoubleWrapper(this, "progress", 1);
  private final Map<Dataset, Map<Kind, Shown>> made = new HashMap<>();
  private Optional<Dataset> set = Optional.empty();
  private Optional<BackgroundTask<Shown>> making = Optional.empty();

  MapViewModel(BackgroundTasks tasks, Executor background, Executor fxThread, Messages messages) {
    this.tasks = tasks;
    this.background = background;
    this.fxThread = fxThread;
    this.messages = messages;
    kind.addListener(changed -> make());
  }

  public ObjectProperty<Kind> kindProperty() {
    return kind;
  }

  public ObjectProperty<Colouring> colouringProperty() {
    return colouring;
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

  /** Whether the set has enough images for neighbours. */
  boolean hasNeighbours() {
    return set.filter(some -> some.size() >= SetMap.LEAST_FOR_NEIGHBOURS).isPresent();
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
  }

  /** Makes the map of a set, if it is not there or on its way. */
  void show(Optional<Dataset> wanted) {
    if (!wanted.equals(set)) {
      set = wanted;
      shown.set(Optional.empty());
      if (!hasNeighbours()) {
        kind.set(Kind.COMPONENTS);
      }
      make();
    }
  }

  private void make() {
    making.ifPresent(BackgroundTask::cancel);
    making = Optional.empty();
    progress.unbind();
    progress.set(1);
    if (set.filter(some -> some.size() > 0).isEmpty()) {
      return;
    }
    Dataset wanted = set.get();
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
          case NEIGHBOURS ->
              SetMap.ofNeighbours(
                  wanted, SEED, watch, unfinished -> tell(own, Shown.of(unfinished, false)));
        };
    return Shown.of(map, true);
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
