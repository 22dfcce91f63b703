package digitscope.ui.draw;

import digitscope.io.Reason;
import digitscope.ui.control.pad.Sketch;
import digitscope.ui.control.pad.Stroke;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/**
 * Sees to it that no drawing is lost: keeps what is cleared, saves after every change, and brings
 * the last drawing back at the start.
 */
final class DrawingKeeper {
  /** Most drawings that are kept beside that on the pad. */
  static final int MAX_RECENT = 16;

  private final Sketch sketch;
  private final DrawingStore store;
  private final Executor background;
  private final Executor fxThread;
  private final ObservableList<List<Stroke>> recent = FXCollections.observableArrayList();
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper(this, "problem", "");
  private SavedDrawings saved = SavedDrawings.none();
  private boolean loading = true;
  private boolean opening;

  /**
   * @param background runs what it is given one after another, off the JavaFX thread
   * @param fxThread runs what it is given on the JavaFX thread
   */
  DrawingKeeper(Sketch sketch, DrawingStore store, Executor background, Executor fxThread) {
    this.sketch = sketch;
    this.store = store;
    this.background = background;
    this.fxThread = fxThread;
    sketch.setOnClear(this::keep);
    sketch.versionProperty().addListener((property, before, now) -> saveIfChanged());
    background.execute(this::load);
  }

  /** Whether the ink on the pad changes because the last drawing is brought back. */
  boolean isOpening() {
    return opening;
  }

  /** Drawings that were cleared, newest first. */
  ObservableList<List<Stroke>> recent() {
    return recent;
  }

  /** Why drawings could not be read or saved; empty if they could. */
  ReadOnlyStringProperty problemProperty() {
    return problem.getReadOnlyProperty();
  }

  /** Puts a kept drawing on the pad; what was there is kept instead. */
  void restore(List<Stroke> strokes) {
    recent.remove(strokes);
    sketch.replace(strokes);
    saveIfChanged();
  }

  /** Forgets the kept drawings. */
  void forgetRecent() {
    recent.clear();
    saveIfChanged();
  }

  private void keep(List<Stroke> cleared) {
    recent.remove(cleared);
    recent.add(0, cleared);
    if (recent.size() > MAX_RECENT) {
      recent.remove(MAX_RECENT, recent.size());
    }
    saveIfChanged();
  }

  private void load() {
    try {
      SavedDrawings loaded = store.load();
      fxThread.execute(() -> open(loaded));
    } catch (IOException e) {
      fxThread.execute(
          () -> {
            open(SavedDrawings.none());
            problem.set(Reason.of(e));
          });
    }
  }

  private void open(SavedDrawings loaded) {
    saved = loaded;
    recent.addAll(loaded.recent());
    // The user may have begun to draw before the file was read.
    if (sketch.versionProperty().get() == 0) {
      opening = true;
      sketch.open(loaded.current());
      opening = false;
    } else if (!loaded.current().isEmpty()) {
      recent.add(0, loaded.current());
    }
    loading = false;
    saveIfChanged();
  }

  private void saveIfChanged() {
    if (loading || sketch.isDrawing()) {
      return;
    }
    SavedDrawings now = new SavedDrawings(sketch.strokes(), recent);
    if (!now.equals(saved)) {
      saved = now;
      background.execute(() -> save(now));
    }
  }

  private void save(SavedDrawings drawings) {
    try {
      store.save(drawings);
      fxThread.execute(() -> problem.set(""));
    } catch (IOException e) {
      fxThread.execute(() -> problem.set(Reason.of(e)));
    }
  }
}
