package digitscope.ui.setup;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.config.AugmentationSpec;
import digitscope.config.ConfigException;
import digitscope.config.ConfigFiles;
import digitscope.config.RunConfig;
import digitscope.data.DataSplits;
import digitscope.data.Dataset;
import digitscope.eval.MetricLog;
import digitscope.network.Checkpoint;
import digitscope.session.Phase;
import digitscope.session.RunningSession;
import digitscope.session.TrainingSession;
import digitscope.ui.fx.BackgroundTasks;
import digitscope.ui.fx.DataLibrary;
import digitscope.ui.fx.Fx;
import digitscope.ui.fx.Samples;
import digitscope.ui.fx.SteadyRobot;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;

/** Jobs for the background wait in a queue until a test runs them. */
@ExtendWith(SteadyRobot.class)
class AugmentationViewModelTest {
  private static final AugmentationSpec SHIFT = new AugmentationSpec(3, 0, 0, 0, 0, 0);
  private static final AugmentationSpec ROTATION = new AugmentationSpec(0, 20, 0, 0, 0, 0);

  private final Queue<Runnable> jobs = new ArrayDeque<>();
  private final SetupViewModel setup;
  private final AugmentationViewModel model;

  AugmentationViewModelTest() throws ConfigException {
    ConfigFiles configFiles = new ConfigFiles();
    DataLibrary library =
        new DataLibrary(new BackgroundTasks(), (name, task) -> Samples.data(), "reading");
    setup =
        new SetupViewModel(
            configFiles, library, configFiles.preset("mlp"), jobs::add, Runnable::run);
    model = setup.augmentation();
  }

  @BeforeEach
  void readData(FxRobot robot) throws TimeoutException {
    robot.interact(setup::readData);
    Fx.await(() -> setup.dataProperty().get().isPresent());
  }

  @Test
  void comesBackAsItWasWhenSwitchedOnAgain() {
    model.setOn(true);
    model.setBounds(SHIFT);
    model.setOn(false);
    assertThat(setup.training().augmentation().isNone()).isTrue();
    assertThat(model.bounds()).isEqualTo(SHIFT);

    model.setOn(true);
    assertThat(setup.training().augmentation()).isEqualTo(SHIFT);
  }

  @Test
  void staysOnWhileAPersonMovesTheLastBoundTo0() {
    model.setOn(true);
    model.setBounds(SHIFT);
    model.setBounds(AugmentationSpec.none());
    assertThat(model.onProperty().get()).isTrue();

    model.setBounds(ROTATION);
    assertThat(setup.training().augmentation()).isEqualTo(ROTATION);
  }

  @Test
  void followsAPreset() {
    setup.usePreset("cnn-bn");
    assertThat(model.onProperty().get()).isTrue();
    assertThat(model.bounds()).isEqualTo(setup.training().augmentation());

    setup.usePreset("mlp");
    assertThat(model.onProperty().get()).isFalse();
  }

  @Test
  void variesOneImageOfEachClass() {
    model.setOn(true);
    model.activeProperty().set(true);
    runJobs();

    Dataset samples = model.samplesProperty().get().orElseThrow();
    assertThat(samples.size()).isEqualTo(10);
    for (int i = 0; i < samples.size(); i++) {
      assertThat(samples.label(i)).isEqualTo(i);
      assertThat(samples.image(i)).isNotEqualTo(setup.dataProperty().get().get().train().image(i));
    }
    String before = samples.sha256();
    model.varyAnew();
    runJobs();
    assertThat(model.samplesProperty().get()).map(Dataset::sha256).get().isNotEqualTo(before);
  }

  @Test
  void previewsWhatTrainingLearnsFrom() throws InterruptedException {
    setup.setLimit(10);
    setup.changeTraining(
        draft -> {
          draft.seed = 17;
          draft.epochs = 1;
          draft.batchSize = 10;
          draft.threads = 1;
        });
    model.setOn(true);
    model.setBounds(new AugmentationSpec(2, 10, 0.1, 8, 0.5, 0.5));
    model.activeProperty().set(true);
    runJobs();
    RunConfig varying = setup.config();
    DataSplits plain = setup.dataProperty().get().orElseThrow();
    Dataset previewed = model.samplesProperty().get().orElseThrow();
    assertThat(previewed.size()).isEqualTo(10);

    // One step on all ten images: from the preview, unvaried, come the same weights to the last
    // bit.
    RunConfig still =
        varying.withTraining(varying.training().withAugmentation(AugmentationSpec.none()));
    float[] weights = weights(plain, varying);
    assertThat(weights).isEqualTo(weights(new DataSplits("", previewed, plain.test()), still));
    assertThat(weights).isNotEqualTo(weights(plain, still));
  }

  @Test
  void followsTheSeedOfTheRun() {
    model.setOn(true);
    model.activeProperty().set(true);
    runJobs();
    String before = model.samplesProperty().get().orElseThrow().sha256();
    setup.changeTraining(draft -> draft.seed = 99);
    runJobs();
    assertThat(model.samplesProperty().get()).map(Dataset::sha256).get().isNotEqualTo(before);
  }

  private static float[] weights(DataSplits data, RunConfig config) throws InterruptedException {
    TrainingSession session = TrainingSession.fresh(data, config, new MetricLog());
    try (RunningSession running = new RunningSession(session)) {
      running.awaitPhase(Phase.FINISHED);
      List<Checkpoint> checkpoints = running.checkpoints();
      return checkpoints.get(checkpoints.size() - 1).parameters();
    }
  }

  @Test
  void showsNothingWhileOffAndComputesNothingUnseen() {
    model.activeProperty().set(true);
    assertThat(jobs).isEmpty();
    model.setOn(true);
    runJobs();
    model.setOn(false);
    assertThat(model.samplesProperty().get()).isEmpty();

    model.activeProperty().set(false);
    model.setOn(true);
    assertThat(jobs).isEmpty();
  }

  @Test
  void skipsBoundsThatArePassedBeforeTheyAreShown() {
    model.setOn(true);
    model.activeProperty().set(true);
    assertThat(jobs).hasSize(1);
    model.setBounds(SHIFT);
    model.setBounds(AugmentationSpec.none());
    assertThat(jobs).hasSize(1);
    runJobs();

    Dataset samples = model.samplesProperty().get().orElseThrow();
    assertThat(samples.image(3)).isEqualTo(setup.dataProperty().get().get().train().image(3));
  }

  private void runJobs() {
    while (!jobs.isEmpty()) {
      jobs.remove().run();
    }
  }
}
