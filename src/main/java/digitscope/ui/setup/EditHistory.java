package digitscope.ui.setup;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;

/**
 * What a value was before each edit, so that edits can be undone and redone.
 *
 * @param <T> kind of value
 */
final class EditHistory<T> {
  private static final int MOST = 200;

  private final Deque<T> past = new ArrayDeque<>();
  private final Deque<T> future = new ArrayDeque<>();
  private final ReadOnlyBooleanWrapper canUndo = new ReadOnlyBooleanWrapper(this, "canUndo");
  private final ReadOnlyBooleanWrapper canRedo = new ReadOnlyBooleanWrapper(this, "canRedo");
  private boolean isGesture;
  private boolean hasBegun;

  ReadOnlyBooleanProperty canUndoProperty() {
    return canUndo.getReadOnlyProperty();
  }

  ReadOnlyBooleanProperty canRedoProperty() {
    return canRedo.getReadOnlyProperty();
  }

  /** Makes one edit of all until the gesture ends, such as the drag of a slider. */
  void setGesture(boolean goesOn) {
    isGesture = goesOn;
    hasBegun = false;
  }

  /** Takes note of an edit. */
  void edited(T before) {
    if (!isGesture || !hasBegun) {
      past.push(before);
      if (past.size() > MOST) {
        past.removeLast();
      }
    }
    hasBegun = true;
    future.clear();
    update();
  }

  /** What the value was before the last edit that is not undone. */
  Optional<T> undo(T now) {
    return move(past, future, now);
  }

  /** What the value was before that edit was undone. */
  Optional<T> redo(T now) {
    return move(future, past, now);
  }

  private Optional<T> move(Deque<T> from, Deque<T> to, T now) {
    Optional<T> found = Optional.ofNullable(from.poll());
    found.ifPresent(some -> to.push(now));
    update();
    return found;
  }

  private void update() {
    canUndo.set(!past.isEmpty());
    canRedo.set(!future.isEmpty());
  }
}
