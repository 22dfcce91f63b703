package digitscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import digitscope.config.ConfigFiles;
import digitscope.config.RunConfig;
import digitscope.data.ImageFiles;
import digitscope.eval.Evaluation;
import digitscope.run.EvaluationRecord;
import digitscope.run.RunFolder;
import digitscope.run.Timeline.Mark;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Commands at each step that a run keeps a moment of, with checkpoints of the last step only. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StoredStepsTest {
  private static final List<Long> STEPS = List.of(0L, 12L, 24L, 36L);

  private Path temp = Path.of("");
  private Path run = Path.of("");
  private Terminal terminal = new Terminal(temp);

  @BeforeAll
  void train(@TempDir Path folder) throws Exception {
    temp = folder;
    terminal = new Terminal(temp);
    run = temp.resolve("run");
    Path digits = temp.resolve("digits");
    assertThat(terminal.run("data", "make", "--out", digits, "--count", 600).status()).isZero();
    Path config = temp.resolve("config.json");
    RunConfig preset = new ConfigFiles().preset("cnn-bn").withLimit(240);
    Files.writeString(
        config,
        new ConfigFiles()
            .format(
                preset.withTraining(
                    preset
                        .training()
                        .with(
                            draft -> {
                              draft.epochs = 3;
                              draft.batchSize = 20;
                              draft.threads = 2;
                            }))));
    Terminal.Result trained =
        terminal.run("train", "--config", config, "--data", digits, "--run", run);
    assertThat(trained.status()).as(trained.err()).isZero();
    for (long step : List.of(0L, 12L, 24L)) {
      Files.delete(run.resolve("checkpoints").resolve(file(step)));
    }
  }

  private static String file(long step) {
    return String.format(Locale.ROOT, "step-%06d.npz", step);
  }

  @Test
  void evaluatesEachToExactlyTheNumbersThatWereRecorded() throws Exception {
    RunFolder folder = RunFolder.open(run);
    List<Long> steps = folder.timeline().marks().stream().map(Mark::step).toList();
    assertThat(steps).containsAll(STEPS);
    for (long step : steps) {
      Terminal.Result result = terminal.run("evaluate", run, "--step", step, "--json");
      assertThat(result.status()).as(result.err()).isZero();
      JsonNode json = result.json();
      EvaluationRecord recorded =
          folder.evaluations().stream().filter(one -> one.step() == step).findFirst().orElseThrow();
      Evaluation moment = folder.timeline().at(step).test().orElseThrow();
      assertThat(json.get("loss").asDouble()).isEqualTo(recorded.loss()).isEqualTo(moment.loss());
      assertThat(json.get("accuracy").asDouble()).isEqualTo(recorded.accuracy());
      assertThat(json.get("confusion").toString().replaceAll("\\s", ""))
          .isEqualTo(Arrays.deepToString(moment.confusion().toArray()).replaceAll("\\s", ""));
    }
  }

  @Test
  void predictsAndRendersWithEach() throws Exception {
    Path image = temp.resolve("one.png");
    ImageFiles.writePng(image, 2, 2, new int[] {-1, 0xff000000, -1, -1});
    for (long step : STEPS) {
      Path picture = temp.resolve("learning.png");
      Terminal.Result drawn =
          terminal.run("render", run, "learning", "--step", step, "--out", picture);
      assertThat(drawn.status()).as(drawn.err()).isZero();
      ViewRenderer.Request asked = terminal.rendered().get(terminal.rendered().size() - 1);
      assertThat(asked.checkpoint().step()).isEqualTo(step);
      assertThat(asked.checkpoint().parameters())
          .isEqualTo(RunFolder.open(run).timeline().at(step).parameters().orElseThrow());
      Terminal.Result predicted = terminal.run("predict", run, image, "--step", step, "--json");
      assertThat(predicted.status()).as(predicted.err()).isZero();
    }
  }

  @Test
  void exportsEachInEveryFormat() throws Exception {
    for (String format : List.of("npz", "onnx", "csv", "report")) {
      Path file = temp.resolve("export." + format);
      Terminal.Result result =
          terminal.run("export", run, "--format", format, "--step", 12, "--out", file);
      assertThat(result.status()).as(result.err()).isZero();
      assertThat(result.out()).contains("step 12");
      assertThat(file).isNotEmptyFile();
    }
    Map<String, byte[]> exported = arrays(temp.resolve("export.npz"));
    Map<String, byte[]> moment = arrays(run.resolve("moments").resolve(file(12)));
    moment.keySet().retainAll(exported.keySet());
    assertThat(moment).hasSameSizeAs(exported);
    exported.forEach((name, bytes) -> assertThat(moment.get(name)).as(name).isEqualTo(bytes));
  }

  private static Map<String, byte[]> arrays(Path file) throws IOException {
    Map<String, byte[]> arrays = new TreeMap<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (var entry : zip.stream().toList()) {
        try (InputStream in = zip.getInputStream(entry)) {
          arrays.put(entry.getName(), in.readAllBytes());
        }
      }
    }
    return arrays;
  }

  @Test
  void namesTheStepsNearestToOneThatIsNotStored() throws Exception {
    List<List<Object>> commands =
        List.of(
            List.of("evaluate", run),
            List.of("predict", run, temp.resolve("any.png")),
            List.of("render", run, "learning", "--out", temp.resolve("a.png")),
            List.of("export", run, "--format", "npz", "--out", temp.resolve("a.npz")));
    for (List<Object> command : commands) {
      Object[] late = new Object[command.size() + 2];
      command.toArray(late);
      late[command.size()] = "--step";
      late[command.size() + 1] = 1_000;
      Terminal.Result result = terminal.run(late);
      assertThat(result.status()).isEqualTo(1);
      assertThat(result.err())
          .isEqualTo("digitscope: Step 1000 is not stored; the nearest is 36.\n");
    }
  }

  @Test
  void takesTheMomentWhereACheckpointIsDamaged() throws Exception {
    Path checkpoint = run.resolve("checkpoints").resolve(file(36));
    byte[] sound = Files.readAllBytes(checkpoint);
    JsonNode expected = terminal.run("evaluate", run, "--step", 36, "--json").json();
    try {
      Files.writeString(checkpoint, "damaged");
      Terminal.Result result = terminal.run("evaluate", run, "--step", 36, "--json");
      assertThat(result.status()).as(result.err()).isZero();
      assertThat(result.err())
          .contains("Note: Using the stored weights of step 36", "cannot be used");
      assertThat(result.json()).isEqualTo(expected);
    } finally {
      Files.write(checkpoint, sound);
    }
  }

  @Test
  void keepsAsManyMomentsAsItsUserHasRoomFor() throws Exception {
    Path none = temp.resolve("none");
    Terminal.Result result =
        terminal.run(
            "train",
            "--preset",
            "mlp",
            "--data",
            temp.resolve("digits"),
            "--limit",
            100,
            "--epochs",
            2,
            "--run",
            none,
            "--moments-mb",
            0);
    assertThat(result.status()).as(result.err()).isZero();
    try (var files = Files.list(none.resolve("moments"))) {
      assertThat(files).isEmpty();
    }
    Terminal.Result refused = terminal.run("train", "--moments-mb", -1);
    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.err())
        .contains("stored steps can use 0 to 1,000,000 MB of disk space, not -1");
  }
}
