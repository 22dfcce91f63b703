package digitscope.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digitscope.config.RunConfig;
import digitscope.experiment.RunGroup.Kind;
import digitscope.experiment.RunGroup.Member;
import digitscope.run.RunException;
import digitscope.session.TinyTask;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunGroupTest {
  private static final RunConfig CONFIG = TinyTask.config();

  @TempDir private Path temp = Path.of("");

  @Test
  void comesBackAsItWas() throws Exception {
    Map<String, Object> settings =
        Map.of("training.learningRate", 0.5, "network[0].filters", 6L, "name", "x");
    RunGroup made =
        RunGroup.create(
            temp.resolve("g"), Kind.SWEEP, CONFIG, List.of(new Member("run-001", settings)));
    RunGroup read = RunGroup.open(temp.resolve("g"));
    assertThat(read.members()).isEqualTo(made.members());
    assertThat(read.base()).isEqualTo(CONFIG);
    assertThat(read.kind()).isEqualTo(Kind.SWEEP);
    assertThat(read.hasRuns(List.of(new Member("other", settings)))).isTrue();
    assertThat(read.hasRuns(List.of(new Member("run-001", Map.of("name", "x"))))).isFalse();
    Job job = read.job(read.members().get(0));
    assertThat(job.config().training().learningRate()).isEqualTo(0.5);
    assertThat(job.folder()).isEqualTo(temp.resolve("g/run-001"));
  }

  @Test
  void moreSeedsAreAddedAndNoneTwice() throws Exception {
    RunGroup group =
        RunGroup.create(temp.resolve("g"), Kind.REPEAT, CONFIG, Repeats.plan(CONFIG, 2));
    group.add(Repeats.plan(CONFIG, 4));
    group.add(Repeats.plan(CONFIG, 1));
    assertThat(RunGroup.open(temp.resolve("g")).members())
        .extracting(Member::run)
        .containsExactly("seed-7", "seed-8", "seed-9", "seed-10");
  }

  @Test
  void refusesOtherSettingsButOtherThreads() throws Exception {
    RunGroup group =
        RunGroup.create(temp.resolve("g"), Kind.REPEAT, CONFIG, Repeats.plan(CONFIG, 2));
    group.refuseOther(Kind.REPEAT, CONFIG.withTraining(CONFIG.training().withThreads(5)));
    assertThatThrownBy(
            () ->
                group.refuseOther(
                    Kind.REPEAT, CONFIG.withTraining(CONFIG.training().withEpochs(9))))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("another training.epochs (3, not 9); choose another folder");
    assertThatThrownBy(() -> group.refuseOther(Kind.SWEEP, CONFIG))
        .hasMessageContaining("holds a repeat, not a sweep");
  }

  @Test
  void leavesAFolderOfOthersAsItWas() throws Exception {
    Files.writeString(temp.resolve("letter.txt"), "Dear");
    assertThatThrownBy(() -> RunGroup.create(temp, Kind.REPEAT, CONFIG, Repeats.plan(CONFIG, 2)))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("contains other files");
    assertThat(temp).isDirectoryNotContaining("glob:**group.json");
  }

  @Test
  void saysInASentenceWhatIsDamaged() throws Exception {
    RunGroup.create(temp.resolve("g"), Kind.REPEAT, CONFIG, Repeats.plan(CONFIG, 2));
    Path file = temp.resolve("g/group.json");
    String sound = Files.readString(file);
    List<String> damages =
        List.of(
            "",
            "{",
            "[]",
            sound.substring(0, sound.length() / 2),
            sound.replace("REPEAT", "DANCE"),
            sound.replace("seed-7", "../../elsewhere"),
            sound.replace("seed-7", "seed-8"),
            sound.replace("\"epochs\" : 3", "\"epochs\" : -3"),
            sound.replace("\"version\" : 2", "\"version\" : 99"));
    for (String damage : damages) {
      Files.writeString(file, damage);
      assertThatThrownBy(() -> RunGroup.open(temp.resolve("g")))
          .as(damage)
          .isInstanceOf(RunException.class)
          .hasMessageContaining("group.json")
          .hasMessageNotContaining("Exception");
    }
  }

  @Test
  void aSeedBelowZeroHasAFolderToo() {
    RunConfig config = CONFIG.withTraining(CONFIG.training().withSeed(-1));
    assertThat(Repeats.plan(config, 3))
        .extracting(Member::run)
        .containsExactly("seed-m1", "seed-0", "seed-1");
  }
}
