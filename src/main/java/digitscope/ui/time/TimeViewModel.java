package digitscope.ui.time;

import digitscope.eval.EvaluationHistory;
import digitscope.eval.RateChanges;
import digitscope.run.Timeline.Mark;
import digitscope.session.NetworkView;
import digitscope.session.Phase;
import digitscope.session.RunProgress;
import digitscope.session.SessionId;
import digitscope.ui.fx.ChosenImage;
import digitscope.ui.fx.Selection;
import digitscope.ui.fx.TimeCursor;
import digitscope.ui.fx.TimeLens;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/**
 * The steps of a run that all views can show, and the way from one to another. Positions count the
 * stored steps from 0; the one after the last is the network as it is now.
 */
public final class TimeViewModel {
  private final TimeLens lens;
  private final Selection selection;
  private final ReadOnlyObjectWrapper<List<Long>> rateChanges =
      new ReadOnlyObjectWrapper<>(this, "rateChanges", List.of());
  private RateChanges rates = new RateChanges();
  private Optional<SessionId> session = Optional.empty();

  /**
   * @param lens that is moved through time
   * @param selection whose image may have been learned and forgotten
   */
  public TimeViewModel(TimeLens lens, Selection selection) {
    this.lens = lens;
    this.selection = selection;
    lens.progressProperty().addListener(changed -> followRate());
    followRate();
  }

  TimeLens lens() {
    return lens;
  }

  /** The stored steps, rising. */
  public ReadOnlyObjectProperty<List<Mark>> marksProperty() {
    return lens.marksProperty();
  }

  /** Steps at which the learning rate jumped, rising. */
  ReadOnlyObjectProperty<List<Long>> rateChangesProperty() {
    return rateChanges.getReadOnlyProperty();
  }

  private List<Mark> marks() {
    return lens.marksProperty().get();
  }

  private void followRate() {
    Optional<RunProgress> progress = lens.progress();
    Optional<SessionId> now = progress.map(RunProgress::session);
    if (!now.equals(session)) {
      session = now;
      rates = new RateChanges();
    }
    rateChanges.set(progress.map(some -> rates.follow(some.metrics())).orElse(List.of()));
  }

  /** Position of the step that is shown, or will be as soon as it is read. */
  int position() {
    TimeCursor wanted = lens.wantedProperty().get();
    return wanted.isLive() ? marks().size() : position(wanted.step().getAsLong());
  }

  /** Position of a step, or of the first stored one after it. */
  private int position(long step) {
    return IntStream.range(0, marks().size())
        .filter(i -> marks().get(i).step() >= step)
        .findFirst()
        .orElse(marks().size());
  }

  /**
   * Where a step that may not be stored lies between those that are, as a fraction of the distance
   * of two positions.
   */
  double place(long step) {
    int after = position(step);
    if (after == 0) {
      return 0;
    }
    long before = marks().get(after - 1).step();
    long end = after < marks().size() ? marks().get(after).step() : newestStep();
    return end <= before
        ? after
        : after - 1 + Math.min(1, (step - before) / (double) (end - before));
  }

  private long newestStep() {
    return lens.progress().map(RunProgress::step).orElse(0L);
  }

  /** The mark at a position; empty for a network that learns. */
  Optional<Mark> mark(int position) {
    return position < marks().size() ? Optional.of(marks().get(position)) : lens.endMark();
  }

  /** Shows what is at a position. */
  void look(int position) {
    TimeCursor there =
        position < marks().size() ? TimeCursor.at(marks().get(position).step()) : TimeCursor.live();
    if (!there.equals(lens.wantedProperty().get())) {
      lens.look(there);
    }
  }

  /** Shows the stored step before or after the one that is shown. */
  public void move(int by) {
    look(Math.max(0, Math.min(marks().size(), position() + by)));
  }

  /** Shows the first stored step. */
  public void lookAtFirst() {
    look(0);
  }

  /** Shows the network as it is now. */
  public void lookAtNewest() {
    lens.look(TimeCursor.live());
  }

  /** Shows the step with the lowest loss, if it is stored. */
  public void lookAtBest() {
    best().ifPresent(this::lookAt);
  }

  /** Shows a step, or the first stored one after it. */
  void lookAt(long step) {
    look(position(step));
  }

  /** The step with the lowest loss on the held-out images, or on the test images. */
  OptionalLong best() {
    return lens.best();
  }

  /** The test image that is chosen. */
  OptionalInt image() {
    return selection.imageProperty().get() instanceof ChosenImage.OfTestSet image
        ? OptionalInt.of(image.index())
        : OptionalInt.empty();
  }

  /** The first evaluation that predicted the chosen image correctly. */
  OptionalLong learned() {
    return ofImage(EvaluationHistory::learnedAt);
  }

  /** The last evaluation that predicted the chosen image incorrectly after a correct one. */
  OptionalLong forgotten() {
    return ofImage(EvaluationHistory::forgottenAt);
  }

  private interface Finder {
    OptionalLong find(EvaluationHistory history, int image);
  }

  private OptionalLong ofImage(Finder finder) {
    Optional<EvaluationHistory> history = lens.newest().map(NetworkView::history);
    OptionalInt image = image();
    if (history.isEmpty() || image.isEmpty()) {
      return OptionalLong.empty();
    }
    int index = image.getAsInt();
    boolean isKnown = history.get().newest().filter(some -> index < some.size()).isPresent();
    OptionalLong found = isKnown ? finder.find(history.get(), index) : OptionalLong.empty();
    LongPredicate isStored = step -> position(step) < marks().size() || step == newestStep();
    return found.isPresent() && isStored.test(found.getAsLong()) ? found : OptionalLong.empty();
  }

  /** Epochs done at a step, with their fraction; NaN without a run. */
  double epoch(long step) {
    return lens.progress().map(some -> step / (double) some.stepsPerEpoch()).orElse(Double.NaN);
  }

  /** Whether the network as it is now is shown. */
  boolean isLive() {
    return lens.cursorProperty().get().isLive();
  }

  /** Whether the run takes no steps any more. */
  boolean isOver() {
    return lens.progress().map(RunProgress::phase).filter(Phase::isOver).isPresent();
  }
}
