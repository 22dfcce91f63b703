package digitscope.ui.time;

import digitscope.run.Timeline;
import digitscope.ui.fx.BackgroundTasks;
import digitscope.ui.fx.TimeCursor;
import digitscope.ui.fx.TimeLens;
import java.util.Optional;
import javafx.animation.PauseTransition;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.util.Duration;

/**
 * Plays the stored steps of a run as a film: shows one after the other, each once the one before
 * was read and what the window works out in the background is done, and at last the network as it
 * is now. Looking elsewhere ends it.
 */
final class TimePlayer {
  /** How long a step is shown at speed 1. */
  private static final double BEAT_MILLIS = 900;

  private final TimeLens lens;
  private final BackgroundTasks tasks;
  private final ReadOnlyBooleanWrapper playing = new ReadOnlyBooleanWrapper(this, "playing");
  private final DoubleProperty speed = new SimpleDoubleProperty(this, "speed", 1);
  private final PauseTransition beat = new PauseTransition();
  private TimeCursor here = TimeCursor.live();

  /**
   * @param tasks that the next step waits for
   */
  TimePlayer(TimeLens lens, BackgroundTasks tasks) {
    this.lens = lens;
    this.tasks = tasks;
    beat.durationProperty()
        .bind(speed.map(times -> Duration.millis(BEAT_MILLIS / times.doubleValue())));
    beat.setOnFinished(event -> goOn());
  }

  ReadOnlyBooleanProperty playingProperty() {
    return playing.getReadOnlyProperty();
  }

  /** How many times as fast as usual. */
  DoubleProperty speedProperty() {
    return speed;
  }

  /** Plays from the step that is shown, or from the first if that is the newest. */
  void play() {
    if (!lens.marksProperty().get().isEmpty()) {
      playing.set(true);
      look(next(lens.wantedProperty().get()));
    }
  }

  void stop() {
    playing.set(false);
    beat.stop();
  }

  private void goOn() {
    boolean isReady =
        lens.cursorProperty().get().equals(lens.wantedProperty().get())
            && tasks.running().isEmpty();
    if (!here.equals(lens.wantedProperty().get())) {
      stop(); // the user looks elsewhere, or another run is shown
    } else if (isReady) {
      look(next(here));
    } else {
      beat.playFromStart();
    }
  }

  private void look(TimeCursor where) {
    here = where;
    lens.look(where);
    if (where.isLive()) {
      stop();
    } else {
      beat.playFromStart();
    }
  }

  private TimeCursor next(TimeCursor from) {
    Optional<Timeline.Mark> next =
        lens.marksProperty().get().stream()
            .filter(mark -> from.isLive() || mark.step() > from.step().getAsLong())
            .findFirst();
    return next.map(mark -> TimeCursor.at(mark.step())).orElse(TimeCursor.live());
  }
}
