package digitscope.ui.confusion;

import digitscope.eval.Evaluation;
import digitscope.ui.confusion.OtherSetViewModel.Stage;
import digitscope.ui.control.AdaptiveGrid;
import digitscope.ui.control.matrix.MatrixView;
import java.util.Optional;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** The matrix of the run, and beside it that of another data set while there is one. */
final class MatrixPair extends StackPane {
  private static final double LEAST_WIDTH = 280;
  private static final double LEAST_HEIGHT = 320;
  private static final double GAP = 16;

  private final MatrixView matrix;
  private final SetHeader header = new SetHeader("own");
  private final AdaptiveGrid grid;
  private Optional<Evaluation> evaluation = Optional.empty();
  private Optional<OtherSetViewModel> model = Optional.empty();
  private boolean isOpen;

  MatrixPair(MatrixView matrix) {
    this.matrix = matrix;
    VBox own = new VBox(header, matrix);
    own.getStyleClass().add("other-set");
    VBox.setVgrow(matrix, Priority.ALWAYS);
    header.setManaged(false);
    header.setVisible(false);
    grid = new AdaptiveGrid(LEAST_WIDTH, 2, GAP, own);
    getStyleClass().add("matrix-pair");
    getChildren().add(grid);
  }

  /**
   * Shows another set as soon as one is asked for.
   *
   * @param onOpened called when another set begins or ends to be shown
   * @param onChosen called when something is chosen in its matrix
   */
  void follow(OtherSetViewModel other, Runnable onOpened, Runnable onChosen) {
    model = Optional.of(other);
    OtherSetView view = new OtherSetView(other, matrix, onChosen);
    view.setMinHeight(LEAST_HEIGHT);
    header.minHeightProperty().bind(view.headerHeight());
    Runnable arrange =
        () -> {
          boolean wanted = other.stateProperty().get().stage() != Stage.CLOSED;
          if (wanted != isOpen) {
            isOpen = wanted;
            header.setManaged(wanted);
            header.setVisible(wanted);
            if (wanted) {
              grid.getChildren().add(view);
            } else {
              grid.getChildren().remove(view);
            }
            onOpened.run();
          }
          showHeader();
        };
    other.stateProperty().addListener(changed -> arrange.run());
    arrange.run();
  }

  /** Whether another set is shown. */
  boolean isOpen() {
    return isOpen;
  }

  /** Says what the matrix of the run is of. */
  void show(Evaluation found) {
    evaluation = Optional.of(found);
    showHeader();
  }

  private void showHeader() {
    model.ifPresent(other -> evaluation.ifPresent(found -> header.show(other.ownTitle(), found)));
  }
}
