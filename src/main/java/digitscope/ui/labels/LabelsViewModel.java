package digitscope.ui.labels;

import digitscope.data.Correction;
import digitscope.data.Correction.Verdict;
import digitscope.data.CorrectionStore;
import digitscope.data.Corrections;
import digitscope.data.DataException;
import digitscope.data.Dataset;
import digitscope.data.Split;
import digitscope.eval.Evaluation;
import digitscope.io.Reason;
import digitscope.session.NetworkView;
import digitscope.ui.fx.BackgroundTasks;
import digitscope.ui.fx.ChosenImage;
import digitscope.ui.fx.DataLibrary;
import digitscope.ui.fx.Lens;
import digitscope.ui.fx.NetworkChange;
import digitscope.ui.fx.Selection;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;

/**
 * The queue of labels that look wrong. It keeps its order while the user goes through it, also when
 * the network learns on, and has another for another network; each decision is on disk before the
 * next but one can be made, and can be taken back.
 */
public final class LabelsViewModel {
  private final Lens lens;
  private final Selection selection;
  private final DataLibrary library;
  private final Executor background;
  private final Executor fxThread;
  private final BooleanProperty active = new SimpleBooleanProperty(this, "active");
  private final ObjectProperty<JudgedSplit> subject =
      new SimpleObjectProperty<>(this, "subject", JudgedSplit.TEST);
  private final ReadOnlyObjectWrapper<Optional<LabelQueue>> queue =
      new ReadOnlyObjectWrapper<>(this, "queue", Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<SuspectImage>> current =
      new ReadOnlyObjectWrapper<>(this, "current", Optional.empty());
  private final ReadOnlyObjectWrapper<Kept> kept =
      new ReadOnlyObjectWrapper<>(this, "kept", Kept.NOTHING);
  private final ReadOnlyObjectWrapper<OptionalLong> newerStep =
      new ReadOnlyObjectWrapper<>(this, "newerStep", OptionalLong.empty());
  private final ReadOnlyObjectWrapper<Optional<String>> problem =
      new ReadOnlyObjectWrapper<>(this, "problem", Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<Correction>> undoable =
      new ReadOnlyObjectWrapper<>(this, "undoable", Optional.empty());
  private final TrainingJudge judge;
  private final NetworkChange network = new NetworkChange();
  private final Deque<Done> done = new ArrayDeque<>();
  private Optional<JudgeRequest> requested = Optional.empty();

  /**
   * What is kept of the data that is judged.
   *
   * @param corrections all decisions, also those of earlier days
   * @param standing what they come to; empty before images are judged
   * @param file where they are kept; empty if nowhere
   */
  public record Kept(
      Corrections corrections, Optional<LabelAccuracy> standing, Optional<Path> file) {
    static final Kept NOTHING = new Kept(Corrections.NONE, Optional.empty(), Optional.empty());
  }

  /**
   * A decision that can be taken back.
   *
   * @param before what had been decided before
   */
  private record Done(SuspectImage doubt, Correction correction, Optional<Correction> before) {}

  private record Opened(LabelQueue queue, Kept kept) {}

  /**
   * @param library keeps decisions, and applies them to the data of the next run
   * @param background runs what it is given one after another, off the JavaFX thread
   * @param fxThread the JavaFX thread
   */
  public LabelsViewModel(
      Lens lens,
      Selection selection,
      DataLibrary library,
      BackgroundTasks tasks,
      Executor background,
      Executor fxThread) {
    this.lens = lens;
    this.selection = selection;
    this.library = library;
    this.background = background;
    this.fxThread = fxThread;
    judge = new TrainingJudge(lens, tasks);
    judge.verdictsProperty().addListener(changed -> reorder());
    judge.problemProperty().addListener(changed -> problem.set(judge.problemProperty().get()));
    lens.viewProperty()
        .addListener(
            changed -> {
              var unused = network.follow(lens.view());
              follow();
            });
    subject.addListener(changed -> reorder());
    active.addListener(
        changed -> {
          if (active.get()) {
            reorder();
          } else {
            library.correctAnew();
          }
        });
  }

  /** Whether the view is visible; without it nothing is judged. */
  public BooleanProperty activeProperty() {
    return active;
  }

  /** Which images are judged. */
  public ObjectProperty<JudgedSplit> subjectProperty() {
    return subject;
  }

  /** The queue; empty as long as there is no evaluation of the images. */
  public ReadOnlyObjectProperty<Optional<LabelQueue>> queueProperty() {
    return queue.getReadOnlyProperty();
  }

  /** The image that is asked about; empty at the end of the queue. */
  public ReadOnlyObjectProperty<Optional<SuspectImage>> currentProperty() {
    return current.getReadOnlyProperty();
  }

  /** All decisions that are kept. */
  public ReadOnlyObjectProperty<Kept> keptProperty() {
    return kept.getReadOnlyProperty();
  }

  /** The step of a newer evaluation than that which ordered the queue. */
  public ReadOnlyObjectProperty<OptionalLong> newerStepProperty() {
    return newerStep.getReadOnlyProperty();
  }

  /** Judges the training images. */
  public TrainingJudge judge() {
    return judge;
  }

  /** The decision that {@link #undo} takes back: the last one, if any is left. */
  public ReadOnlyObjectProperty<Optional<Correction>> undoableProperty() {
    return undoable.getReadOnlyProperty();
  }

  /** Why the last decision could not be kept, or the others not be read. */
  public ReadOnlyObjectProperty<Optional<String>> problemProperty() {
    return problem.getReadOnlyProperty();
  }

  /** Whether a run goes on or has ended, so that its network can be asked. */
  boolean hasSession() {
    return lens.view().isPresent();
  }

  /** Orders the queue by the newest evaluation. */
  public void reorder() {
    requested = Optional.empty();
    follow();
  }

  /** Asks about an image of the queue. */
  public void choose(int image) {
    queue
        .get()
        .flatMap(q -> q.doubts().stream().filter(d -> d.image() == image).findFirst())
        .ifPresent(this::ask);
  }

  /** Asks about the next image, without a decision; after the last comes the first. */
  public void skip() {
    current.get().ifPresent(doubt -> ask(following(doubt)));
  }

  /** Gives the image the label that it is believed to have. */
  public void relabel() {
    current.get().ifPresent(doubt -> relabel(doubt.suspect().suggestion()));
  }

  /**
   * Gives the image a label.
   *
   * @param label a class; what is no class is passed over
   */
  public void relabel(int label) {
    current
        .get()
        .filter(doubt -> label >= 0 && label < doubt.set().classes())
        .ifPresent(
            doubt ->
                decide(
                    doubt,
                    label == doubt.set().originalLabel(doubt.image())
                        ? new Verdict.Keep()
                        : new Verdict.Relabel(doubt.className(label))));
  }

  /** Leaves the image out. */
  public void leaveOut() {
    current.get().ifPresent(doubt -> decide(doubt, new Verdict.LeaveOut()));
  }

  /** Says that the label is right. */
  public void keep() {
    current.get().ifPresent(doubt -> decide(doubt, new Verdict.Keep()));
  }

  /** Takes back the decision that was made last since the window was opened. */
  public void undo() {
    Done last = done.poll();
    showUndoable();
    if (last != null) {
      change(
          last.doubt.judged(),
          corrections ->
              last.before.map(corrections::with).orElse(corrections.without(last.correction)),
          () -> remember(last));
      if (isShown(last.doubt.judged())) {
        putBack(last.doubt);
      } else {
        reorder();
      }
    }
  }

  /** Takes back any decision. */
  public void takeBack(Correction correction) {
    done.removeIf(some -> some.correction.isOfSameImageAs(correction));
    showUndoable();
    queue
        .get()
        .ifPresent(
            shown -> {
              change(shown.judged(), corrections -> corrections.without(correction), () -> {});
              reorder();
            });
  }

  private void decide(SuspectImage doubt, Verdict verdict) {
    Correction correction = doubt.decide(verdict);
    Optional<Correction> before =
        kept.get().corrections().of(correction.split(), doubt.set(), doubt.image());
    Done decided = new Done(doubt, correction, before);
    remember(decided);
    Optional<SuspectImage> next =
        Optional.of(following(doubt)).filter(other -> !other.equals(doubt));
    queue.set(queue.get().map(shown -> shown.without(doubt)));
    next.ifPresentOrElse(this::ask, () -> current.set(Optional.empty()));
    change(
        doubt.judged(),
        corrections -> corrections.with(correction),
        () -> {
          done.remove(decided);
          showUndoable();
          putBack(doubt);
        });
  }

  private void showUndoable() {
    undoable.set(Optional.ofNullable(done.peek()).map(Done::correction));
  }

  private void remember(Done decided) {
    done.push(decided);
    showUndoable();
  }

  private SuspectImage following(SuspectImage doubt) {
    var doubts = queue.get().map(LabelQueue::doubts).orElseThrow();
    return doubts.get((doubts.indexOf(doubt) + 1) % doubts.size());
  }

  private void putBack(SuspectImage doubt) {
    if (isShown(doubt.judged())) {
      queue.set(queue.get().map(shown -> shown.with(doubt)));
      ask(doubt);
    }
  }

  private boolean isShown(Judged judged) {
    return queue.get().filter(shown -> shown.judged().equals(judged)).isPresent();
  }

  /**
   * Changes what is kept.
   *
   * @param failed what to do if it cannot be written
   */
  private void change(Judged judged, UnaryOperator<Corrections> change, Runnable failed) {
    background.execute(
        () -> {
          try {
            CorrectionStore store = library.corrections();
            Corrections now = store.change(judged.source(), change);
            Kept found = kept(store, judged, now);
            fxThread.execute(
                () -> {
                  problem.set(Optional.empty());
                  show(judged, found);
                  library.decided(judged.source());
                });
          } catch (DataException e) {
            fxThread.execute(
                () -> {
                  problem.set(Optional.of(Reason.of(e)));
                  failed.run();
                });
          }
        });
  }

  private void show(Judged judged, Kept found) {
    if (isShown(judged)) {
      kept.set(found);
    }
  }

  private static Kept kept(CorrectionStore store, Judged judged, Corrections corrections)
      throws DataException {
    return new Kept(
        corrections,
        Optional.of(LabelAccuracy.of(judged, corrections)),
        store.file(judged.source()));
  }

  private void follow() {
    if (!active.get()) {
      return;
    }
    Optional<JudgeRequest> now = request();
    if (now.isEmpty()) {
      requested = Optional.empty();
      queue.set(Optional.empty());
      current.set(Optional.empty());
      kept.set(Kept.NOTHING);
      newerStep.set(OptionalLong.empty());
    } else if (requested.filter(now.get()::continues).isEmpty()) {
      open(now.get());
    } else {
      long step = now.get().evaluation().step();
      newerStep.set(
          requested.get().evaluation().step() < step
              ? OptionalLong.of(step)
              : OptionalLong.empty());
    }
  }

  private Optional<JudgeRequest> request() {
    JudgedSplit wanted = subject.get();
    Optional<Evaluation> evaluation = evaluation(wanted);
    long judge = wanted == JudgedSplit.TRAINING ? 0 : network.number();
    return lens.data()
        .filter(data -> wanted != JudgedSplit.TEST || isOf(evaluation, data.test()))
        .flatMap(
            data ->
                evaluation.map(
                    some ->
                        new JudgeRequest(wanted, data, some, lens.configProperty().get(), judge)));
  }

  private Optional<Evaluation> evaluation(JudgedSplit wanted) {
    return switch (wanted) {
      case TEST -> lens.view().flatMap(NetworkView::evaluation);
      case HELD_OUT -> lens.view().flatMap(NetworkView::heldOut);
      case TRAINING -> lens.data().flatMap(judge::evaluation);
    };
  }

  private static boolean isOf(Optional<Evaluation> evaluation, Dataset set) {
    return evaluation.filter(some -> some.size() == set.size()).isPresent();
  }

  private void open(JudgeRequest request) {
    requested = Optional.of(request);
    newerStep.set(OptionalLong.empty());
    background.execute(
        () -> {
          try {
            CorrectionStore store = library.corrections();
            Corrections corrections = store.read(request.data().source());
            Judged judged = request.judged();
            Opened opened =
                new Opened(LabelQueue.of(judged, corrections), kept(store, judged, corrections));
            fxThread.execute(() -> deliver(request, opened));
          } catch (DataException e) {
            fxThread.execute(() -> problem.set(Optional.of(Reason.of(e))));
          }
        });
  }

  private void deliver(JudgeRequest request, Opened opened) {
    // A newer wish has overtaken this one if they differ.
    if (requested.filter(request::equals).isPresent()) {
      problem.set(Optional.empty());
      queue.set(Optional.of(opened.queue()));
      kept.set(opened.kept());
      opened.queue().doubts().stream()
          .findFirst()
          .ifPresentOrElse(this::ask, () -> current.set(Optional.empty()));
    }
  }

  private void ask(SuspectImage doubt) {
    current.set(Optional.of(doubt));
    if (doubt.judged().split() == Split.TEST && active.get()) {
      selection.imageProperty().set(new ChosenImage.OfTestSet(doubt.image()));
    }
  }
}
