package digitscope.ui.labels;

import atlantafx.base.theme.Styles;
import digitscope.eval.Evaluation;
import digitscope.ui.control.EmptyState;
import digitscope.ui.control.Messages;
import digitscope.ui.fx.BackgroundTask;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.materialdesign2.MaterialDesignS;

/** Begins to judge the training images, and shows how far that is. */
final class JudgingPane extends VBox {
  private final TrainingJudge judge;
  private final Button begin;
  private final ProgressBar progress = new ProgressBar();
  private final HBox running;

  JudgingPane(TrainingJudge judge) {
    this.judge = judge;
    Messages messages = Messages.of("labels");
    getStyleClass().add("labels-judging");
    begin = new Button(messages.get("judge"));
    begin.setId("labels-judge");
    begin.getStyleClass().add(Styles.ACCENT);
    begin.setOnAction(event -> judge.judge());
    begin.managedProperty().bind(begin.visibleProperty());
    Button cancel = new Button(messages.get("judge.cancel"));
    cancel.setId("labels-judge-cancel");
    cancel.getStyleClass().addAll(Styles.SMALL, Styles.FLAT);
    cancel.setOnAction(event -> judge.judgingProperty().get().ifPresent(BackgroundTask::cancel));
    running = new HBox(progress, cancel);
    running.getStyleClass().add("labels-header");
    running.managedProperty().bind(running.visibleProperty());
    getChildren()
        .setAll(
            new EmptyState(
                MaterialDesignS.SCALE_BALANCE,
                messages.get("judge.title"),
                messages.get(
                    "judge.text",
                    TrainingJudge.FOLDS,
                    TrainingJudge.EPOCHS,
                    (TrainingJudge.FOLDS - 1) * TrainingJudge.EPOCHS)),
            begin,
            running);
    judge.judgingProperty().addListener(changed -> show());
    show();
  }

  private void show() {
    Optional<BackgroundTask<Evaluation>> task = judge.judgingProperty().get();
    progress.progressProperty().unbind();
    task.ifPresent(own -> progress.progressProperty().bind(own.progressProperty()));
    begin.setVisible(task.isEmpty());
    running.setVisible(task.isPresent());
  }
}
