package digitscope.ui.confusion;

import digitscope.eval.CellChoice;
import digitscope.eval.ConfusionAt;
import digitscope.eval.Evaluation;
import digitscope.eval.EvaluationHistory;
import digitscope.io.Reason;
import digitscope.run.RunException;
import digitscope.session.NetworkView;
import digitscope.ui.control.Messages;
import digitscope.ui.control.matrix.MatrixReference;
import digitscope.ui.fx.Lens;
import digitscope.ui.fx.RecentRun;
import digitscope.ui.fx.RunOutcomes;
import digitscope.ui.fx.Selection;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;

/** With what the newest evaluation is compared: an earlier one, or one of another run. */
public final class ComparisonViewModel {
  private static final int MOST_RECENT = 12;

  private final Messages messages = Messages.of("confusion");
  private final Lens lens;
  private final Selection selection;
  private final ReadOnlyObjectProperty<EvaluationHistory> history;
  private final Supplier<List<String>> classNames;
  private final Executor background;
  private final Executor fxThread;
  private final ObjectProperty<Reference> since =
      new SimpleObjectProperty<>(this, "since", Reference.Ago.EPOCH);
  private final ReadOnlyObjectWrapper<Optional<OtherRun>> otherRun =
      new ReadOnlyObjectWrapper<>(this, "otherRun", Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<Compared>> compared =
      new ReadOnlyObjectWrapper<>(this, "compared", Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<String>> note =
      new ReadOnlyObjectWrapper<>(this, "note", Optional.empty());
  private final ReadOnlyObjectWrapper<List<RecentRun>> recentRuns =
      new ReadOnlyObjectWrapper<>(this, "recentRuns", List.of());
  private Optional<String> problem = Optional.empty();

  /**
   * Another run.
   *
   * @param step of its evaluation; empty for the step that this run has come to
   */
  public record OtherRun(RunOutcomes run, OptionalLong step) {}

  /**
   * What is compared with.
   *
   * @param run name of the other run; empty if it is the same one
   * @param at step and matrix of the evaluation
   * @param name how a sentence goes on after "3 fewer than"
   */
  public record Compared(Optional<String> run, ConfusionAt at, String name) {
    MatrixReference reference() {
      return new MatrixReference(at.confusion(), name);
    }
  }

  /**
   * @param history of the run that is shown
   * @param evaluation the newest one, set after the history
   * @param classNames of its classes
   * @param background reads runs, off the JavaFX thread
   */
  ComparisonViewModel(
      Lens lens,
      Selection selection,
      ReadOnlyObjectProperty<EvaluationHistory> history,
      ReadOnlyObjectProperty<Optional<Evaluation>> evaluation,
      Supplier<List<String>> classNames,
      Executor background,
      Executor fxThread) {
    this.lens = lens;
    this.selection = selection;
    this.history = history;
    this.classNames = classNames;
    this.background = background;
    this.fxThread = fxThread;
    evaluation.addListener(
        changed -> {
          if (evaluation.get().isEmpty()) {
            // Another run begins.
            problem = Optional.empty();
          }
          compare();
        });
    otherRun.addListener(changed -> compare());
    since.addListener(
        changed -> {
          compare();
          moveChoice();
        });
  }

  /** Which evaluation of the same run is compared with, and since when something is new. */
  public ObjectProperty<Reference> sinceProperty() {
    return since;
  }

  /** The other run that is compared with; empty if it is the same one. */
  public ReadOnlyObjectProperty<Optional<OtherRun>> otherRunProperty() {
    return otherRun.getReadOnlyProperty();
  }

  /** What is compared with; empty if there is nothing yet. */
  public ReadOnlyObjectProperty<Optional<Compared>> comparedProperty() {
    return compared.getReadOnlyProperty();
  }

  /** What the user should know of the comparison, or why a run cannot be compared with. */
  public ReadOnlyObjectProperty<Optional<String>> noteProperty() {
    return note.getReadOnlyProperty();
  }

  /** Runs to choose from, as {@link #refreshRuns} found them. */
  public ReadOnlyObjectProperty<List<RecentRun>> recentRunsProperty() {
    return recentRuns.getReadOnlyProperty();
  }

  /** Reads in the background which runs there are. */
  public void refreshRuns() {
    background.execute(
        () -> {
          try {
            List<RecentRun> found = RecentRun.list(lens.runs(), MOST_RECENT);
            fxThread.execute(() -> recentRuns.set(others(found)));
          } catch (RunException e) {
            fxThread.execute(() -> complain(Reason.of(e)));
          }
        });
  }

  private List<RecentRun> others(List<RecentRun> found) {
    return found.stream().filter(run -> !isShown(run.path())).toList();
  }

  private boolean isShown(Path run) {
    return lens.folder().filter(own -> whole(own).equals(whole(run))).isPresent();
  }

  private static Path whole(Path folder) {
    return folder.toAbsolutePath().normalize();
  }

  /** Reads a run in the background and compares with the last of its evaluations. */
  public void compareWith(Path folder) {
    background.execute(
        () -> {
          try {
            RunOutcomes run = RunOutcomes.read(folder);
            fxThread.execute(() -> take(run));
          } catch (RunException e) {
            fxThread.execute(() -> complain(Reason.of(e)));
          }
        });
  }

  /** Compares with the same run again. */
  public void compareWithThisRun(Reference reference) {
    problem = Optional.empty();
    otherRun.set(Optional.empty());
    since.set(reference);
    compare();
  }

  /** Steps whose evaluations can be compared with, rising. */
  public long[] steps() {
    List<ConfusionAt> all = history.get().confusions();
    return fittingRun()
        .map(other -> other.run().confusions())
        .orElseGet(() -> all.subList(0, Math.max(0, all.size() - 1)))
        .stream()
        .mapToLong(ConfusionAt::step)
        .toArray();
  }

  /** Compares with the evaluation of another step, of the run that is compared with. */
  public void setStep(long step) {
    if (fittingRun().isPresent()) {
      otherRun.set(fittingRun().map(other -> new OtherRun(other.run(), OptionalLong.of(step))));
    } else {
      since.set(new Reference.AtStep(step));
    }
  }

  /** Compares with the step of the other run that this run has come to, and goes on with it. */
  public void followStep() {
    otherRun.set(fittingRun().map(other -> new OtherRun(other.run(), OptionalLong.empty())));
  }

  /** The evaluation since which something is new; empty if it is not remembered image by image. */
  public Optional<Evaluation> since() {
    List<Evaluation> all = history.get().evaluations();
    if (all.size() < 2) {
      return Optional.empty();
    }
    Evaluation first = all.get(0);
    if (since.get() instanceof Reference.AtStep at) {
      List<Evaluation> before = all.subList(0, all.size() - 1);
      return before.stream()
          .filter(e -> e.step() <= at.step())
          .reduce((e, next) -> next)
          .or(() -> Optional.of(first));
    }
    return switch ((Reference.Ago) since.get()) {
      case EVALUATION -> Optional.of(all.get(all.size() - 2));
      case FIRST -> Optional.of(first);
      case EPOCH -> Optional.of(history.get().at(epochAgo()).orElse(first));
    };
  }

  /** How a sentence calls an earlier evaluation of the same run. */
  String nameOf(long step) {
    boolean isEpochAgo = step > 0 && step == epochAgo();
    return isEpochAgo ? messages.get("ago.epoch") : nameOfStep(step);
  }

  /** The same, also when the run has gone on. */
  String nameOfStep(long step) {
    return step == 0 ? messages.get("ago.untrained") : messages.get("ago.step", step);
  }

  private void take(RunOutcomes run) {
    problem = reasonAgainst(run);
    if (problem.isEmpty()) {
      otherRun.set(Optional.of(new OtherRun(run, OptionalLong.of(run.last().step()))));
    }
    compare();
  }

  private void complain(String sentence) {
    problem = Optional.of(sentence);
    compare();
  }

  private void compare() {
    Optional<OtherRun> other = fittingRun();
    compared.set(other.map(this::of).or(this::ofThisRun));
    note.set(
        problem
            .or(() -> otherRun.get().flatMap(some -> reasonAgainst(some.run())))
            .or(() -> other.flatMap(this::warning)));
  }

  private Optional<OtherRun> fittingRun() {
    return otherRun.get().filter(some -> reasonAgainst(some.run()).isEmpty());
  }

  private Optional<String> reasonAgainst(RunOutcomes run) {
    if (isShown(run.path())) {
      return Optional.of(messages.get("comparison.self"));
    }
    List<String> own = classNames.get();
    boolean fits = own.isEmpty() || run.classNames().equals(own);
    return fits
        ? Optional.empty()
        : Optional.of(
            messages.get("comparison.classes", run.name(), listed(run.classNames()), listed(own)));
  }

  private static String listed(List<String> names) {
    int most = 4;
    return names.size() <= most
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, most - 1)) + " … " + names.get(names.size() - 1);
  }

