package digitscope.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import digitscope.config.ConfigException;
import digitscope.config.ConfigFiles;
import digitscope.config.ScheduleSpec;
import digitscope.config.TrainingSpec;
import org.junit.jupiter.api.Test;

class LearningRatesTest {
  private final TrainingSpec training;

  LearningRatesTest() throws ConfigException {
    training =
        new ConfigFiles()
            .preset("cnn")
            .training()
            .with(
                draft -> {
                  draft.epochs = 4;
                  draft.learningRate = 0.5;
                });
  }

  @Test
  void endsBeforeTheReductionThatNoStepSees() {
    assertThat(course(new ScheduleSpec.Step(2, 0.1), 5))
        .containsExactly(0.5, 0.5, 0.05, 0.05, 0.05);
  }

  @Test
  void risesAndFallsInOneCycle() {
    assertThat(course(new ScheduleSpec.OneCycle(0.5, 0.1, 0), 3))
        .containsExactly(new double[] {0.05, 0.5, 0}, within(1e-9));
  }

  @Test
  void jumpsUpAtARestartOnly() {
    assertThat(course(new ScheduleSpec.WarmRestarts(2, 1, 0), 5))
        .containsExactly(new double[] {0.5, 0.25, 0.5, 0.25, 0}, within(1e-9));
  }

  private double[] course(ScheduleSpec schedule, int count) {
    return LearningRates.course(training.withSchedule(schedule), count);
  }
}
