package digitscope.ui.learning;

import static digitscope.ui.fx.SampleSnapshots.training;
import static org.assertj.core.api.Assertions.assertThat;

import digitscope.config.ConfigException;
import digitscope.config.ConfigFiles;
import digitscope.eval.Metric;
import digitscope.eval.MetricLog;
import digitscope.ui.fx.FakeLens;
import digitscope.ui.fx.Selection;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LearningViewModelTest {
  private final FakeLens lens = new FakeLens();
  private final Selection selection = new Selection();
  private final LearningViewModel model =
      new LearningViewModel(lens, selection, Runnable::run, Runnable::run);
  private final MetricLog log = new MetricLog();
  private int step;

  @Test
  void showsNothingBeforeTheFirstRun() {
    model.activeProperty().set(true);
    assertThat(model.stateProperty().get()).isEmpty();
    assertThat(model.batchLoss().isEmpty()).isTrue();
  }

  @Test
  void readsEveryPointOnce() {
    model.activeProperty().set(true);
    for (int i = 0; i < 5; i++) {
      train(10);
      publish();
    }
    assertThat(model.batchLoss().size()).isEqualTo(50);
    assertThat(model.batchLoss().x(17)).isEqualTo(17);
    assertThat(model.batchLoss().y(17)).isEqualTo(1.0 / 18);
    assertThat(model.learningRate().size()).isEqualTo(50);
  }

  @Test
  void readsNothingWhileNobodyLooksAndCatchesUpAfterwards() {
    train(10);
    publish();
    assertThat(model.batchLoss().isEmpty()).isTrue();
    model.activeProperty().set(true);
    assertThat(model.batchLoss().size()).isEqualTo(10);
    model.activeProperty().set(false);
    train(1000);
    publish();
    assertThat(model.batchLoss().size()).isEqualTo(10);
    assertThat(model.stateProperty().get().orElseThrow().step()).isEqualTo(10);
    model.activeProperty().set(true);
    assertThat(model.batchLoss().size()).isEqualTo(1010);
  }

  @Test
  void startsAgainWithAnotherRun() {
    model.activeProperty().set(true);
    train(100);
    log.append(Metric.TEST_ACCURACY, 100, 0.99);
    publish();
    MetricLog other = new MetricLog();
    other.append(Metric.BATCH_LOSS, 0, 7);
    lens.show(training(1, Optional.empty(), other));
    assertThat(model.batchLoss().size()).isEqualTo(1);
    assertThat(model.trainLoss().lastY()).isEqualTo(7);
    assertThat(model.bestProperty().get()).isEmpty();
  }

  @Test
  void knowsTheBestEvaluationAndWhenItCameFirst() {
    model.activeProperty().set(true);
    log.append(Metric.TEST_ACCURACY, 10, 0.9);
    log.append(Metric.TEST_ACCURACY, 20, 0.97);
    publish();
    log.append(Metric.TEST_ACCURACY, 30, 0.97);
    log.append(Metric.TEST_ACCURACY, 40, 0.95);
    publish();
    assertThat(model.bestProperty().get()).contains(new LearningViewModel.Best(20, 0.97));
  }

  @Test
  void readsWhatWasHeldOutWhereSomethingWas() {
    model.activeProperty().set(true);
    train(10);
    publish();
    assertThat(model.validatesProperty().get()).isFalse();
    log.append(Metric.VALIDATION_LOSS, 10, 0.3);
    log.append(Metric.VALIDATION_ACCURACY, 10, 0.9);
    publish();
    assertThat(model.validatesProperty().get()).isTrue();
    assertThat(model.validationLoss().lastY()).isEqualTo(0.3);
    assertThat(model.validationAccuracy().lastY()).isEqualTo(0.9);
    lens.show(training(1, Optional.empty(), new MetricLog()));
    assertThat(model.validatesProperty().get()).isFalse();
  }

  @Test
  void readsPenaltyAndErrorApartFromTheLoss() {
    model.activeProperty().set(true);
    train(1);
    log.append(Metric.BATCH_ABSOLUTE_ERROR, 0, 0.18);
    publish();
    assertThat(model.penalizesProperty().get()).isFalse();
    log.append(Metric.PENALTY, 1, 0.25);
    log.append(Metric.BATCH_ABSOLUTE_ERROR, 1, 0.08);
    publish();
    assertThat(model.penalizesProperty().get()).isTrue();
    assertThat(model.penalty().lastY()).isEqualTo(0.25);
    assertThat(model.batchError().lastY()).isEqualTo(0.08);
    assertThat(model.trainError().lastY()).isBetween(0.08, 0.18);
    assertThat(model.batchLoss().lastY()).isEqualTo(1);
  }

  @Test
  void saysWhyTestAccuracyIsAboveTrainingAccuracyOnlyWhenItIs() throws ConfigException {
    lens.configProperty().set(Optional.of(new ConfigFiles().preset("mlp")));
    model.activeProperty().set(true);
    log.append(Metric.BATCH_ACCURACY, 0, 0.9);
    log.append(Metric.TEST_ACCURACY, 1, 0.95);
    publish();
    assertThat(model.leadProperty().get()).contains(LeadCause.DRAWN_DIGITS);
    log.append(Metric.TEST_ACCURACY, 2, 0.85);
    publish();
    assertThat(model.leadProperty().get()).isEmpty();
    log.append(Metric.TEST_ACCURACY, 3, 0.95);
    publish();
    assertThat(model.leadProperty().get()).isNotEmpty();
    lens.show(training(1, Optional.empty(), new MetricLog()));
    assertThat(model.leadProperty().get()).isEmpty();
  }

  @Test
  void smoothsAnewWithOtherSmoothing() {
    model.activeProperty().set(true);
    train(50);
    publish();
    double smooth = model.trainLoss().lastY();
    assertThat(smooth).isGreaterThan(model.batchLoss().lastY());
    model.smoothingProperty().set(0);
    assertThat(model.trainLoss().size()).isEqualTo(50);
    assertThat(model.trainLoss().lastY()).isEqualTo(model.batchLoss().lastY());
    train(1);
    publish();
    assertThat(model.trainLoss().lastY()).isEqualTo(model.batchLoss().lastY());
  }

  private void train(int steps) {
    for (int i = 0; i < steps; i++) {
      log.append(Metric.BATCH_LOSS, step, 1.0 / (step + 1));
      log.append(Metric.BATCH_ACCURACY, step, 0.5);
      log.append(Metric.LEARNING_RATE, step, 0.001);
      step++;
    }
  }

  private void publish() {
    lens.show(training(step, Optional.empty(), log));
  }
}
