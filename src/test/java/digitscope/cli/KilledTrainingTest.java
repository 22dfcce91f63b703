package digitscope.cli;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import digitscope.Patience;
import digitscope.app.Main;
import digitscope.config.Activation;
import digitscope.config.AugmentationSpec;
import digitscope.config.BatchNorm;
import digitscope.config.ConfigFiles;
import digitscope.config.Conv2d;
import digitscope.config.Dense;
import digitscope.config.Dropout;
import digitscope.config.Flatten;
import digitscope.config.NetworkSpec;
import digitscope.config.OptimizerSpec;
import digitscope.config.Padding;
import digitscope.config.RunConfig;
import digitscope.config.ScheduleSpec;
import digitscope.config.ValidationSpec;
import digitscope.eval.Metric;
import digitscope.eval.MetricLog;
import digitscope.run.Moment;
import digitscope.run.RunFolder;
import digitscope.run.Timeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that train and are killed without a chance to put anything away. */
class KilledTrainingTest {
  @TempDir private Path temp = Path.of("");
  private final List<Process> started = new ArrayList<>();

  /** Whatever has state is in it, and it is the state of few images, so that epochs are short. */
  private static RunConfig config(Path data) throws Exception {
    RunConfig preset = new ConfigFiles().preset("cnn");
    return preset
        .withData(data.toString())
        .withNetwork(
            new NetworkSpec(
                List.of(
                    new Conv2d(4, 3, 3, 2, Padding.VALID, Activation.LINEAR),
                    new BatchNorm(Activation.RELU),
                    new Flatten(),
                    new Dropout(0.2),
                    new Dense(10, Activation.SOFTMAX))))
        .withTraining(
            preset
                .training()
                .with(
                    draft -> {
                      draft.epochs = 60;
                      draft.batchSize = 20;
                      draft.learningRate = 0.2;
                      draft.optimizer = OptimizerSpec.AdamW.standard();
                      // Rises until what is held out gets worse, at half of the course.
                      draft.schedule = new ScheduleSpec.OneCycle(0.9, 0.1, 0.5);
                      draft.validation = new ValidationSpec(0.2, 25, true);
                      draft.augmentation = new AugmentationSpec(2, 10, 0.1, 5, 1, 0.1);
                      draft.threads = 2;
                    }));
  }

  private Process start(Object... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-exports=java.base/jdk.internal.module=ALL-UNNAMED", // as the launcher does
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(temp.resolve("out.txt").toFile())
            .redirectError(temp.resolve("err.txt").toFile())
            .start();
    started.add(process);
    return process;
  }

  @AfterEach
  void endWhatAFailureLeaves() throws InterruptedException {
    for (Process process : started) {
      process.destroyForcibly().waitFor();
    }
  }

  /** Kills a process as soon as something happens to a file in a folder. */
  private void killAt(
      WatchEvent.Kind<Path> what, Predicate<String> fileName, Path folder, Process process)
      throws IOException, InterruptedException {
    try (WatchService watch = folder.getFileSystem().newWatchService()) {
      folder.register(watch, what);
      boolean seen = false;
      while (!seen) {
        WatchKey key = watch.poll(Patience.SECONDS, TimeUnit.SECONDS);
        assertThat(key).as(Files.readString(temp.resolve("err.txt"))).isNotNull();
        for (WatchEvent<?> event : key.pollEvents()) {
          seen |= fileName.test(String.valueOf(event.context()));
        }
        key.reset();
      }
    }
    assertThat(process.isAlive()).isTrue();
    process.destroyForcibly().waitFor();
  }

