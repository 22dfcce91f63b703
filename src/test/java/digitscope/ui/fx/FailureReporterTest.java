package digitscope.ui.fx;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.Patience;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FailureReporterTest {
  private final LinkedBlockingQueue<Problem> problems = new LinkedBlockingQueue<>();
  private final FailureReporter reporter = new FailureReporter(problems::add);

  @Test
  void saysInASentenceWhatEndedAThread() throws Exception {
    for (Error failure :
        List.of(
            new UnsatisfiedLinkError("libjnind4jcpu.so: failed to map segment"),
            new ExceptionInInitializerError(
                new UnsatisfiedLinkError("libjnind4jcpu.so: failed to map segment")))) {
      Thread thread =
          reporter.thread(
              () -> {
                throw failure;
              },
              "warm-up");
      thread.start();
      Problem problem = problems.take();
      assertThat(problem.message()).startsWith("programs can't run from the folders");
      assertThat(problem.cause()).containsSame(failure);
      thread.join();
    }
  }

  @Test
  void letsAnExecutorGoOnAfterAJobThatFailed() throws Exception {
    ExecutorService background = reporter.worker("background");
    background.execute(
        () -> {
          throw new IllegalStateException("a fault of the program");
        });
    assertThat(problems.take().message()).startsWith("an unexpected error occurred");
    assertThat(background.submit(() -> 1).get(Patience.SECONDS, TimeUnit.SECONDS)).isEqualTo(1);
    background.shutdown();
  }

  @Test
  void dropsWorkThatComesOnceTheWindowIsClosed() throws Exception {
    List<String> done = new ArrayList<>();
    ExecutorService background = reporter.worker("background");
    background.execute(() -> done.add("before"));
    background.shutdown();
    background.execute(() -> done.add("after"));
    assertThat(background.awaitTermination(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(done).containsExactly("before");
    assertThat(problems).isEmpty();
  }
}
