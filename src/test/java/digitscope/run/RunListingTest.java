package digitscope.run;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.config.RunConfig;
import digitscope.config.ValidationSpec;
import digitscope.data.DataSplits;
import digitscope.eval.MetricLog;
import digitscope.session.Phase;
import digitscope.session.RunningSession;
import digitscope.session.TinyTask;
import digitscope.session.TrainingSession;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunListingTest {
  private static final DataSplits DATA = TinyTask.data();

  @TempDir private Path temp = Path.of("");
  private RunStore store = new RunStore(Path.of(""));

  @BeforeEach
  void makeStore() {
    store = new RunStore(temp.resolve("runs"));
  }

  private RunFolder train(String name, RunConfig config) throws Exception {
    RunFolder run = RunFolder.create(store.root().resolve(name), config, Provenance.now(DATA));
    MetricLog log = new MetricLog();
    try (RunRecorder recorder = new RunRecorder(run, log, 0);
        RunningSession running =
            new RunningSession(TrainingSession.fresh(DATA, config, log), recorder)) {
      running.await(snapshot -> snapshot.progress().phase() == Phase.FINISHED);
    }
    return run;
  }

  private static RunConfig holdingOut(boolean restoreBest) {
    RunConfig config = TinyTask.config();
    return config.withTraining(
        config.training().withValidation(new ValidationSpec(0.2, 0, restoreBest)));
  }

  @Test
  void saysWhatTheWholeRunSays() throws Exception {
    RunFolder run = train("plain", TinyTask.config());
    RunSummary summary = store.listing().runs().get(0);
    assertThat(summary.name()).isEqualTo("plain");
    assertThat(summary.config()).isEqualTo(run.config());
    assertThat(summary.steps()).isEqualTo(run.lastCheckpoint().step()).isEqualTo(30);
    List<EvaluationRecord> evaluations = run.evaluations();
    assertThat(summary.testAccuracy()).hasValue(evaluations.get(evaluations.size() - 1).accuracy());
    assertThat(summary.bestStep())
        .hasValue(
            evaluations.stream()
                .min(Comparator.comparingDouble(EvaluationRecord::loss))
                .orElseThrow()
                .step());
    assertThat(summary.moments())
        .containsExactlyElementsOf(
            run.timeline().marks().stream()
                .filter(Timeline.Mark::hasNetwork)
                .map(Timeline.Mark::step)
                .toList());
  }

  @Test
  void theBestStepIsThatOfTheHeldOutImages() throws Exception {
    for (boolean restores : new boolean[] {false, true}) {
      RunFolder run = train("restores-" + restores, holdingOut(restores));
      RunSummary summary =
          store.listing().runs().stream()
              .filter(found -> found.path().equals(run.path()))
              .findFirst()
              .orElseThrow();
      long best = run.lastCheckpoint().best().orElseThrow().step();
      long shown = run.resultStep().orElseThrow();
      assertThat(shown).isEqualTo(restores ? best : 24);
      assertThat(summary.bestStep()).hasValue(best);
      assertThat(summary.steps()).isEqualTo(24);
      assertThat(summary.testAccuracy())
          .hasValue(
              run.evaluations().stream()
                  .filter(found -> found.step() == shown)
                  .findFirst()
                  .orElseThrow()
                  .accuracy());
    }
  }

  @Test
  void damagedRunsAreListedWithASentenceAndHideNone() throws Exception {
    RunFolder sound = train("sound", TinyTask.config());
    Path group = store.root().resolve("group");
    for (String name : List.of("no-config", "bad-config", "bad-provenance", "group/bad")) {
      RunFolder.create(store.root().resolve(name), TinyTask.config(), Provenance.now(DATA))
          .release();
    }
    Files.writeString(group.resolve(RunStore.GROUP_FILE), "?");
    Files.delete(store.root().resolve("no-config/config.json"));
    Files.writeString(store.root().resolve("bad-config/config.json"), "{\"name\": ");
    Files.writeString(store.root().resolve("bad-provenance/provenance.json"), "\0");
    Files.writeString(group.resolve("bad/config.json"), "");
    Files.createDirectories(store.root().resolve("pictures"));
    Files.createDirectories(store.root().resolve(".hidden/checkpoints"));
    RunListing listing = store.listing();
    assertThat(listing.runs()).extracting(RunSummary::path).containsExactly(sound.path());
    assertThat(listing.damaged())
        .extracting(found -> store.root().relativize(found.path()).toString())
        .containsExactly("bad-config", "bad-provenance", "group/bad", "no-config");
    assertThat(listing.damaged())
        .allSatisfy(
            found ->
                assertThat(found.problem())
                    .contains(found.path().toString())
                    .hasSizeLessThan(301)
                    .doesNotContain("Exception"));
  }

  @Test
  void whatIsDamagedWithinARunCostsOnlyItself() throws Exception {
    RunFolder run = train("a", TinyTask.config());
    Files.writeString(run.path().resolve("checkpoints/step-000030.npz"), "no archive");
    Files.delete(run.path().resolve("evaluations.jsonl"));
    Files.createDirectory(run.path().resolve("evaluations.jsonl"));
    RunSummary summary = store.listing().runs().get(0);
    assertThat(summary.steps()).isEqualTo(20);
    assertThat(summary.testAccuracy()).isEmpty();
    assertThat(summary.bestStep()).isEmpty();
  }

  @Test
  void listsRunsOfGroupsAndNoneThatBegan() throws Exception {
    RunFolder.create(store.root().resolve("g/seed-1"), TinyTask.config(), Provenance.now(DATA))
        .release();
    assertThat(store.listing().runs()).isEmpty();
    Files.writeString(store.root().resolve("g").resolve(RunStore.GROUP_FILE), "{}");
    RunSummary begun = store.listing().runs().get(0);
    assertThat(begun.name()).isEqualTo("g/seed-1");
    assertThat(begun.steps()).isZero();
    assertThat(begun.testAccuracy()).isEmpty();
    assertThat(begun.moments()).isEmpty();
    assertThat(store.list()).isEmpty();
  }
}
