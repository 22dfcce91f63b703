package digitscope.ui.confusion;

import atlantafx.base.theme.Styles;
import digitscope.eval.Evaluation;
import digitscope.ui.confusion.OtherSetViewModel.Stage;
import digitscope.ui.confusion.OtherSetViewModel.State;
import digitscope.ui.control.IconButtons;
import digitscope.ui.control.Messages;
import digitscope.ui.control.matrix.MatrixMode;
import digitscope.ui.control.matrix.MatrixView;
import java.util.List;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;

/** The confusion matrix of another data set, or why there is none yet. */
final class OtherSetView extends VBox {
  private final Messages messages = Messages.of("evaluate");
  private final OtherSetViewModel model;
  private final MatrixView matrix = new MatrixView();
  private final SetHeader header = new SetHeader("other");
  private final Button close;
  private final Label sentence = new Label();
  private final ProgressBar progress = new ProgressBar();
  private final Button download = new Button(messages.get("download"));
  private final VBox message = new VBox(sentence, progress, download);

  /**
   * @param own the matrix beside which it stands, and which it looks like
   * @param onChosen called when something is chosen in the matrix
   */
  OtherSetView(OtherSetViewModel model, MatrixView own, Runnable onChosen) {
    this.model = model;
    setId("other-set");
    getStyleClass().add("other-set");
    close = IconButtons.button(MaterialDesignC.CLOSE, messages.get("close"), model::close);
    close.setId("other-close");
    close.getStyleClass().addAll(Styles.SMALL, Styles.FLAT);
    matrix.setId("other-matrix");
    matrix.detailedProperty().bind(own.detailedProperty());
    matrix.coursesShownProperty().set(false);
    matrix
        .modeProperty()
        .bind(own.modeProperty().map(mode -> mode == MatrixMode.CHANGE ? MatrixMode.COUNTS : mode));
    matrix.orderProperty().bind(own.orderProperty());
    matrix.diagonalHiddenProperty().bind(own.diagonalHiddenProperty());
    matrix.logarithmicProperty().bind(own.logarithmicProperty());
    matrix.choiceProperty().bindBidirectional(model.choiceProperty());
    matrix.setOnChosen(onChosen);
    fillMessage();
    StackPane body = new StackPane(matrix, message);
    VBox.setVgrow(body, Priority.ALWAYS);
    header.getChildren().add(close);
    getChildren().addAll(header, body);
    model.stateProperty().addListener(changed -> show());
    show();
  }

  /** How high its header is: the other matrix starts at the same height. */
  ReadOnlyDoubleProperty headerHeight() {
    return header.heightProperty();
  }

  private void fillMessage() {
    message.getStyleClass().add("other-message");
    message.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
    sentence.setId("other-sentence");
    sentence.setWrapText(true);
    sentence.setMinHeight(Region.USE_PREF_SIZE);
    progress.progressProperty().bind(model.progressProperty());
    download.setId("other-download");
    download.getStyleClass().add(Styles.ACCENT);
    download.setOnAction(
        event -> {
          // The focus of a button that goes would move elsewhere, and the page scroll after it.
          close.requestFocus();
          model.download();
        });
    List.of(progress, download)
        .forEach(node -> node.managedProperty().bind(node.visibleProperty()));
  }

  private void show() {
    State state = model.stateProperty().get();
    Stage stage = state.stage();
    matrix.setVisible(stage == Stage.SHOWN);
    message.setVisible(stage != Stage.SHOWN);
    sentence.setText(state.sentence());
    progress.setVisible(stage == Stage.READING || stage == Stage.EVALUATING);
    boolean isRetry = stage == Stage.REFUSED && model.canRetry();
    download.setText(messages.get(isRetry ? "retry" : "download"));
    download.setVisible(stage == Stage.MISSING || isRetry);
    header.show(state.title());
    state.evaluation().ifPresent(found -> show(state.title(), found));
  }

  private void show(String title, Evaluation found) {
    header.show(title, found);
    matrix.classNamesProperty().set(model.classNames());
    matrix.matrixProperty().set(found.confusion());
  }
}
