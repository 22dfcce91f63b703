package digitscope.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import digitscope.Patience;
import digitscope.engine.Engine;
import digitscope.eval.Metric;
import digitscope.eval.MetricLog;
import digitscope.session.TinyTask;
import digitscope.session.TrainedNetwork;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFollowerTest {
  private static final String HEADER = "metric,step,value\nversion,0,2\n";

  @TempDir private Path temp = Path.of("");

  private final List<RunFollower.News> told = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  private Path run() {
    return temp.resolve("run");
  }

  private RunFollower follower() throws RunException {
    return new RunFollower(RunFolder.open(run()), told::add, problems::add);
  }

  private void create() throws RunException {
    RunFolder.create(run(), TinyTask.config(), Provenance.now(TinyTask.data())).release();
  }

  private void add(String file, String text) throws IOException {
    Files.writeString(
        run().resolve(file), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static String evaluation(long step) {
    return String.format(
        Locale.ROOT,
        "{\"version\":2,\"step\":%d,\"loss\":0.5,\"accuracy\":1.0,"
            + "\"confusion\":[[1,0,0,0],[0,1,0,0],[0,0,1,0],[0,0,0,1]]}\n",
        step);
  }

  private RunFollower.News news() {
    return told.remove(0);
  }

  @Test
  void tellsOnlyWhatIsNewAndComplete() throws Exception {
    create();
    try (RunFollower follower = follower()) {
      follower.look();
      assertThat(told).as("nothing is there").isEmpty();
      add("metrics.csv", HEADER + "batch_loss,1,0.5\nbatch_loss,2,0.2");
      follower.look();
      MetricLog log = news().metrics();
      assertThat(log.read(Metric.BATCH_LOSS, 0).steps()).containsExactly(1);
      follower.look();
      assertThat(told).as("half a line").isEmpty();
      add("metrics.csv", "5\nbatch_loss,3,0.125\n");
      follower.look();
      assertThat(news().metrics()).as("it grows").isSameAs(log);
      assertThat(log.read(Metric.BATCH_LOSS, 0).values()).containsExactly(0.5, 0.25, 0.125);
      add("evaluations.jsonl", evaluation(0) + evaluation(3));
      follower.look();
      assertThat(news().evaluations()).extracting(EvaluationRecord::step).containsExactly(0L, 3L);
      add("evaluations.jsonl", evaluation(5));
      follower.look();
      assertThat(news().evaluations()).extracting(EvaluationRecord::step).containsExactly(5L);
      follower.look();
      assertThat(told).isEmpty();
      assertThat(problems).isEmpty();
    }
  }

  @Test
  void passesOverDamagedLines() throws Exception {
    create();
    add("metrics.csv", HEADER + "batch_loss,1,0.5\nnonsense\nbatch_loss,2,0.4\n");
    try (RunFollower follower = follower()) {
      follower.look();
      assertThat(news().metrics().read(Metric.BATCH_LOSS, 0).steps()).containsExactly(1, 2);
    }
  }

  @Test
  void beginsAgainWhenTheFilesWereReplaced() throws Exception {
    create();
    add("metrics.csv", HEADER + "batch_loss,1,0.5\nbatch_loss,2,0.4\n");
    add("evaluations.jsonl", evaluation(0) + evaluation(2));
    try (RunFollower follower = follower()) {
      follower.look();
      assertThat(news().isRestart()).isFalse();
      Files.writeString(temp.resolve("other"), HEADER + "batch_loss,1,0.75\n");
      Files.move(
          temp.resolve("other"), run().resolve("metrics.csv"), StandardCopyOption.REPLACE_EXISTING);
      Files.writeString(run().resolve("evaluations.jsonl"), evaluation(0));
      follower.look();
      RunFollower.News restarted = news();
      assertThat(restarted.isRestart()).isTrue();
      assertThat(restarted.metrics().read(Metric.BATCH_LOSS, 0).values()).containsExactly(0.75);
      assertThat(restarted.evaluations()).extracting(EvaluationRecord::step).containsExactly(0L);
    }
  }

  private Moment moment(long step) throws RunException {
    float[] parameters = RunFolder.open(run()).weights(0).parameters();
    return new Moment(step, Optional.of(parameters), Optional.empty(), Optional.empty());
  }

  private byte[] momentFile(long step) throws Exception {
    Path file = temp.resolve("moment.npz");
    MomentFile.of(TinyTask.config(), Provenance.now(TinyTask.data())).write(file, moment(step));
    return Files.readAllBytes(file);
  }

  @Test
  void tellsOfMomentsThatComeAndGo() throws Exception {
    create();
    RunFolder.open(run())
        .save(Engine.initialCheckpoint(TinyTask.config(), TinyTask.data().test().shape(), 4));
    Path moments = Files.createDirectories(run().resolve("moments"));
    byte[] third = momentFile(3);
    try (RunFollower follower = follower()) {
      Files.write(moments.resolve("step-000003.npz"), third);
      follower.look();
      RunFollower.News news = news();
      assertThat(news.stored()).containsExactly(3L);
      assertThat(follower.timeline().at(3).step()).isEqualTo(3);
      assertThat(follower.timeline().marks()).extracting(Timeline.Mark::step).contains(3L);
      byte[] fourth = momentFile(4);
      Files.write(moments.resolve("step-000004.npz"), Arrays.copyOf(fourth, fourth.length / 2));
      follower.look();
      assertThat(told).as("half a file").isEmpty();
      assertThat(problems).as("which may be written at this moment").isEmpty();
      Files.delete(moments.resolve("step-000003.npz"));
      Files.write(moments.resolve("step-000004.npz"), fourth);
      follower.look();
      news = news();
      assertThat(news.stored()).containsExactly(4L);
      assertThat(news.gone()).containsExactly(3L);
      Files.write(moments.resolve("step-000005.npz"), new byte[99]);
      follower.look();
      follower.look();
      follower.look();
      assertThat(problems).as("it stays damaged").hasSize(1);
      assertThat(problems.get(0)).contains("step-000005.npz was skipped");
    }
  }

  @Test
  void saysWhatCannotBeFollowedOnce() throws Exception {
    create();
    try (RunFollower follower = follower()) {
      add("metrics.csv", "something else\n");
      follower.look();
      follower.look();
      assertThat(problems).hasSize(1);
      assertThat(problems.get(0)).contains("can't be followed").contains("first line is not");
      Files.delete(run().resolve("config.json"));
      follower.look();
      assertThat(problems).hasSize(2);
      assertThat(problems.get(1)).contains("is not a run");
    }
  }

  @Test
  void tellsNothingAfterItWasClosed() throws Exception {
    create();
    RunFollower follower = follower();
    follower.close();
    follower.start(1);
    add("metrics.csv", HEADER + "batch_loss,1,0.5\n");
    follower.look();
    assertThat(told).isEmpty();
    follower.close();
  }

  @Test
  void aRunThatOnlyHasMomentsIsOpenedWithTheNewest() throws Exception {
    create();
    assertThatThrownBy(() -> RunFolder.open(run()).result())
        .hasMessageContaining("has no weights yet");
    RunFolder.open(run())
        .save(Engine.initialCheckpoint(TinyTask.config(), TinyTask.data().test().shape(), 4));
    byte[] third = momentFile(3);
    Files.createDirectories(run().resolve("moments"));
    Files.write(run().resolve("moments/step-000003.npz"), third);
    assertThat(RunFolder.open(run()).result().step()).as("a checkpoint goes first").isZero();
    Files.delete(run().resolve("checkpoints/step-000000.npz"));
    assertThat(RunFolder.open(run()).result().step()).isEqualTo(3);
    assertThatThrownBy(() -> RunFolder.open(run()).lastCheckpoint())
        .hasMessageContaining("no checkpoint to train on from");
    add("evaluations.jsonl", evaluation(0) + evaluation(3));
    RunSummary summary = new RunStore(temp).listing().runs().get(0);
    assertThat(summary.steps()).isEqualTo(3);
    assertThat(summary.testAccuracy()).hasValue(1);
  }

  private static boolean hasNumPy() {
    try {
      Process python = new ProcessBuilder("python3", "-c", "import numpy").start();
      return python.waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** The script takes a step when it is told to, and the follower sees it while it goes on. */
  @Test
  void followsALoopInPython() throws Exception {
    Assumptions.assumeTrue(hasNumPy(), "python3 with NumPy is not installed");
    BlockingQueue<RunFollower.News> heard = new LinkedBlockingQueue<>();
    Process python =
        new ProcessBuilder(
                "python3",
                "-B",
                "src/test/resources/digitscope/run/write_run.py",
                "resources/python",
                run().toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedWriter in = python.outputWriter(StandardCharsets.UTF_8);
    try (BufferedReader out = python.inputReader(StandardCharsets.UTF_8)) {
      step(1, in, out);
      RunFolder folder = RunFolder.open(run());
      RunFollower follower = new RunFollower(folder, heard::add, problems::add);
      follower.start(5);
      MetricLog log = next(heard).metrics();
      assertThat(log.read(Metric.BATCH_LOSS, 0).steps()).containsExactly(1);
      for (int step = 2; step <= 8; step++) {
        step(step, in, out);
      }
      List<Long> stored = new ArrayList<>();
      List<Long> evaluated = new ArrayList<>();
      while (stored.size() < 4 || evaluated.size() < 4 || log.size(Metric.TEST_LOSS) < 4) {
        RunFollower.News news = next(heard);
        assertThat(news.metrics()).isSameAs(log);
        stored.addAll(news.stored());
        news.evaluations().forEach(one -> evaluated.add(one.step()));
      }
      assertThat(stored).containsExactly(2L, 4L, 6L, 8L);
      assertThat(evaluated).containsExactly(2L, 4L, 6L, 8L);
      assertThat(log.read(Metric.BATCH_LOSS, 0).steps()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
      assertThat(follower.timeline().marks())
          .filteredOn(mark -> mark.is(Timeline.Kind.EPOCH_END))
          .extracting(Timeline.Mark::step)
          .containsExactly(4L, 8L);
      in.close();
      checkAnswers(folder, follower.timeline().at(8), new ObjectMapper().readTree(out.readLine()));
      follower.close();
      assertThat(problems).isEmpty();
    } finally {
      python.destroy();
    }
  }

  private static void step(int step, BufferedWriter in, BufferedReader out) throws IOException {
    in.write("\n");
    in.flush();
    assertThat(out.readLine()).isEqualTo(String.valueOf(step));
  }

  private static RunFollower.News next(BlockingQueue<RunFollower.News> heard) throws Exception {
    RunFollower.News news = heard.poll(Patience.SECONDS, TimeUnit.SECONDS);
    assertThat(news).as("news within the time that tests wait").isNotNull();
    return news;
  }

  /** The weights give the probabilities that Python computed, and so does what was stored. */
  private static void checkAnswers(RunFolder folder, Moment moment, JsonNode expected)
      throws RunException {
    assertThat(moment.test().orElseThrow().accuracy())
        .isEqualTo(expected.get("accuracy").doubleValue());
    try (TrainedNetwork network =
        new TrainedNetwork(folder.config(), folder.provenance().imageShape(), 3, folder.result())) {
      for (int image = 0; image < 20; image++) {
        byte[] pixels = new byte[36];
        for (int i = 0; i < pixels.length; i++) {
          pixels[i] = (byte) expected.get("images").get(image).get(i).intValue();
        }
        float[] computed = network.predict(pixels).probabilities();
        for (int label = 0; label < 3; label++) {
          double wanted = expected.get("probabilities").get(image).get(label).doubleValue();
          assertThat((double) computed[label]).isCloseTo(wanted, within(1e-5));
          assertThat((double) moment.test().orElseThrow().probability(image, label))
              .isCloseTo(wanted, within(2e-5));
        }
      }
    }
  }
}
