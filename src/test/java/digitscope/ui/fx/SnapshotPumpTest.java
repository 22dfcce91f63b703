package digitscope.ui.fx;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.Patience;
import digitscope.eval.MetricLog;
import digitscope.session.Phase;
import digitscope.session.Snapshot;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(SteadyRobot.class)
class SnapshotPumpTest {
  private final List<Long> steps = new CopyOnWriteArrayList<>();
  private final List<Boolean> onFxThread = new CopyOnWriteArrayList<>();
  private final SnapshotPump pump = new SnapshotPump(this::receive);

  @Start
  void start(Stage stage) {}

  private void receive(Snapshot snapshot) {
    onFxThread.add(Platform.isFxApplicationThread());
    steps.add(snapshot.progress().step());
  }

  @Test
  void deliversTheLastSnapshotInOrderOnTheFxThread() throws TimeoutException {
    MetricLog metrics = new MetricLog();
    for (long step = 1; step <= 20_000; step++) {
      pump.offer(Samples.snapshot(step, Phase.TRAINING, metrics));
    }

    awaitStep(20_000);
    assertThat(steps).isSorted();
    assertThat(onFxThread).containsOnly(true);
  }

  @Test
  void dropsWhatANewerOneOvertakesBeforeThePulse(FxRobot robot) throws TimeoutException {
    MetricLog metrics = new MetricLog();
    // No pulse comes while the JavaFX thread is here.
    robot.interact(
        () -> {
          for (long step = 1; step <= 100; step++) {
            pump.offer(Samples.snapshot(step, Phase.TRAINING, metrics));
          }
        });

    awaitStep(100);
    assertThat(steps).containsExactly(100L);
  }

  @Test
  void wakesAgainAfterARest() throws TimeoutException {
    MetricLog metrics = new MetricLog();
    pump.offer(Samples.snapshot(1, Phase.TRAINING, metrics));
    awaitStep(1);
    pump.offer(Samples.snapshot(2, Phase.FINISHED, metrics));

    awaitStep(2);
  }

  private void awaitStep(long step) throws TimeoutException {
    WaitForAsyncUtils.waitFor(Patience.SECONDS, TimeUnit.SECONDS, () -> steps.contains(step));
  }
}
