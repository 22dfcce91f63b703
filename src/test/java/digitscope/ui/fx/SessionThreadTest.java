package digitscope.ui.fx;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.Patience;
import digitscope.io.Reason;
import digitscope.run.Timeline;
import digitscope.session.Computing;
import digitscope.session.Phase;
import digitscope.session.Snapshot;
import digitscope.session.TinyTask;
import digitscope.session.TrainingSession;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.Start;

@ExtendWith(SteadyRobot.class)
class SessionThreadTest {
  private final LinkedBlockingQueue<Problem> problems = new LinkedBlockingQueue<>();
  private final LinkedBlockingQueue<Snapshot> snapshots = new LinkedBlockingQueue<>();
  private final LinkedBlockingQueue<Computing> computing = new LinkedBlockingQueue<>();

  private final LinkedBlockingQueue<Timeline> timelines = new LinkedBlockingQueue<>();

  @Start
  void start(Stage stage) {}

  private SessionThread thread(SessionThread.Recording recording) {
    return new SessionThread(
        TrainingSession.fresh(TinyTask.data(), TinyTask.config()),
        recording,
        snapshots::add,
        problems::add,
        computing::add,
        timelines::add);
  }

  @Test
  void trainsWithoutARecorderThatFailsToBegin() throws Exception {
    for (Throwable failure :
        List.of(
            new UnsatisfiedLinkError("libx.so: failed to map segment"),
            new ExceptionInInitializerError("digitscope.run.RunFolder"),
            new IllegalStateException("a fault of the program"))) {
      SessionThread thread =
          thread(
              () -> {
                if (failure instanceof Error error) {
                  throw error;
                }
                throw (RuntimeException) failure;
              });
      thread.start();
      assertThat(problems.take().message()).isEqualTo(Reason.of(failure));
      Snapshot newest = snapshots.take();
      while (newest.progress().phase() != Phase.FINISHED) {
        newest = snapshots.take();
      }
      assertThat(newest.progress().step()).isEqualTo(30);
      assertThat(timelines.take().at(10).parameters()).isPresent();
      thread.cancel();
      thread.awaitEnd(Patience.LIMIT);
      assertThat(problems.poll(0, TimeUnit.SECONDS)).isNull();
    }
    assertThat(computing).hasSize(3);
  }
}
