package digitscope.ui.control.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.eval.ConfusionMatrix;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javafx.scene.paint.Color;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;

class MatrixFacesTest {
  private static final ConfusionMatrix NOW =
      new ConfusionMatrix(new int[][] {{90, 10, 0}, {5, 45, 0}, {0, 0, 0}});
  private static final ConfusionMatrix THEN =
      new ConfusionMatrix(new int[][] {{80, 20, 0}, {2, 48, 0}, {0, 0, 0}});

  private final MatrixView view = new MatrixView();

  @BeforeAll
  static void startToolkit() throws TimeoutException {
    FxToolkit.registerPrimaryStage();
  }

  @BeforeEach
  void show() {
    view.matrixProperty().set(NOW);
  }

  private MatrixFaces.Face face(int actual, int predicted) {
    return new MatrixFaces(view).of(actual, predicted);
  }

  @Test
  void countsErrorsAndGivesTheirPartOfTheRow() {
    assertThat(face(0, 1).main()).isEqualTo("10");
    assertThat(face(0, 1).detail()).isEqualTo("10.0 %");
    assertThat(face(0, 0).main()).isEqualTo("90");
    assertThat(face(0, 0).detail()).isEqualTo("90.0 %");
  }

  @Test
  void givesPartsOfRowsOrColumns() {
    view.modeProperty().set(MatrixMode.ROW_SHARE);
    assertThat(face(1, 0).main()).isEqualTo("10.0 %");
    assertThat(face(1, 0).detail()).isEqualTo("5");
    view.modeProperty().set(MatrixMode.COLUMN_SHARE);
    assertThat(face(1, 0).main()).isEqualTo("5.3 %");
    assertThat(face(1, 1).main()).isEqualTo("81.8 %");
    assertThat(face(1, 1).detail()).isEqualTo("45/55");
  }

  @Test
  void says100PercentOnlyOfAll() {
    view.modeProperty().set(MatrixMode.ROW_SHARE);
    view.matrixProperty().set(new ConfusionMatrix(new int[][] {{999, 1}, {0, 3}}));
    assertThat(face(0, 0).narrow()).isEqualTo("99 %");
    assertThat(face(1, 1).narrow()).isEqualTo("100 %");
  }

  @Test
  void leavesTheShareOfAnEmptyClassUndefined() {
    assertThat(face(2, 2).main()).isEqualTo("0");
    assertThat(face(2, 2).detail()).isEqualTo("–");
    view.modeProperty().set(MatrixMode.ROW_SHARE);
    assertThat(face(2, 2).main()).isEqualTo("–");
    view.modeProperty().set(MatrixMode.COLUMN_SHARE);
    assertThat(face(2, 2).main()).isEqualTo("–");
  }

  @Test
  void showsMoreAndFewerWithTheirSignAndWhatIsBetterInTheColorOfRight() {
    view.modeProperty().set(MatrixMode.CHANGE);
    view.referenceProperty().set(Optional.of(new MatrixReference(THEN, "before")));
    assertThat(face(0, 0).main()).isEqualTo("+10");
    assertThat(face(0, 1).main()).isEqualTo("−10");
    assertThat(face(0, 1).detail()).isEqualTo("−10.0 %");
    assertThat(face(1, 0).main()).isEqualTo("+3");
    assertThat(face(2, 1).isFaint()).isTrue();
    assertThat(face(0, 0).background()).isEqualTo(view.colors().ofRight(1));
    assertThat(face(0, 1).background()).isEqualTo(view.colors().ofRight(1));
    assertThat(face(1, 0).background()).isEqualTo(view.colors().ofWrong(3, 10));
    assertThat(face(1, 1).background()).isEqualTo(view.colors().ofWrong(3, 10));
  }

  @Test
  void comparesNothingWithAMatrixOfOtherClasses() {
    view.modeProperty().set(MatrixMode.CHANGE);
    ConfusionMatrix other = new ConfusionMatrix(new int[][] {{1, 2}, {3, 4}});
    view.referenceProperty().set(Optional.of(new MatrixReference(other, "before")));
    assertThat(face(0, 0).main()).isEqualTo("0");
  }

  @Test
  void leavesOutWhatIsRightIfThatIsHidden() {
    view.diagonalHiddenProperty().set(true);
    assertThat(face(0, 0).main()).isEmpty();
    assertThat(face(0, 0).background()).isEqualTo(Color.TRANSPARENT);
    assertThat(face(0, 1).main()).isEqualTo("10");
  }

  @Test
  void colorsByTheLogarithmOfTheCountIfThatIsWanted() {
    view.logarithmicProperty().set(true);
    assertThat(face(0, 1).background()).isEqualTo(view.colors().ofWrongByCount(10, 10));
    assertThat(face(1, 0).background()).isEqualTo(view.colors().ofWrongByCount(5, 10));
  }

  @Test
  void hasAPercentSignOnlyWhereItIsAPercentage() {
    for (int i = 0; i < 3; i++) {
      assertThat(face(i, i).main()).matches("\\d+");
      assertThat(face(i, i).narrow()).matches("\\d+");
      assertThat(face(i, i).detail()).matches("–|.* %");
    }
  }
}
