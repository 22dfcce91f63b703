package digitscope.run;

import digitscope.eval.Evaluation;
import digitscope.io.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;

/**
 * The steps of a run that can be looked at: its moments, those that are added while it is trained
 * among them, and where there is no moment the checkpoints and the history that were on disk when
 * this was made and are still there.
 */
final class RecordedTimeline implements Timeline {
  private final RunFolder run;
  private final MomentStore moments;
  private final Consumer<String> notes;
  private final Set<Long> evaluated = ConcurrentHashMap.newKeySet();
  private final NavigableMap<Long, KnownStep> others = new ConcurrentSkipListMap<>();

  /**
   * @param notes hears in a sentence each of what is left out because it is damaged
   */
  RecordedTimeline(RunFolder run, MomentStore moments, Consumer<String> notes) {
    this.run = run;
    this.moments = moments;
    this.notes = notes;
    evaluated.addAll(run.historyFolder().steps());
    Map<Long, Double> losses = testLosses();
    for (long step : evaluated) {
      others.put(step, new KnownStep(step, false, loss(losses, step), Double.NaN));
    }
    for (long step : trained()) {
      others.put(step, new KnownStep(step, true, loss(losses, step), Double.NaN));
    }
  }

  private static double loss(Map<Long, Double> losses, long step) {
    return losses.getOrDefault(step, Double.NaN);
  }

  private List<Long> trained() {
    try {
      return run.checkpoints().knownSteps();
    } catch (RunException e) {
      notes.accept(Reason.of(e));
      return List.of();
    }
  }

  private Map<Long, Double> testLosses() {
    Map<Long, Double> losses = new HashMap<>();
    try {
      run.evaluations().forEach(found -> losses.put(found.step(), found.loss()));
    } catch (RunException e) {
      notes.accept(Reason.of(e));
    }
    return losses;
  }

  /** Takes note that the checkpoint of a step is to be deleted. */
  void forgetCheckpoint(long step) {
    KnownStep known = others.remove(step);
    if (known != null && evaluated.contains(step)) {
      others.put(step, known.withoutNetwork());
    }
  }

  /** Takes note that the history is to keep no other evaluations than those of these steps. */
  void keepEvaluations(Set<Long> steps) {
    evaluated.retainAll(steps);
    others.values().removeIf(one -> !one.hasNetwork() && !evaluated.contains(one.step()));
  }

  /** By rising step. */
  List<KnownStep> known() {
    SortedMap<Long, KnownStep> all = new TreeMap<>(others);
    moments.known().forEach(known -> all.put(known.step(), known));
    return List.copyOf(all.values());
  }

  @Override
  public List<Mark> marks() {
    return KnownStep.marks(known(), run.stepsPerEpoch());
  }

  @Override
  public Moment at(long step) throws RunException {
    Optional<Moment> moment = moments.has(step) ? moment(step) : Optional.empty();
    if (moment.isPresent()) {
      return moment.get();
    }
    KnownStep known = others.get(step);
    if (known == null) {
      // There never was one, or the session that trains the run has just deleted it.
      throw new RunException(Nearest.sentence(marks(), step));
    }
    return other(known);
  }

  /** Empty if it is to be found elsewhere. */
  private Optional<Moment> moment(long step) throws RunException {
    try {
      return Optional.of(moments.read(step));
    } catch (IOException e) {
      if (!moments.has(step)) {
        return Optional.empty();
      }
      Path file = moments.file(step);
      KnownStep known = others.get(step);
      if (known != null && known.hasNetwork()) {
        notes.accept("The stored step %s was skipped: %s".formatted(file, Reason.of(e)));
        return Optional.empty();
      }
      List<Mark> sound = marks().stream().filter(mark -> mark.step() != step).toList();
      throw new RunException(
          "The stored step %s cannot be used: %s. %s"
              .formatted(file, Reason.of(e), Nearest.sentence(sound, step)),
          e);
    }
  }

  private Moment other(KnownStep known) throws RunException {
    long step = known.step();
    Optional<float[]> parameters =
        known.hasNetwork()
            ? Optional.of(run.checkpoints().at(step).parameters())
            : Optional.empty();
    Optional<Evaluation> test =
        evaluated.contains(step)
            ? run.historyFolder().readIfSound(step, run.records().testImages())
            : Optional.empty();
    return new Moment(step, parameters, test, Optional.empty(), Optional.empty());
  }
}
