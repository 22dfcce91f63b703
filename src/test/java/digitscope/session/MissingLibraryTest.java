package digitscope.session;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.Child;
import digitscope.config.Activation;
import digitscope.config.BackendChoice;
import digitscope.config.Conv2d;
import digitscope.config.Dense;
import digitscope.config.Flatten;
import digitscope.config.MaxPool2d;
import digitscope.config.NetworkSpec;
import digitscope.config.Padding;
import digitscope.config.RunConfig;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sessions in a process that finds no native library for its machine. */
class MissingLibraryTest {
  @Test
  void endInTheSameSentenceEachTimeAndLeaveTheProcessAbleToTrainWithout() throws Exception {
    Child process =
        Child.run(
            Child.java(
                List.of(
                    "--add-modules",
                    "jdk.incubator.vector",
                    "-Dorg.bytedeco.javacpp.platform=plan9-pdp11",
                    "-Djava.util.logging.config.file=packaging/logging.properties"),
                MissingLibraryTest.class));
    String said = process.out();
    assertThat(process.status()).as(said).isZero();
    List<String> ends = said.lines().filter(line -> line.startsWith("ended: ")).toList();
    assertThat(ends).as(said).hasSize(4);
    assertThat(ends.get(0))
        .startsWith("ended: FAILED Training stopped: native libraries can't be loaded; ");
    assertThat(ends.get(1)).isEqualTo(ends.get(0));
    assertThat(ends.get(2)).isEqualTo("ended: FINISHED ");
    // By vectors alone, which need no library.
    assertThat(ends.get(3)).isEqualTo("ended: FINISHED ");
    assertThat(said).doesNotContain("\tat ");
  }

  /** What the process does. */
  public static void main(String[] arguments) throws InterruptedException {
    for (BackendChoice backend :
        List.of(BackendChoice.ND4J, BackendChoice.ND4J, BackendChoice.PLAIN)) {
      System.out.println("ended: " + end(TinyTask.config(), backend));
    }
    NetworkSpec wide =
        new NetworkSpec(
            List.of(
                new Conv2d(32, 3, 3, 1, Padding.VALID, Activation.RELU),
                new MaxPool2d(2, 2),
                new Flatten(),
                new Dense(64, Activation.RELU),
                new Dense(4, Activation.SOFTMAX)));
    RunConfig byVectors = TinyTask.config().withNetwork(wide);
    System.out.println("ended: " + end(byVectors, BackendChoice.AUTO));
  }

  private static String end(RunConfig task, BackendChoice backend) throws InterruptedException {
    RunConfig config = task.withTraining(task.training().withBackend(backend));
    CancelToken token = new CancelToken();
    StringBuilder end = new StringBuilder();
    SnapshotSink sink =
        snapshot -> {
          RunProgress progress = snapshot.progress();
          if (progress.phase().isOver() && !token.isCancelled()) {
            end.append(progress.phase()).append(' ').append(progress.failure().orElse(""));
            token.cancel();
          }
        };
    Thread thread =
        new Thread(() -> TrainingSession.fresh(TinyTask.data(), config).run(sink, token));
    thread.start();
    thread.join();
    return end.toString();
  }
}
