package digitscope.ui.filters;

import digitscope.io.Reason;
import digitscope.probe.FilterPatterns;
import digitscope.probe.PatternSettings.Method;
import digitscope.run.FilmSteps;
import digitscope.session.NetworkView;
import digitscope.session.Question;
import digitscope.session.SessionId;
import digitscope.ui.fx.FileOffer;
import digitscope.ui.fx.Lens;
import digitscope.ui.fx.LiveProgress;
import digitscope.ui.fx.Moments;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;

/**
 * The patterns of a layer at the stored steps of the run, one step after another, each search
 * starting from the patterns of the step before. Nothing is computed until it is requested.
 */
public final class FilmViewModel {
  /** Films that are kept; one of 64 filters takes some 10 MB. */
  private static final int MOST_FILMS = 6;

  private final Lens lens;
  private final Moments moments;
  private final ObservableValue<OptionalInt> chosen;
  private final BooleanProperty active = new SimpleBooleanProperty(this, "active");
  private final BooleanProperty open = new SimpleBooleanProperty(this, "open");
  private final ReadOnlyObjectWrapper<List<Frame>> frames =
      new ReadOnlyObjectWrapper<>(this, "frames", List.of());
  private final ReadOnlyObjectWrapper<OptionalInt> shown =
      new ReadOnlyObjectWrapper<>(this, "shown", OptionalInt.empty());
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper(this, "busy");
  private final ReadOnlyDoubleWrapper progress = new ReadOnlyDoubleWrapper(this, "progress");
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper(this, "problem", "");
  private final ReadOnlyBooleanWrapper complete = new ReadOnlyBooleanWrapper(this, "complete");

  /** What was found, the film that was looked at last at the end. */
  private final Map<Subject, NavigableMap<Long, FilterPatterns>> found = new LinkedHashMap<>();

  /** Steps that could not be read, or whose search failed. */
  private final Set<Long> failed = new HashSet<>();

  private Optional<Subject> subject = Optional.empty();
  private Optional<CompletableFuture<FilterPatterns>> running = Optional.empty();
  private boolean isGivenUp;
  private Consumer<FileOffer> onOffer = offer -> {};

  /**
   * A moment of a film.
   *
   * @param step of the run
   * @param patterns of the layer; empty until they are found
   */
  public record Frame(long step, Optional<FilterPatterns> patterns) {}

  /** What a film is of. */
  private record Subject(SessionId session, int layerIndex, Method method) {}

  /**
   * @param chosen number of the filter that the window speaks of
   */
  FilmViewModel(Lens lens, ObservableValue<OptionalInt> chosen) {
    this.lens = lens;
    this.chosen = chosen;
    this.moments = lens.moments();
    active.addListener(changed -> goOn());
    open.addListener(changed -> openChanged());
    moments.stepsProperty().addListener(changed -> stepsChanged());
    moments.shownProperty().addListener(changed -> showShown());
  }

  /** Whether the view is visible; otherwise nothing new is begun. */
  BooleanProperty activeProperty() {
    return active;
  }

  /** Whether there is to be a film of the layer that is chosen. */
  public BooleanProperty openProperty() {
    return open;
  }

  /** The moments of the film, rising. */
  public ReadOnlyObjectProperty<List<Frame>> framesProperty() {
    return frames.getReadOnlyProperty();
  }

  /** Number of the frame that the window shows; empty if it shows none of them. */
  public ReadOnlyObjectProperty<OptionalInt> shownProperty() {
    return shown.getReadOnlyProperty();
  }

  /** Whether patterns are being searched for. */
  public ReadOnlyBooleanProperty busyProperty() {
    return busy.getReadOnlyProperty();
  }

  /** Part of the film that is there, 0 to 1. */
  public ReadOnlyDoubleProperty progressProperty() {
    return progress.getReadOnlyProperty();
  }

  /** Whether nothing more is to be found. */
  public ReadOnlyBooleanProperty completeProperty() {
    return complete.getReadOnlyProperty();
  }

  /** Why a moment is left out; empty if none is. */
  public ReadOnlyStringProperty problemProperty() {
    return problem.getReadOnlyProperty();
  }

  /** Number of the filter whose strip is shown: the chosen one, or the first. */
  int unit() {
    int units = foundPatterns().stream().findFirst().map(one -> one.patterns().size()).orElse(1);
    int unit = chosen.getValue().orElse(0);
    return unit < units ? unit : 0;
  }

  /** Sets who writes films to files. */
  public void setOnOffer(Consumer<FileOffer> taker) {
    onOffer = taker;
  }

  void offer(FileOffer file) {
    onOffer.accept(file);
  }

  /** Shows the step of a frame in the whole window. */
  public void look(int frame) {
    moments.look(frames.get().get(frame).step());
  }

  /** Gives up what is being searched for; what was found stays. */
  public void cancel() {
    isGivenUp = true;
    leave();
  }

