package digitscope.ui.fx;

import digitscope.config.RunConfig;
import digitscope.data.DataSplits;
import digitscope.network.ParameterLayout;
import digitscope.network.ParameterLayout.ArrayPlace;
import digitscope.probe.NetworkHealth;
import digitscope.run.Moment;
import digitscope.run.RunException;
import digitscope.run.Timeline;
import digitscope.session.NetworkView;
import digitscope.session.Question;
import digitscope.session.ReplaySession;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/**
 * How the network of a run fared at its stored steps, found out one step after another on a thread
 * of its own while a view shows it: the step that is shown first, then the newest and those that
 * lie in the largest gaps. Used on the JavaFX thread.
 */
final class HealthHistory implements AutoCloseable {
  private final TrainingService service;
  private final Executor background;
  private final FxThread fxThread = new FxThread();
  private final ReadOnlyObjectWrapper<List<NetworkHealth>> found =
      new ReadOnlyObjectWrapper<>(this, "found", List.of());
  private final NavigableMap<Long, NetworkHealth> known = new TreeMap<>();

  /** Steps whose moment is gone or damaged, or of which only the evaluation was kept. */
  private final Set<Long> unknowable = new HashSet<>();

  private Optional<ReplaySession> examiner = Optional.empty();
  private OptionalLong shown = OptionalLong.empty();
  private boolean isWatched;
  private boolean isBusy;
  private boolean isNewestsTurn;

  /** Number of the run; what is found of an earlier one is dropped. */
  private long run;

  /**
   * @param background reads moments
   */
  HealthHistory(TrainingService service, Executor background) {
    this.service = service;
    this.background = background;
  }

  /** What is known so far, by rising step. */
  ReadOnlyObjectProperty<List<NetworkHealth>> foundProperty() {
    return found.getReadOnlyProperty();
  }

  /** Whether more is being found out. */
  boolean isExamining() {
    return isBusy;
  }

  /** Sets whether a view shows it. */
  void watch(boolean isWanted) {
    isWatched = isWanted;
    goOn();
  }

  /**
   * Says that there may be more steps to look at.
   *
   * @param step that is shown; empty for the newest
   */
  void lookAt(OptionalLong step) {
    shown = step;
    goOn();
  }

  /** Forgets everything: another run is shown. */
  void forget() {
    close();
    known.clear();
    unknowable.clear();
    shown = OptionalLong.empty();
    found.set(List.of());
  }

  private void goOn() {
    Optional<Timeline> timeline = service.timelineProperty().get();
    Optional<NetworkView> newest = service.newest();
    if (!isWatched || isBusy || timeline.isEmpty() || newest.isEmpty()) {
      return;
    }
    List<Long> steps =
        timeline.get().marks().stream()
            .filter(Timeline.Mark::hasNetwork)
            .map(Timeline.Mark::step)
            .filter(step -> !unknowable.contains(step))
            .toList();
    OptionalLong next = next(steps);
    if (next.isPresent()) {
      isBusy = true;
      long asked = run;
      long step = next.getAsLong();
      background.execute(() -> read(asked, timeline.get(), newest.get(), step));
    }
  }

  /** The step that is shown, then the newest and those in the largest gaps in turns. */
  private OptionalLong next(List<Long> steps) {
    List<Long> missing = steps.stream().filter(step -> !known.containsKey(step)).toList();
    if (missing.isEmpty()) {
      return OptionalLong.empty();
    }
    if (shown.isPresent() && missing.contains(shown.getAsLong())) {
      return shown;
    }
    long last = steps.get(steps.size() - 1);
    // In turns with the gaps, as training may bring new steps faster than they are looked at.
    isNewestsTurn = !isNewestsTurn;
    if (missing.contains(last) && isNewestsTurn) {
      return OptionalLong.of(last);
    }
    long best = missing.get(0);
    int widest = -1;
    for (int i = 0; i < steps.size(); i++) {
      int gap = gap(steps, i);
      if (gap > widest) {
        widest = gap;
        best = steps.get(i);
      }
    }
    return OptionalLong.of(best);
  }

  /** How many steps lie between one and the nearest that is known; −1 if it is known itself. */
  private int gap(List<Long> steps, int at) {
    for (int distance = 0; distance < steps.size(); distance++) {
      boolean isBelow = at - distance >= 0 && known.containsKey(steps.get(at - distance));
      boolean isAbove = at + distance < steps.size() && known.containsKey(steps.get(at + distance));
      if (isBelow || isAbove) {
        return distance - 1;
      }
    }
    return steps.size();
  }

  /** Called in the background. */
  private void read(long asked, Timeline timeline, NetworkView newest, long step) {
    try {
      Moment moment = timeline.at(step);
      fxThread.execute(() -> examine(asked, moment, newest));
    } catch (RunException | RuntimeException e) {
      // The slider tells of it when the step is chosen there.
      fxThread.execute(() -> leaveOut(asked, step));
    }
  }

  private void examine(long asked, Moment moment, NetworkView newest) {
    if (asked != run) {
      return;
    }
    if (moment.parameters().isEmpty()) {
      leaveOut(asked, moment.step());
      return;
    }
    ReplaySession session = examiner();
    session.giveWay(service.newest().filter(NetworkView::isLearning).isPresent());
    session.show(TimeLens.viewOf(moment, newest), moment.parameters().get());
    var unused =
        session
            .submit(new Question.Examine())
            .whenComplete((health, error) -> fxThread.execute(() -> take(asked, moment, health)));
  }

  private void take(long asked, Moment moment, @Nullable NetworkHealth health) {
    if (health == null) {
      leaveOut(asked, moment.step());
    } else if (asked == run) {
      isBusy = false;
      known.put(
          moment.step(), moment.updateNorms().map(this::byLayer).map(health::moved).orElse(health));
      found.set(List.copyOf(known.values()));
      goOn();
    }
  }

  private void leaveOut(long asked, long step) {
    if (asked == run) {
      isBusy = false;
      unknowable.add(step);
      goOn();
    }
  }

  /** ‖Δw‖ of the weights of each layer, by its index. */
  private Map<Integer, Double> byLayer(float[] updateNorms) {
    RunConfig config = service.configProperty().get().orElseThrow();
    DataSplits data = service.dataProperty().get().orElseThrow();
    List<ArrayPlace> arrays =
        ParameterLayout.of(config.network(), data.train().shape(), data.train().classes())
            .trainedArrays();
    Map<Integer, Double> norms = new HashMap<>();
    for (int i = 0; i < updateNorms.length; i++) {
      if (arrays.get(i).role().isWeights()) {
        norms.merge(arrays.get(i).layer() - 1, (double) updateNorms[i], Math::hypot);
      }
    }
    return norms;
  }

  private ReplaySession examiner() {
    if (examiner.isEmpty()) {
      DataSplits data = service.dataProperty().get().orElseThrow();
      RunConfig config = service.configProperty().get().orElseThrow();
      examiner = Optional.of(new ReplaySession(data, config, view -> {}));
    }
    return examiner.get();
  }

  /** Ends what is under way; what is known stays. */
  @Override
  public void close() {
    run++;
    isBusy = false;
    examiner.ifPresent(ReplaySession::close);
    examiner = Optional.empty();
  }
}
