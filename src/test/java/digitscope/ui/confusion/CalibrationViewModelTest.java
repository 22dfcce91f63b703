package digitscope.ui.confusion;

import static digitscope.ui.fx.SampleSnapshots.evaluation;
import static org.assertj.core.api.Assertions.assertThat;

import digitscope.eval.Calibration;
import digitscope.eval.Evaluation;
import digitscope.eval.Temperature;
import digitscope.ui.confusion.CalibrationViewModel.Finding;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.junit.jupiter.api.Test;

class CalibrationViewModelTest {
  private final ObjectProperty<Optional<Evaluation>> tested =
      new SimpleObjectProperty<>(Optional.empty());
  private final ObjectProperty<Optional<Evaluation>> heldOut =
      new SimpleObjectProperty<>(Optional.empty());
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private final CalibrationViewModel model =
      new CalibrationViewModel(tested, heldOut, waiting::add, Runnable::run);
  private final Evaluation first = evaluation(100, 10, 500, 1);

  @Test
  void measuresTheNewestEvaluationOnceSomebodyLooks() {
    tested.set(Optional.of(first));
    assertThat(waiting).isEmpty();
    look();
    assertThat(finding().calibration()).isEqualTo(Calibration.of(first, 10));
    assertThat(finding().temperature()).isEmpty();
  }

  @Test
  void scalesByATemperatureThatTheHeldOutImagesGive() {
    Evaluation others = evaluation(100, 10, 300, 2);
    tested.set(Optional.of(first));
    heldOut.set(Optional.of(others));
    look();
    double temperature = Temperature.fit(others);
    assertThat(finding().temperature()).hasValue(temperature);
    assertThat(finding().calibration()).isEqualTo(finding().unscaled());
    model.scaledProperty().set(true);
    work();
    assertThat(finding().calibration())
        .isEqualTo(Calibration.of(Temperature.apply(first, temperature), 10));
    assertThat(finding().unscaled()).isEqualTo(Calibration.of(first, 10));
  }

  @Test
  void saysWhatNotAnsweringGains() {
    tested.set(Optional.of(first));
    look();
    assertThat(finding().at(0).answered()).isEqualTo(1);
    assertThat(finding().at(0).accuracy()).isEqualTo(first.accuracy());
    assertThat(finding().at(1).answered()).isZero();
  }

  @Test
  void dropsWhatComesTooLate() {
    tested.set(Optional.of(first));
    model.activeProperty().set(true);
    Runnable slow = waiting.remove();
    tested.set(Optional.of(evaluation(200, 10, 500, 3)));
    work();
    slow.run();
    assertThat(finding().step()).isEqualTo(200);
  }

  @Test
  void forgetsTheOldRun() {
    tested.set(Optional.of(first));
    look();
    tested.set(Optional.empty());
    assertThat(model.findingProperty().get()).isEmpty();
  }

  private void look() {
    model.activeProperty().set(true);
    work();
  }

  private void work() {
    while (!waiting.isEmpty()) {
      waiting.remove().run();
    }
  }

  private Finding finding() {
    return model.findingProperty().get().orElseThrow();
  }
}
