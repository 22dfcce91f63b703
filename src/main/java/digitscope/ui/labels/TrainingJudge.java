package digitscope.ui.labels;

import digitscope.config.RunConfig;
import digitscope.data.DataSplits;
import digitscope.data.Progress;
import digitscope.eval.Evaluation;
import digitscope.session.CrossValidation;
import digitscope.ui.control.Messages;
import digitscope.ui.fx.BackgroundTask;
import digitscope.ui.fx.BackgroundTasks;
import digitscope.ui.fx.Lens;
import digitscope.ui.fx.Problem;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/**
 * Judges the training images of the session, in the background: each by one of several networks
 * like the session's that are trained without it.
 */
public final class TrainingJudge {
  /** Networks, each of which judges those images that it does not learn from. */
  static final int FOLDS = 4;

  static final int EPOCHS = 2;

  private final Messages messages = Messages.of("labels");
  private final Lens lens;
  private final BackgroundTasks tasks;
  private final ReadOnlyObjectWrapper<Optional<BackgroundTask<Evaluation>>> judging =
      new ReadOnlyObjectWrapper<>(this, "judging", Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<Verdicts>> verdicts =
      new ReadOnlyObjectWrapper<>(this, "verdicts", Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<String>> problem =
      new ReadOnlyObjectWrapper<>(this, "problem", Optional.empty());

  /**
   * What came of it.
   *
   * @param data whose training images were judged
   */
  record Verdicts(DataSplits data, Evaluation evaluation) {}

  TrainingJudge(Lens lens, BackgroundTasks tasks) {
    this.lens = lens;
    this.tasks = tasks;
  }

  /** The judging that goes on. */
  public ReadOnlyObjectProperty<Optional<BackgroundTask<Evaluation>>> judgingProperty() {
    return judging.getReadOnlyProperty();
  }

  /** What came of the last judging; maybe of other data than the session's. */
  ReadOnlyObjectProperty<Optional<Verdicts>> verdictsProperty() {
    return verdicts.getReadOnlyProperty();
  }

  /** Why the last judging failed, in a sentence. */
  ReadOnlyObjectProperty<Optional<String>> problemProperty() {
    return problem.getReadOnlyProperty();
  }

  /** What was said of these training images. */
  Optional<Evaluation> evaluation(DataSplits data) {
    return verdicts.get().filter(found -> found.data.equals(data)).map(Verdicts::evaluation);
  }

  /** Judges the training images, unless there is no session, or they are being judged. */
  public void judge() {
    Optional<DataSplits> data = lens.data();
    Optional<RunConfig> config = lens.configProperty().get();
    if (judging.get().isPresent() || data.isEmpty() || config.isEmpty()) {
      return;
    }
    problem.set(Optional.empty());
    DataSplits judged = data.get();
    RunConfig shorter = config.get().withTraining(config.get().training().withEpochs(EPOCHS));
    BackgroundTask<Evaluation> task =
        tasks.start(
            messages.get("judging"),
            own -> CrossValidation.judge(judged.train(), shorter, FOLDS, new TaskProgress(own)));
    judging.set(Optional.of(task));
    var unused =
        task.result()
            .whenComplete(
                (evaluation, error) -> {
                  judging.set(Optional.empty());
                  if (error == null) {
                    verdicts.set(Optional.of(new Verdicts(judged, evaluation)));
                  } else if (!(Problem.unwrap(error) instanceof CancellationException)) {
                    problem.set(Optional.of(Problem.of(Problem.unwrap(error)).message()));
                  }
                });
  }

  private record TaskProgress(BackgroundTask<?> task) implements Progress {
    @Override
    public void advance(double fraction) {
      task.report(fraction, 1);
    }

    @Override
    public boolean isCancelled() {
      return task.isCancelled();
    }
  }
}
