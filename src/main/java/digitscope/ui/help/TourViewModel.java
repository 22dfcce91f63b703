package digitscope.ui.help;

import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;

/** A walk through the window, a stop at a time. */
public final class TourViewModel {
  private static final List<TourStep> STEPS = List.of(TourStep.values());

  private final ReadOnlyBooleanWrapper open = new ReadOnlyBooleanWrapper(this, "open");
  private final ReadOnlyObjectWrapper<TourStep> step =
      new ReadOnlyObjectWrapper<>(this, "step", TourStep.TRAIN);
  private final BooleanProperty seen = new SimpleBooleanProperty(this, "seen");

  /** Whether it is under way. */
  public ReadOnlyBooleanProperty openProperty() {
    return open.getReadOnlyProperty();
  }

  /** Where it is. */
  public ReadOnlyObjectProperty<TourStep> stepProperty() {
    return step.getReadOnlyProperty();
  }

  /** Whether it was ever begun, and so need not be offered again. */
  public BooleanProperty seenProperty() {
    return seen;
  }

  /** Begins it at its first stop. */
  public void start() {
    seen.set(true);
    step.set(TourStep.TRAIN);
    open.set(true);
  }

  /** Goes to the next stop; ends at the last one. */
  public void next() {
    if (isLast()) {
      end();
    } else {
      step.set(STEPS.get(index() + 1));
    }
  }

  /** Goes back by a stop, if there is one. */
  public void back() {
    if (!isFirst()) {
      step.set(STEPS.get(index() - 1));
    }
  }

  /** Ends it wherever it is. */
  public void end() {
    open.set(false);
  }

  /** The place of the stop among all, from 0 on. */
  int index() {
    return STEPS.indexOf(step.get());
  }

  /** How many stops there are. */
  int size() {
    return STEPS.size();
  }

  boolean isFirst() {
    return index() == 0;
  }

  boolean isLast() {
    return index() == STEPS.size() - 1;
  }
}