  @Test
  void endsWithTheSameWeightsWheneverItWasKilled() throws Exception {
    Terminal terminal = new Terminal(temp);
    Path data = temp.resolve("digits");
    assertThat(terminal.run("data", "make", "--out", data, "--count", 250).status()).isZero();
    Path file = temp.resolve("config.json");
    Files.writeString(file, new ConfigFiles().format(config(data)));
    Path whole = temp.resolve("whole");
    JsonNode expected = terminal.run("train", "--config", file, "--run", whole, "--json").json();

    Path run = temp.resolve("killed");
    // As if it had been ended before its first checkpoint, so that there is something to watch.
    Path checkpoints = Files.createDirectories(run.resolve("checkpoints"));
    Files.copy(whole.resolve("config.json"), run.resolve("config.json"));
    // A checkpoint is complete; then one is half written; then metrics are newer.
    killAt(
        ENTRY_CREATE,
        "step-000250.npz"::equals,
        checkpoints,
        start("train", "--config", file, "--run", run));
    Process second = start("train", "--resume", "--run", run);
    killAt(ENTRY_CREATE, name -> name.endsWith(".tmp"), checkpoints, second);
    Process third = start("train", "--resume", "--run", run);
    killAt(ENTRY_MODIFY, "metrics.csv"::equals, run, third);
    assertThat(RunFolder.open(run).lastCheckpoint().step())
        .isLessThan(expected.get("steps").asLong());
    assertThat(expected.get("best_step").asLong()).isLessThan(300);

    JsonNode resumed = terminal.run("train", "--resume", "--run", run, "--json").json();
    for (String key :
        List.of("weights_sha256", "steps", "best_step", "validation_loss", "test_loss")) {
      assertThat(resumed.get(key)).as(key).isEqualTo(expected.get(key));
    }
    assertThat(RunFolder.open(run).lastCheckpoint().parameters())
        .isEqualTo(RunFolder.open(whole).lastCheckpoint().parameters());
    MetricLog metrics = RunFolder.open(run).metrics(Long.MAX_VALUE);
    MetricLog all = RunFolder.open(whole).metrics(Long.MAX_VALUE);
    // The test set is evaluated now and then, as time allows.
    for (Metric metric :
        List.of(
            Metric.BATCH_LOSS,
            Metric.BATCH_ACCURACY,
            Metric.LEARNING_RATE,
            Metric.VALIDATION_LOSS,
            Metric.VALIDATION_ACCURACY)) {
      assertThat(metrics.read(metric, 0)).usingRecursiveComparison().isEqualTo(all.read(metric, 0));
    }
    assertThat(metrics.read(Metric.TEST_LOSS, 0).steps()).doesNotHaveDuplicates().isSorted();
    try (var files = Files.walk(run)) {
      assertThat(files.map(path -> path.getFileName().toString()))
          .noneMatch(n -> n.endsWith(".tmp"));
    }
  }

  @Test
  void losesAtMostTheMomentThatIsBeingWritten() throws Exception {
    Terminal terminal = new Terminal(temp);
    Path data = temp.resolve("digits");
    assertThat(terminal.run("data", "make", "--out", data, "--count", 250).status()).isZero();
    Path file = temp.resolve("config.json");
    Files.writeString(file, new ConfigFiles().format(config(data)));
    Path run = temp.resolve("killed");
    Path moments = Files.createDirectories(run.resolve("moments"));
    // As if it had been ended before its first checkpoint, so that there is something to watch.
    Files.createDirectories(run.resolve("checkpoints"));
    Files.copy(file, run.resolve("config.json"));
    Process process = start("train", "--config", file, "--run", run);
    killAt(ENTRY_CREATE, "step-000050.npz"::equals, moments, process);
    assertAllCanBeLookedAt(run, 0L, 10L, 20L, 30L, 40L, 50L);
    Process second = start("train", "--resume", "--run", run);
    killAt(ENTRY_CREATE, name -> name.endsWith(".tmp"), moments, second);
    assertAllCanBeLookedAt(run, 0L, 10L, 20L, 30L, 40L);

    assertThat(terminal.run("train", "--resume", "--run", run, "--epochs", 20).status()).isZero();
    assertAllCanBeLookedAt(run, 0L, 50L, 100L, 150L);
    try (var left = Files.list(moments)) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .allMatch(name -> name.equals("labels.npz") || name.startsWith("step-"));
    }
  }

  private static void assertAllCanBeLookedAt(Path run, Long... expected) throws Exception {
    List<String> damaged = new ArrayList<>();
    Timeline timeline = RunFolder.open(run, damaged::add).timeline();
    assertThat(timeline.marks()).extracting(Timeline.Mark::step).contains(expected);
    for (Timeline.Mark mark : timeline.marks()) {
      Moment moment = timeline.at(mark.step());
      assertThat(moment.parameters()).isPresent();
      assertThat(moment.test()).isPresent();
    }
    assertThat(damaged).isEmpty();
  }
}
