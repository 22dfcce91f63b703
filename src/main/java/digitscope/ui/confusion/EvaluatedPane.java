package digitscope.ui.confusion;

import digitscope.ui.confusion.ConfusionViewModel.Stage;
import digitscope.ui.control.EmptyState;
import digitscope.ui.control.Messages;
import javafx.scene.Node;
import javafx.scene.layout.StackPane;
import org.kordamp.ikonli.materialdesign2.MaterialDesignG;
import org.kordamp.ikonli.materialdesign2.MaterialDesignT;

/** Shows its content once there is an evaluation, and until then why there is none. */
final class EvaluatedPane extends StackPane {
  private final ConfusionViewModel model;
  private final Node content;
  private final EmptyState noSession;
  private final EmptyState waiting;
  private final EmptyState evaluating;

  EvaluatedPane(ConfusionViewModel model, Node content) {
    this.model = model;
    this.content = content;
    Messages messages = Messages.of("confusion");
    noSession =
        new EmptyState(
            MaterialDesignG.GRID, messages.get("empty.title"), messages.get("empty.text"));
    waiting =
        new EmptyState(
            MaterialDesignT.TIMER_SAND,
            messages.get("waiting.title"),
            messages.get("waiting.text"));
    evaluating =
        new EmptyState(
            MaterialDesignT.TIMER_SAND,
            messages.get("evaluating.title"),
            messages.get("evaluating.text"));
    getChildren().addAll(content, noSession, waiting, evaluating);
    model.evaluationProperty().addListener(changed -> show());
    model.stageProperty().addListener(changed -> show());
    show();
  }

  private void show() {
    boolean evaluated = model.evaluationProperty().get().isPresent();
    content.setVisible(evaluated);
    Stage stage = model.stageProperty().get();
    noSession.setVisible(!evaluated && stage == Stage.NO_RUN);
    waiting.setVisible(!evaluated && stage == Stage.TRAINING);
    evaluating.setVisible(!evaluated && stage == Stage.OVER);
  }
}
