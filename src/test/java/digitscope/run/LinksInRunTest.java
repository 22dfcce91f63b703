package digitscope.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digitscope.eval.Metric;
import digitscope.eval.MetricLog;
import digitscope.network.Checkpoint;
import digitscope.session.Phase;
import digitscope.session.RunningSession;
import digitscope.session.TinyTask;
import digitscope.session.TrainingSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run folder may come from others, with links in it: nothing outside of it is ever changed. */
final class LinksInRunTest {
  private final Path run;
  private final Path outside;

  LinksInRunTest(@TempDir Path folder) throws IOException {
    run = folder.resolve("run");
    outside = Files.createDirectory(folder.resolve("outside"));
  }

  @Test
  void trainsOnWithoutWritingThroughLinksOfAnyName() throws Exception {
    train();
    Map<Path, byte[]> before = new HashMap<>();
    // With a link for a lock nothing is written at all.
    Files.deleteIfExists(run.resolve(".lock"));
    for (Path file : filesIn(run)) {
      Path victim = outside.resolve("victim" + before.size());
      Files.move(file, victim);
      Files.createSymbolicLink(file, victim);
      before.put(victim, Files.readAllBytes(victim));
      Path guessed = file.resolveSibling("." + file.getFileName() + ".tmp");
      Path precious = Files.writeString(outside.resolve("precious" + before.size()), "precious");
      Files.createSymbolicLink(guessed, precious);
      before.put(precious, Files.readAllBytes(precious));
    }
    RunFolder folder = RunFolder.open(run);
    Checkpoint last = folder.lastCheckpoint();
    MetricLog log = folder.metrics(last.step());
    RunFolder changed = folder.withConfig(TinyTask.config());
    RunRecorder recorder = new RunRecorder(changed, log, last.step());
    log.append(Metric.BATCH_LOSS, last.step() + 1, 0.5);
    recorder.checkpoint(last);
    recorder.close();
    assertThat(recorder.problem()).isEmpty();
    assertThat(filesIn(outside)).hasSameSizeAs(before.keySet());
    before.forEach((victim, bytes) -> assertThat(victim).hasBinaryContent(bytes));
    assertThat(run.resolve("metrics.csv")).content().endsWith(",0.5\n");
    assertThat(Files.isSymbolicLink(run.resolve("config.json"))).isFalse();
  }

  @Test
  void addsNothingToAFileThatBecameALink() throws Exception {
    train();
    RunFolder folder = RunFolder.open(run);
    MetricLog log = folder.metrics(30);
    RunRecorder recorder = new RunRecorder(folder, log, 30);
    Path victim = Files.writeString(outside.resolve("victim"), "precious");
    Files.delete(folder.metricFile());
    Files.createSymbolicLink(folder.metricFile(), victim);
    log.append(Metric.BATCH_LOSS, 31, 0.5);
    recorder.close();
    assertThat(recorder.problem().orElseThrow()).contains("link").doesNotContain("Exception");
    assertThat(victim).hasContent("precious");
  }

  @ParameterizedTest
  @ValueSource(strings = {"checkpoints", "history", "moments"})
  void refusesFoldersThatAreElsewhere(String name) throws Exception {
    train();
    Path elsewhere = outside.resolve("folder");
    Files.move(run.resolve(name), elsewhere);
    Files.createSymbolicLink(run.resolve(name), elsewhere);
    Path mine = Files.writeString(elsewhere.resolve(".mine.tmp"), "precious");
    List<Path> before = filesIn(outside);
    RunFolder folder = RunFolder.open(run);
    assertThatThrownBy(() -> new RunRecorder(folder, new MetricLog(), 0).close())
        .isInstanceOf(RunException.class)
        .hasMessageContaining("its folder " + name + " is a link");
    assertThat(filesIn(outside)).containsExactlyElementsOf(before).contains(mine);
  }

  private void train() throws Exception {
    RunFolder folder = RunFolder.create(run, TinyTask.config(), Provenance.now(TinyTask.data()));
    MetricLog log = new MetricLog();
    TrainingSession session = TrainingSession.fresh(TinyTask.data(), TinyTask.config(), log);
    try (RunRecorder recorder = new RunRecorder(folder, log, 0);
        RunningSession running = new RunningSession(session, recorder)) {
      running.await(snapshot -> snapshot.progress().phase() == Phase.FINISHED);
    }
  }

  private static List<Path> filesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(path -> !Files.isDirectory(path)).sorted().toList();
    }
  }
}
