package digitscope.run;

import digitscope.io.Reason;
import digitscope.network.Checkpoint;
import digitscope.run.Timeline.Mark;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** The weights of the steps of a run that are stored, to be looked at. */
final class StoredWeights {
  private final RunFolder run;
  private final Consumer<String> notes;

  /**
   * @param notes hears in a sentence each of what is left out because it is damaged
   */
  StoredWeights(RunFolder run, Consumer<String> notes) {
    this.run = run;
    this.notes = notes;
  }

  /**
   * Those of a step.
   *
   * @throws RunException if they are not stored (then naming the steps that are near) or damaged
   */
  Checkpoint at(long step) throws RunException {
    if (!run.checkpointSteps().contains(step)) {
      return moment(step, run.timeline(run.moments()));
    }
    try {
      // It knows more: what early stopping found, and the learning rate.
      return run.checkpoint(step);
    } catch (RunException e) {
      MomentStore moments = run.moments();
      if (!moments.has(step)) {
        throw e;
      }
      notes.accept(
          String.format(
              Locale.ROOT, "Using the stored weights of step %d. %s", step, Reason.of(e)));
      return moment(step, run.timeline(moments));
    }
  }

  /**
   * Those that the run came to.
   *
   * @throws RunException if there are none
   */
  Checkpoint newest() throws RunException {
    if (run.checkpointSteps().isEmpty()) {
      Timeline timeline = run.timeline(run.moments());
      List<Mark> marks = timeline.marks().stream().filter(Mark::hasNetwork).toList();
      if (!marks.isEmpty()) {
        return moment(marks.get(marks.size() - 1).step(), timeline);
      }
    }
    return run.lastCheckpoint().result();
  }

  private Checkpoint moment(long step, Timeline timeline) throws RunException {
    List<Mark> marks = timeline.marks().stream().filter(Mark::hasNetwork).toList();
    Nearest.check(marks, step);
    Provenance from = run.provenance();
    return timeline.at(step).weights(run.config(), from.imageShape(), from.classNames().size());
  }
}
