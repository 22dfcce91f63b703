package digitscope.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digitscope.Patience;
import digitscope.config.RunConfig;
import digitscope.data.DataSplits;
import digitscope.experiment.JobQueue.QueueProgress;
import digitscope.experiment.RunGroup.Kind;
import digitscope.experiment.RunGroup.Member;
import digitscope.experiment.RunGroup.State;
import digitscope.run.RunException;
import digitscope.run.RunFolder;
import digitscope.session.TinyTask;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobQueueTest {
  private static final DataSplits DATA = TinyTask.data();
  private static final JobQueue.Watcher NOBODY = progress -> {};

  @TempDir private Path temp = Path.of("");

  private RunGroup repeats(RunConfig config, int count) throws RunException {
    return RunGroup.create(temp.resolve("group"), Kind.REPEAT, config, Repeats.plan(config, count));
  }

  private RunGroup again() throws RunException {
    return RunGroup.open(temp.resolve("group"));
  }

  private static LocalExecutor here(int jobs) {
    return new LocalExecutor((config, run) -> DATA, jobs);
  }

  /** A queue at work on a thread of its own. */
  private static CompletableFuture<Optional<RunException>> start(JobQueue queue) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            queue.run();
            return Optional.empty();
          } catch (RunException e) {
            return Optional.of(e);
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        });
  }

  private static void end(CompletableFuture<Optional<RunException>> work)
      throws InterruptedException, ExecutionException, java.util.concurrent.TimeoutException {
    assertThat(work.get(Patience.SECONDS, TimeUnit.SECONDS)).isEmpty();
  }

  private static List<State> states(RunGroup group) {
    return group.members().stream().map(Member::state).toList();
  }

  @Test
  void trainsEveryRunOnceAndRemembersIt() throws Exception {
    RunGroup group = repeats(TinyTask.config(), 3);
    try (LocalExecutor executor = here(2)) {
      new JobQueue(group, executor, NOBODY).run();
    }
    assertThat(states(again())).containsOnly(State.DONE);
    Repeats repeats = Repeats.of(again());
    assertThat(repeats.results()).extracting(RunResult::seed).containsExactly(7L, 8L, 9L);
    assertThat(repeats.accuracy().count()).isEqualTo(3);
    for (RunResult result : repeats.results()) {
      RunFolder run = RunFolder.open(result.run());
      assertThat(run.config().training())
          .isEqualTo(TinyTask.config().training().withSeed(result.seed()));
      assertThat(result.confusion())
          .isEqualTo(run.evaluations().get(run.evaluations().size() - 1).confusion());
      assertThat(result.validationLoss()).isNaN();
    }
    assertThat(repeats.cells().get(1).get(1).mean())
        .isEqualTo(
            repeats.results().stream()
                .mapToInt(result -> result.confusion().count(1, 1))
                .average()
                .orElseThrow());
    HandDriven unused = new HandDriven();
    new JobQueue(again(), unused, NOBODY).run();
    assertThat(unused.jobs()).isEmpty();
  }

  @Test
  void aRunThatWasPausedEndsWithTheSameWeights() throws Exception {
    RunConfig config = TinyTask.config().withTraining(TinyTask.config().training().withEpochs(40));
    RunGroup whole =
        RunGroup.create(temp.resolve("whole"), Kind.REPEAT, config, Repeats.plan(config, 1));
    try (LocalExecutor executor = here(1)) {
      new JobQueue(whole, executor, NOBODY).run();
    }
    RunGroup group = repeats(config, 2);
    CompletableFuture<JobQueue> known = new CompletableFuture<>();
    try (LocalExecutor executor = here(1)) {
      JobQueue queue =
          new JobQueue(
              group,
              executor,
              progress -> {
                if (progress.fraction() > 0.2) {
                  known.join().pause();
                }
              });
      known.complete(queue);
      queue.run();
      assertThat(queue.isPaused()).isTrue();
    }
    assertThat(states(again())).containsExactly(State.WAITING, State.WAITING);
    assertThat(RunFolder.open(temp.resolve("group/seed-7")).lastCheckpoint().step())
        .isPositive()
        .isLessThan(400);
    assertThat(temp.resolve("group/seed-8")).doesNotExist();
    try (LocalExecutor executor = here(1)) {
      new JobQueue(again(), executor, NOBODY).run();
    }
    assertThat(states(again())).containsOnly(State.DONE);
    assertThat(RunFolder.open(temp.resolve("group/seed-7")).lastCheckpoint().sha256())
        .isEqualTo(RunFolder.open(temp.resolve("whole/seed-7")).lastCheckpoint().sha256());
  }

  @Test
  void aFinishedRunThatAKilledProgramHadNotNotedIsNotTrainedAgain() throws Exception {
    RunGroup group = repeats(TinyTask.config(), 2);
    try (LocalExecutor executor = here(1)) {
      new JobQueue(group, executor, NOBODY).run();
    }
    Path file = temp.resolve("group/group.json");
    Files.writeString(
        file,
        Files.readString(file).replaceFirst("DONE", "RUNNING").replaceFirst("DONE", "WAITING"));
    HandDriven unused = new HandDriven();
    new JobQueue(again(), unused, NOBODY).run();
    assertThat(unused.jobs()).isEmpty();
    assertThat(states(again())).containsOnly(State.DONE);
  }

  @Test
  void oneFailureCostsOnlyItsRunAndIsTriedAgain() throws Exception {
    RunConfig config = TinyTask.config();
    RunGroup group =
        RunGroup.create(
            temp.resolve("group"),
            Kind.SWEEP,
            config,
            List.of(
                new Member("run-001", Map.of("network[4].units", 3)),
                new Member("run-002", Map.of("training.learningRate", 0.02))));
    try (LocalExecutor executor = here(1)) {
      new JobQueue(group, executor, NOBODY).run();
    }
    assertThat(states(again())).containsExactly(State.FAILED, State.DONE);
    assertThat(again().members().get(0).problem())
        .startsWith("The network does not fit the images:")
        .doesNotContain("Exception");
    HandDriven executor = new HandDriven();
    CompletableFuture<Optional<RunException>> work = start(new JobQueue(again(), executor, NOBODY));
    Patience.until(() -> executor.jobs().size() == 1);
    Job job = executor.jobs().get(0);
    assertThat(job.name()).isEqualTo("run-001");
    executor.listener(job).finished(job);
    end(work);
    assertThat(states(again())).containsExactly(State.DONE, State.DONE);
  }

  @Test
  void aDamagedRunFailsInASentenceAndHidesNoOther() throws Exception {
    RunGroup group = repeats(TinyTask.config(), 2);
    try (LocalExecutor executor = here(1)) {
      new JobQueue(group, executor, NOBODY).run();
    }
    Files.writeString(temp.resolve("group/seed-7/config.json"), "{");
    Files.writeString(
        temp.resolve("group/group.json"),
        Files.readString(temp.resolve("group/group.json")).replaceFirst("DONE", "RUNNING"));
    try (LocalExecutor executor = here(1)) {
      new JobQueue(again(), executor, NOBODY).run();
    }
    assertThat(states(again())).containsExactly(State.FAILED, State.DONE);
    assertThat(again().members().get(0).problem()).contains("seed-7").contains("config.json");
    assertThat(Repeats.of(again()).results()).extracting(RunResult::seed).containsExactly(8L);
  }

  @Test
  void whatIsCanceledStaysSo() throws Exception {
    HandDriven executor = new HandDriven();
    JobQueue queue = new JobQueue(repeats(TinyTask.config(), 3), executor, NOBODY);
    CompletableFuture<Optional<RunException>> work = start(queue);
    Patience.until(() -> executor.jobs().size() == 3);
    Job first = executor.jobs().get(0);
    executor.listener(first).started(first);
    assertThat(states(again())).containsExactly(State.RUNNING, State.WAITING, State.WAITING);
    executor.listener(first).finished(first);
    queue.cancel();
    end(work);
    assertThat(states(again())).containsExactly(State.DONE, State.CANCELED, State.CANCELED);
    assertThat(again().isSettled()).isTrue();
    HandDriven unused = new HandDriven();
    new JobQueue(again(), unused, NOBODY).run();
    assertThat(unused.jobs()).isEmpty();
  }

  @Test
  void anotherProgramMayAskForTheEnd() throws Exception {
    HandDriven executor = new HandDriven();
    CompletableFuture<Optional<RunException>> work =
        start(new JobQueue(repeats(TinyTask.config(), 2), executor, NOBODY));
    Patience.until(() -> executor.jobs().size() == 2);
    Job first = executor.jobs().get(0);
    executor.listener(first).started(first);
    assertThatThrownBy(() -> again().cancelUnfinished())
        .isInstanceOf(RunException.class)
        .hasMessageContaining("is being trained");
    again().requestCancel();
    Patience.until(
        () -> {
          if (executor.canceled().isEmpty()) {
            executor.listener(first).advanced(first, 0.5);
          }
          return work.isDone();
        });
    end(work);
    assertThat(states(again())).containsOnly(State.CANCELED);
  }

  @Test
  void twoQueuesDoNotTrainOneGroup() throws Exception {
    HandDriven executor = new HandDriven();
    JobQueue queue = new JobQueue(repeats(TinyTask.config(), 1), executor, NOBODY);
    CompletableFuture<Optional<RunException>> work = start(queue);
    Patience.until(() -> executor.jobs().size() == 1);
    assertThatThrownBy(() -> new JobQueue(again(), new HandDriven(), NOBODY).run())
        .isInstanceOf(RunException.class)
        .hasMessageContaining("The repeat")
        .hasMessageContaining("is being trained");
    queue.pause();
    end(work);
  }

  @Test
  void tellsHowFarItIs() throws Exception {
    HandDriven executor = new HandDriven();
    List<QueueProgress> heard = new java.util.concurrent.CopyOnWriteArrayList<>();
    CompletableFuture<Optional<RunException>> work =
        start(new JobQueue(repeats(TinyTask.config(), 2), executor, heard::add));
    Patience.until(() -> executor.jobs().size() == 2);
    for (Job job : executor.jobs()) {
      executor.listener(job).started(job);
      executor.listener(job).advanced(job, 0.5);
    }
    assertThat(heard).contains(new QueueProgress(2, 0, 0, 2, 0.5));
    Job first = executor.jobs().get(0);
    executor.listener(first).finished(first);
    assertThat(heard.get(heard.size() - 1)).isEqualTo(new QueueProgress(2, 1, 0, 1, 0.75));
    Job second = executor.jobs().get(1);
    executor.listener(second).failed(second, "It broke.");
    end(work);
    assertThat(heard.get(heard.size() - 1)).isEqualTo(new QueueProgress(2, 1, 1, 0, 0.5));
  }
}
