package digitscope.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digitscope.Patience;
import digitscope.config.Activation;
import digitscope.config.Dense;
import digitscope.config.Flatten;
import digitscope.config.NetworkSpec;
import digitscope.data.DataSplits;
import digitscope.data.Dataset;
import digitscope.data.PixelStore;
import digitscope.eval.EvaluationHistory;
import digitscope.eval.MetricLog;
import digitscope.io.Reason;
import digitscope.network.Checkpoint;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A session whose thread cannot go on says why, ends when it is told to, and harms no other. */
class FailingSessionTest {
  private static UnsatisfiedLinkError notMapped() {
    return new UnsatisfiedLinkError(
        "/tmp/libjnind4jcpu.so: /tmp/libjnind4jcpu.so: failed to map segment from shared object");
  }

  /** What a session published, on a thread that a test can wait for. */
  private static final class Heard implements SnapshotSink {
    private final LinkedBlockingQueue<Snapshot> snapshots = new LinkedBlockingQueue<>();

    @Override
    public void publish(Snapshot snapshot) {
      snapshots.add(snapshot);
    }

    Snapshot failed() throws InterruptedException {
      Snapshot next = snapshots.take();
      while (next.progress().phase() != Phase.FAILED) {
        next = snapshots.take();
      }
      return next;
    }
  }

  static List<Throwable> failures() {
    return List.of(
        notMapped(),
        new ExceptionInInitializerError(new IllegalStateException(notMapped())),
        new NoClassDefFoundError("Could not initialize class org.nd4j.linalg.factory.Nd4j"),
        new OutOfMemoryError("Java heap space"),
        new IllegalStateException("a fault of the program"),
        new ReflectiveOperationException("undeclared"));
  }

  private static TrainingSession failing(Throwable failure) {
    return session(
        (network, training, shape, classes) -> {
          throw FailingSessionTest.<RuntimeException>undeclared(failure);
        });
  }

  private static TrainingSession session(EngineFactory engines) {
    return new TrainingSession(
        new SessionStart(
            TinyTask.data(),
            TinyTask.config(),
            Optional.empty(),
            new MetricLog(),
            EvaluationHistory.NONE,
            true,
            true,
            engines));
  }

  @SuppressWarnings({
    "unchecked",
    "TypeParameterUnusedInFormals"
  }) // what Lombok's SneakyThrows does
  private static <E extends Throwable> E undeclared(Throwable failure) throws E {
    throw (E) failure;
  }

  @ParameterizedTest
  @MethodSource("failures")
  void saysInASentenceWhyItCannotTrain(Throwable failure) throws Exception {
    TrainingSession session = failing(failure);
    CompletableFuture<Long> early = session.submit(new Command.Step());
    Heard heard = new Heard();
    CancelToken token = new CancelToken();
    Thread thread = new Thread(() -> session.run(heard, token));
    List<Throwable> uncaught = new ArrayList<>();
    thread.setUncaughtExceptionHandler((dead, why) -> uncaught.add(why));
    thread.start();
    Snapshot last = heard.failed();
    assertThat(last.progress().failure().orElseThrow())
        .endsWith(
            failure instanceof OutOfMemoryError
                ? "try a smaller batch, fewer threads, or a smaller network."
                : "Training stopped: " + Reason.of(failure))
        .doesNotContain("Exception", "Error", "digitscope.", "java.");
    assertThatThrownBy(early::get).hasRootCauseMessage("The run ended at step 0; start a new one");
    assertThatThrownBy(
            () ->
                session
                    .submit(new Question.ComputePatterns(0))
                    .get(Patience.SECONDS, TimeUnit.SECONDS))
        .hasRootCauseMessage("No network is ready yet");
    token.cancel();
    thread.join();
    assertThat(uncaught).isEmpty();

    try (RunningSession next =
        new RunningSession(TrainingSession.fresh(TinyTask.data(), TinyTask.config()))) {
      assertThat(next.awaitPhase(Phase.FINISHED).progress().step()).isEqualTo(30);
    }
  }

  @Test
  void saysThatALibraryCannotBeLoadedWheneverItIsTriedAgain() throws Exception {
    for (int attempt = 0; attempt < 2; attempt++) {
      Heard heard = new Heard();
      CancelToken token = new CancelToken();
      TrainingSession session =
          session(
              (network, training, shape, classes) -> {
                throw new IllegalStateException("" + Library.LOADED);
              });
      Thread thread = new Thread(() -> session.run(heard, token));
      thread.start();
      assertThat(heard.failed().progress().failure().orElseThrow()).contains("mounted noexec");
      token.cancel();
      thread.join();
    }
  }

  /** As of a class that loads a library when it is first used. */
  private static final class Library {
    static final boolean LOADED = load();

    private static boolean load() {
      throw notMapped();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void saysThatAFileBecameShorterWhileItsWorkersReadIt(boolean isDense, @TempDir Path folder)
      throws Exception {
    Path file = folder.resolve("images");
    NetworkSpec network =
        isDense
            ? new NetworkSpec(List.of(new Flatten(), new Dense(4, Activation.SOFTMAX)))
            : TinyTask.config().network();
    TrainingSession session =
        TrainingSession.fresh(mapped(file), TinyTask.endless().withNetwork(network));
    if (isDense) { // it reads the images once only, in the background
      truncate(file);
    }
    try (RunningSession running = new RunningSession(session)) {
      if (!isDense) {
        running.await(snapshot -> snapshot.progress().step() > 3);
        truncate(file);
      }
      assertThat(running.awaitPhase(Phase.FAILED).progress().failure())
          .contains(
              "Training stopped: a file was shortened while it was read, or the disk is "
                  + "full; try again");
    }
  }

  private static DataSplits mapped(Path file) throws IOException {
    Dataset train = TinyTask.data().train();
    byte[] pixels = new byte[train.size() * train.shape().size()];
    byte[] labels = new byte[train.size()];
    for (int i = 0; i < labels.length; i++) {
      train.copyImage(i, pixels, i * train.shape().size());
      labels[i] = (byte) train.label(i);
    }
    Files.write(file, pixels);
    PixelStore store = PixelStore.Mapped.open(file, 0, labels.length, train.shape().size());
    return new DataSplits(
        "mapped",
        new Dataset("mapped", train.shape(), train.classNames(), store, labels),
        TinyTask.data().test());
  }

  private static void truncate(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(0);
    }
  }

  @Test
  void failsInASentenceWhereItsListenerThrows() throws Exception {
    Heard heard = new Heard();
    SnapshotSink faulty =
        new SnapshotSink() {
          @Override
          public void publish(Snapshot snapshot) {
            heard.publish(snapshot);
          }

          @Override
          public void checkpoint(Checkpoint checkpoint) {
            throw new NoClassDefFoundError("digitscope/run/CheckpointFile");
          }
        };
    CancelToken token = new CancelToken();
    TrainingSession session = TrainingSession.fresh(TinyTask.data(), TinyTask.config());
    Thread thread = new Thread(() -> session.run(faulty, token));
    thread.start();
    assertThat(heard.failed().progress().failure())
        .contains(
            "Training stopped: the program is incomplete or does not match this Java "
                + "version; reinstall it");
    token.cancel();
    thread.join();
  }
}