  private Optional<String> warning(OtherRun other) {
    int images = history.get().newest().map(Evaluation::size).orElse(0);
    int others = other.run().last().confusion().total();
    return images == 0 || images == others
        ? Optional.empty()
        : Optional.of(messages.get("comparison.images", other.run().name(), others, images));
  }

  private Compared of(OtherRun other) {
    long newest = history.get().newest().map(Evaluation::step).orElse(0L);
    ConfusionAt at = other.run().at(other.step().orElse(newest));
    String name = messages.get("ago.run", other.run().name(), at.step());
    return new Compared(Optional.of(other.run().name()), at, name);
  }

  private Optional<Compared> ofThisRun() {
    List<ConfusionAt> all = history.get().confusions();
    if (all.size() < 2) {
      return Optional.empty();
    }
    ConfusionAt at = earlier(all);
    return Optional.of(new Compared(Optional.empty(), at, nameOf(at.step())));
  }

  private ConfusionAt earlier(List<ConfusionAt> all) {
    if (since.get() instanceof Reference.AtStep at) {
      // A step beyond the one that is shown would be compared with itself.
      return all.subList(0, all.size() - 1).stream()
          .filter(known -> known.step() <= at.step())
          .reduce((known, next) -> next)
          .orElse(all.get(0));
    }
    return switch ((Reference.Ago) since.get()) {
      case EVALUATION -> all.get(all.size() - 2);
      case FIRST -> all.get(0);
      case EPOCH -> history.get().confusionAt(epochAgo()).orElse(all.get(0));
    };
  }

  private long epochAgo() {
    long step = history.get().newest().map(Evaluation::step).orElse(0L);
    return step - lens.view().map(NetworkView::stepsPerEpoch).orElse(0);
  }

  /** What is new is then new since another evaluation. */
  private void moveChoice() {
    if (selection.cellsProperty().get().orElse(null) instanceof CellChoice.Changed changed) {
      since()
          .map(then -> new CellChoice.Changed(changed.change(), then.step()))
          .ifPresent(moved -> selection.cellsProperty().set(Optional.of(moved)));
    }
  }
}