  /** Goes on after {@link #cancel}. */
  public void resume() {
    isGivenUp = false;
    failed.clear();
    problem.set("");
    goOn();
  }

  /** Says what there may be a film of. */
  void about(OptionalInt layerIndex, Method method) {
    Optional<SessionId> session = lens.view().map(NetworkView::session);
    Optional<Subject> next =
        session.isPresent() && layerIndex.isPresent()
            ? Optional.of(new Subject(session.get(), layerIndex.getAsInt(), method))
            : Optional.empty();
    if (next.equals(subject)) {
      return;
    }
    if (!subject.map(Subject::session).equals(session)) {
      found.clear();
    }
    subject = next;
    leave();
    isGivenUp = false;
    failed.clear();
    problem.set("");
    showFrames();
    goOn();
  }

  /** The patterns of a layer at a step, if they were found. */
  Optional<FilterPatterns> patterns(NetworkView view, int layerIndex, Method method) {
    NavigableMap<Long, FilterPatterns> film =
        found.get(new Subject(view.session(), layerIndex, method));
    return Optional.ofNullable(film).map(known -> known.get(view.step()));
  }

  /** The patterns that were found, by rising step. */
  List<FilterPatterns> foundPatterns() {
    return frames.get().stream().flatMap(frame -> frame.patterns().stream()).toList();
  }

  private void openChanged() {
    if (open.get()) {
      resume();
    } else {
      leave();
    }
  }

  private void stepsChanged() {
    showFrames();
    goOn();
  }

  private NavigableMap<Long, FilterPatterns> known() {
    return subject.flatMap(of -> Optional.ofNullable(found.get(of))).orElseGet(TreeMap::new);
  }

  private void showFrames() {
    NavigableMap<Long, FilterPatterns> known = known();
    frames.set(
        FilmSteps.of(moments.steps()).stream()
            .map(step -> new Frame(step, Optional.ofNullable(known.get(step))))
            .toList());
    showShown();
    showProgress(0);
  }

  private void showShown() {
    OptionalLong step = moments.shownProperty().get();
    List<Long> steps = frames.get().stream().map(Frame::step).toList();
    int place = step.isPresent() ? steps.indexOf(step.getAsLong()) : -1;
    shown.set(place < 0 ? OptionalInt.empty() : OptionalInt.of(place));
  }

  private void showProgress(double part) {
    int all = frames.get().size();
    long done =
        frames.get().stream()
            .filter(frame -> frame.patterns().isPresent() || failed.contains(frame.step()))
            .count();
    progress.set(all == 0 ? 0 : Math.min(1, (done + part) / all));
    complete.set(all > 0 && done == all);
  }

  private Optional<Frame> missing() {
    return frames.get().stream()
        .filter(frame -> frame.patterns().isEmpty() && !failed.contains(frame.step()))
        .findFirst();
  }

  private void goOn() {
    boolean isWanted = active.get() && open.get() && !isGivenUp && running.isEmpty();
    Optional<Frame> next = missing();
    if (isWanted && subject.isPresent() && next.isPresent()) {
      find(subject.get(), next.get().step());
    }
    busy.set(running.isPresent());
  }

  private void find(Subject of, long step) {
    Optional<FilterPatterns> before =
        Optional.ofNullable(known().lowerEntry(step)).map(Map.Entry::getValue);
    CompletableFuture<FilterPatterns> answer =
        moments.ask(
            step,
            new Question.FollowPatterns(
                of.layerIndex(), of.method(), before, new LiveProgress(this::showProgress)));
    running = Optional.of(answer);
    var unused =
        answer.whenComplete((patterns, error) -> finish(of, step, answer, patterns, error));
  }

  private void finish(
      Subject of,
      long step,
      CompletableFuture<FilterPatterns> answer,
      @Nullable FilterPatterns patterns,
      @Nullable Throwable error) {
    if (running.filter(some -> some == answer).isEmpty()) {
      return; // it was given up
    }
    running = Optional.empty();
    if (patterns != null) {
      keep(of, step, patterns);
    } else if (error instanceof CancellationException) {
      isGivenUp = true;
    } else if (error != null) {
      failed.add(step);
      problem.set(Reason.of(error));
    }
    showFrames();
    goOn();
  }

  private void keep(Subject of, long step, FilterPatterns patterns) {
    NavigableMap<Long, FilterPatterns> film = found.remove(of);
    NavigableMap<Long, FilterPatterns> longer = film == null ? new TreeMap<>() : film;
    longer.put(step, patterns);
    found.put(of, longer);
    if (found.size() > MOST_FILMS) {
      found.remove(found.keySet().iterator().next());
    }
  }

  private void leave() {
    Optional<CompletableFuture<FilterPatterns>> left = running;
    running = Optional.empty();
    left.ifPresent(answer -> answer.cancel(false));
    busy.set(false);
    showProgress(0);
  }
}
