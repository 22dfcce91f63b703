package digitscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import digitscope.config.ConfigFiles;
import digitscope.data.DataSplits;
import digitscope.data.ImageFiles;
import digitscope.data.idx.IdxFiles;
import digitscope.run.RunFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands on 1,200 drawn digits and one run of them, as a user would use them. */
class CommandLineTest {
  private static final String[] COMMANDS = {
    "open",
    "train",
    "evaluate",
    "predict",
    "compare",
    "export",
    "import",
    "render",
    "data",
    "data make",
    "runs",
    "runs list",
    "doctor",
    "bench",
    "bench ui"
  };

  @TempDir private static Path shared = Path.of("");
  @TempDir private Path temp = Path.of("");

  private static Path digits() {
    return shared.resolve("digits");
  }

  private static Path run() {
    return shared.resolve("run");
  }

  private static Terminal terminal() {
    return new Terminal(shared.resolve("home"));
  }

  private static Terminal.Result trainMlp(Path folder, Object... more) {
    Object[] arguments = {
      "train",
      "--preset",
      "mlp",
      "--data",
      digits(),
      "--batch",
      "50",
      "--learning-rate",
      "0.2",
      "--epochs",
      "2",
      "--seed",
      "3",
      "--threads",
      "2",
      "--run",
      folder
    };
    Object[] all = new Object[arguments.length + more.length];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    System.arraycopy(more, 0, all, arguments.length, more.length);
    return terminal().run(all);
  }

  @BeforeAll
  static void makeDigitsAndARun() {
    assertThat(terminal().run("data", "make", "--out", digits(), "--count", 1200).status())
        .isZero();
    assertThat(trainMlp(run()).status()).isZero();
  }

  @Test
  void makesTheSameDataForTheSameSeed() throws Exception {
    Terminal.Result made =
        terminal().run("data", "make", "--out", temp.resolve("again"), "--count", 1200);
    assertThat(made.out()).contains("1,200 training and 200 test images");
    DataSplits again = IdxFiles.read(temp.resolve("again"));
    assertThat(again.sha256()).isEqualTo(IdxFiles.read(digits()).sha256());
    terminal().run("data", "make", "--out", temp.resolve("other"), "--count", 60, "--seed", 2);
    assertThat(IdxFiles.read(temp.resolve("other")).test().size()).isEqualTo(10);
  }

  @Test
  void tracesTheFirstStepsOfAnUnchangedRun() throws Exception {
    Path trace = temp.resolve("trace.npz");
    JsonNode traced =
        trainMlp(temp.resolve("traced"), "--trace", trace, "--trace-steps", 2, "--json").json();
    JsonNode plain = trainMlp(temp.resolve("plain"), "--json").json();
    assertThat(traced.get("weights_sha256")).isEqualTo(plain.get("weights_sha256"));
    try (ZipFile zip = new ZipFile(trace.toFile())) {
      assertThat(zip.stream().map(ZipEntry::getName))
          .contains("step-1/loss.npy", "step-2/after/4.dense/biases.npy")
          .noneMatch(name -> name.startsWith("step-3/"));
    }
    assertThat(trainMlp(temp.resolve("c"), "--trace-steps", 2).err())
        .contains("--trace-steps needs --trace FILE.npz");
    Terminal.Result refused = trainMlp(temp.resolve("c"), "--trace", temp.resolve("no/t.npz"));
    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.err()).contains("cannot be written").contains("existing folder");
    assertThat(temp.resolve("c")).doesNotExist();
  }

  @Test
  void trainsToTheSameWeightsForTheSameSeedAndThreads() throws Exception {
    JsonNode first = trainMlp(temp.resolve("a"), "--json").json();
    JsonNode second = trainMlp(temp.resolve("b"), "--json").json();
    assertThat(keys(first))
        .contains(
            "run",
            "preset",
            "data",
            "data_sha256",
            "seed",
            "threads",
            "parameters",
            "epochs",
            "steps",
            "images",
            "seconds",
            "images_per_second",
            "train_accuracy",
            "test_accuracy",
            "test_loss",
            "weights_sha256");
    assertThat(first.get("weights_sha256")).isEqualTo(second.get("weights_sha256"));
    assertThat(first.get("steps").asInt()).isEqualTo(48);
    assertThat(first.get("images").asInt()).isEqualTo(2400);
    assertThat(first.get("parameters").asInt()).isEqualTo(784 * 70 + 70 + 71 * 30 + 31 * 10);
    assertThat(first.get("train_accuracy").asDouble()).isBetween(0.2, 1.0);
    assertThat(Path.of(first.get("run").asText())).isDirectoryContaining("glob:**/config.json");
  }

  @Test
  void printsNothingButTheResultOnStandardOutput() {
    Terminal.Result json = trainMlp(temp.resolve("a"), "--json");
    assertThat(json.out().lines()).hasSize(1);
    assertThat(json.err()).contains("epoch 1.00/2", "epoch 2.00/2", "test accuracy");
    Terminal.Result text = trainMlp(temp.resolve("b"));
    assertThat(text.out()).contains("test accuracy", temp.resolve("b").toString());
  }

  @Test
  void resumesToTheWeightsOfAnUninterruptedRun() throws Exception {
    JsonNode whole = trainMlp(temp.resolve("whole"), "--json").json();
    Path interrupted = temp.resolve("interrupted");
    terminal()
        .run(
            "train",
            "--preset",
            "mlp",
            "--data",
            digits(),
            "--batch",
            50,
            "--learning-rate",
            0.2,
            "--epochs",
            1,
            "--seed",
            3,
            "--threads",
            2,
            "--run",
            interrupted);
    Terminal.Result resumed =
        terminal().run("train", "--resume", "--run", interrupted, "--epochs", 2, "--json");
    assertThat(resumed.status()).isZero();
    assertThat(resumed.json().get("weights_sha256")).isEqualTo(whole.get("weights_sha256"));
    assertThat(resumed.json().get("steps").asInt()).isEqualTo(48);
    assertThat(resumed.json().get("images").asInt()).isEqualTo(1200);
    terminal().run("train", "--resume", "--run", interrupted, "--threads", 0);
    assertThat(RunFolder.open(interrupted).config().training().threads()).isPositive();
  }

  @Test
  void refusesToResumeWithOtherSettings() {
    assertThat(trainMlp(run(), "--resume").status()).isZero();
    Terminal.Result batch = terminal().run("train", "--resume", "--run", run(), "--batch", 10);
    assertThat(batch.status()).isEqualTo(1);
    assertThat(batch.err()).contains("batch size (50, not 10)").contains("--batch");
    Terminal.Result preset = terminal().run("train", "--resume", "--run", run(), "--preset", "cnn");
    assertThat(preset.err()).contains("network or training settings");
    assertThat(terminal().run("train", "--resume").status()).isEqualTo(2);
    Terminal.Result none = terminal().run("train", "--resume", "--run", temp.resolve("none"));
    assertThat(none.status()).isEqualTo(1);
    assertThat(none.err()).contains("There is no run folder");
  }

  @Test
  void refusesToTrainOverARun() {
    Terminal.Result again = trainMlp(run());
    assertThat(again.status()).isEqualTo(1);
    assertThat(again.err()).contains("already contains a run").contains("--resume");
  }

  @Test
  void savesIntoTheUsersRunsWithoutAFolder() throws Exception {
    Terminal terminal = new Terminal(temp.resolve("runs"));
    Terminal.Result result =
        terminal.run(
            "train",
            "--preset",
            "mlp",
            "--data",
            digits(),
            "--limit",
            100,
            "--epochs",
            1,
            "--json");
    Path saved = Path.of(result.json().get("run").asText());
    assertThat(saved.getParent()).isEqualTo(temp.resolve("runs"));
    assertThat(result.err()).contains("Saving the run in " + saved, "Computing: ");
    assertThat(result.json().get("images").asInt()).isEqualTo(100);
  }

  @Test
  void saysWhatIsWrongWithTrainingInOneSentence() throws Exception {
    assertOneSentence(terminal().run("train", "--preset", "vgg"), 1, "no preset 'vgg'", "cnn, mlp");
    assertOneSentence(
        terminal().run("train", "--data", temp.resolve("nothing")), 1, "There is no data");
    assertOneSentence(terminal().run("train", "--config", temp.resolve("x")), 1, "x");
    Path config = temp.resolve("config.json");
    Files.writeString(
        config,
        Files.readString(run().resolve("config.json")).replace("\"units\" : 10", "\"units\" : 9"));
    assertOneSentence(
        terminal().run("train", "--config", config, "--data", digits(), "--run", temp.resolve("r")),
        1,
        "The network does not fit",
        "the last layer needs 10 units");
    assertThat(temp.resolve("r")).doesNotExist();
  }

  @Test
  void saysWhatIsWrongWithALayerOfAConfiguration() throws Exception {
    Path config = temp.resolve("bad.json");
    Files.writeString(
        config,
        new ConfigFiles()
            .format(new ConfigFiles().preset("cnn"))
            .replaceFirst("\"size\" : 2", "\"size\" : 65"));

    Terminal.Result result =
        terminal().run("train", "--config", config, "--run", temp.resolve("r"));

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err()).contains("network[1]", "pooling size must be from 1 to 64, not 65");
  }

  @Test
  void saysInWordsWhatIsNoNumber() {
    for (List<String> wrong :
        List.of(
            List.of("--step", "two", "'two' is not a whole number"),
            List.of("--step", "1.5", "'1.5' is not a whole number"),
            List.of("--step", "99999999999999999999", "99999999999999999999 is too large"))) {
      Terminal.Result refused = terminal().run("evaluate", "x", wrong.get(0), wrong.get(1));
      assertThat(refused.status()).isEqualTo(2);
      assertThat(refused.err()).contains("'--step': " + wrong.get(2) + "\n");
    }
    assertThat(terminal().run("train", "--epochs", "3000000000").err()).contains("is too large");
    assertThat(terminal().run("train", "--learning-rate", "fast").err())
        .contains("'fast' is not a number\n");
  }

  @Test
  void answersWrongUsageWithStatus2() {
    assertThat(terminal().run("learn").status()).isEqualTo(2);
    assertThat(terminal().run("train", "--batch", "many").status()).isEqualTo(2);
    assertThat(terminal().run("train", "--preset", "cnn", "--config", "x.json").status())
        .isEqualTo(2);
    assertThat(terminal().run("data").status()).isEqualTo(2);
    assertThat(terminal().run("predict", run()).status()).isEqualTo(2);
    Terminal.Result rate = terminal().run("train", "--learning-rate", "-1");
    assertThat(rate.status()).isEqualTo(2);
    assertThat(rate.err()).contains("learning rate must be from").contains("train --help");
    assertThat(rate.out()).isEmpty();
  }

  @Test
  void helpsWithEachCommandAndSaysItsVersion() {
    for (String command : COMMANDS) {
      Terminal.Result help = terminal().run((Object[]) (command + " --help").split(" "));
      assertThat(help.status()).isZero();
      assertThat(help.out()).contains("Usage: digitscope " + command);
    }
    assertThat(terminal().run("--version").out()).startsWith("digitscope ");
  }

  @Test
  void opensTheWorkbench() {
    Terminal terminal = terminal();
    assertThat(terminal.run().status()).isZero();
    assertThat(terminal.run("open", run()).status()).isZero();
    assertThat(terminal.opened())
        .containsExactly(Optional.empty(), Optional.of(run().toAbsolutePath()));
    assertOneSentence(terminal.run("open", temp), 1, "not a run");
    assertThat(terminal.opened()).hasSize(2);
  }

  @Test
  void asksForAViewOfACheckpoint() throws Exception {
    Terminal terminal = terminal();
    Path picture = temp.resolve("a.png");
    Terminal.Result result =
        terminal.run(
            "render",
            run(),
            "confusion",
            "--out",
            picture,
            "--size",
            "800x600",
            "--theme",
            "dark",
            "--step",
            24);
    assertThat(result.status()).isZero();
    assertThat(terminal.rendered()).hasSize(1);
    ViewRenderer.Request request = terminal.rendered().get(0);
    assertThat(request.view()).isEqualTo(ViewRenderer.View.CONFUSION);
    assertThat(request.checkpoint().step()).isEqualTo(24);
    assertThat(request.images().read().test().size()).isEqualTo(200);
    assertThat(request.width()).isEqualTo(800);
    assertThat(request.height()).isEqualTo(600);
    assertThat(request.dark()).isTrue();
    assertThat(request.target()).isEqualTo(picture);
    assertThat(terminal.run("render", run(), "draw", "--out", picture, "--size", "9x9").status())
        .isEqualTo(2);
    assertThat(terminal.run("render", run(), "clouds", "--out", picture).status()).isEqualTo(2);
    assertThat(terminal.run("render", run(), "draw").err()).contains("--out");
  }

  @Test
  void evaluatesARun() throws Exception {
    JsonNode json = terminal().run("evaluate", run(), "--json").json();
    assertThat(json.get("step").asInt()).isEqualTo(48);
    assertThat(json.get("confusion")).hasSize(10);
    int total = 0;
    int correct = 0;
    for (int row = 0; row < 10; row++) {
      for (int column = 0; column < 10; column++) {
        int count = json.get("confusion").get(row).get(column).asInt();
        total += count;
        correct += row == column ? count : 0;
      }
    }
    assertThat(total).isEqualTo(200);
    assertThat(json.get("accuracy").asDouble()).isEqualTo(correct / 200.0);
    assertThat(json.get("errors")).hasSize(200 - correct);
    assertThat(keys(json.get("errors").get(0)))
        .contains("index", "actual", "predicted", "confidence");
    assertThat(json.get("classes")).hasSize(10);
    assertThat(keys(json.get("classes").get(3)))
        .contains("label", "precision", "recall", "f1", "tp", "fp", "fn", "actual");
    assertThat(json.get("loss").asDouble()).isPositive();

    String text = terminal().run("evaluate", run(), "--split", "train").out();
    assertThat(text).contains("1,200 images, step 48", "Confusion matrix", "precision");
  }

  @Test
  void evaluatesAnyCheckpoint() throws Exception {
    JsonNode untrained = terminal().run("evaluate", run(), "--step", 0, "--json").json();
    assertThat(untrained.get("accuracy").asDouble()).isLessThan(0.4);
    assertOneSentence(
        terminal().run("evaluate", run(), "--step", 5),
        1,
        "Step 5 is not stored; the nearest are 0 and ");
  }

  @Test
  void exportsANetworkForOtherPrograms() throws Exception {
    for (String format : List.of("onnx", "npz")) {
      Path file = temp.resolve("net." + format);
      Terminal.Result result =
          terminal().run("export", run(), "--format", format, "--out", file, "--step", 24);
      assertThat(result.status()).isZero();
      assertThat(result.out()).isEqualToIgnoringNewLines(file + ": mlp, step 24");
      assertThat(Files.size(file)).isGreaterThan(4L * 784 * 70);
    }
    Path file = temp.resolve("net.hdf5");
    Terminal.Result other = terminal().run("export", run(), "--format", "hdf5", "--out", file);
    assertThat(other.status()).isEqualTo(2);
    assertThat(other.err())
        .contains(
            "expected one of [ONNX, NPZ, CSV, REPORT, SALIENCY, MAPS, PATTERNS, FILM, BUNDLE]");
    assertThat(file).doesNotExist();
    assertOneSentence(
        terminal().run("export", run(), "--format", "npz", "--out", temp.resolve("no/net.npz")),
        1,
        "no/net.npz cannot be written",
        "an existing folder");
    assertOneSentence(
        terminal().run("export", temp, "--format", "npz", "--out", file), 1, "not a run");
  }

  @Test
  void importsANetworkAsARunLikeAnyOther() throws Exception {
    Path file = temp.resolve("mine.onnx");
    Path imported = temp.resolve("imported");
    terminal().run("export", run(), "--format", "onnx", "--out", file);
    Terminal.Result result =
        terminal().run("import", file, "--data", digits(), "--run", imported, "--json");
    assertThat(result.status()).isZero();
    JsonNode ours = terminal().run("evaluate", run(), "--json").json();
    JsonNode theirs = terminal().run("evaluate", imported, "--json").json();
    for (String key : List.of("accuracy", "confusion", "errors")) {
      assertThat(theirs.get(key)).as(key).isEqualTo(ours.get(key));
    }
    assertThat(result.json().get("test_accuracy")).isEqualTo(ours.get("accuracy"));
    assertThat(result.json().get("program").asText())
        .matches("Digitscope .*; imported from mine.onnx \\(SHA-256 [0-9a-f]{64}\\) by .*");
    assertThat(RunFolder.open(imported).config().name()).isEqualTo("mine");
    assertThat(RunFolder.open(imported).evaluations()).hasSize(1);
    Terminal terminal = terminal();
    assertThat(terminal.run("open", imported).status()).isZero();
    assertThat(terminal.run("render", imported, "draw", "--out", temp.resolve("a.png")).status())
        .isZero();
    Terminal.Result trained =
        terminal.run("train", "--resume", "--run", imported, "--epochs", 1, "--json");
    assertThat(trained.json().get("images").asInt()).isEqualTo(1200);
  }

  @Test
  void saysInOneSentenceWhyAFileCannotBeImported() throws Exception {
    Path text = Files.writeString(temp.resolve("text.onnx"), "no model");
    Path target = temp.resolve("imported");
    assertOneSentence(
        terminal().run("import", text, "--data", digits(), "--run", target),
        1,
        "text.onnx is not an ONNX model");
    assertOneSentence(
        terminal().run("import", temp.resolve("none"), "--data", digits()), 1, "no file");
    assertOneSentence(terminal().run("import", text, "--run", run()), 1, "already contains a run");
    assertThat(target).doesNotExist();
  }

  @Test
  void readsPicturesOfAnySize() throws Exception {
    Path picture = temp.resolve("seven.png");
    int side = 300;
    int[] argb = new int[side * side];
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        boolean bar = y >= 50 && y < 75 && x >= 80 && x < 220;
        boolean stem = y >= 50 && y < 250 && Math.abs(x - (220 - (y - 50) / 2)) < 14;
        argb[y * side + x] = bar || stem ? 0xff202020 : 0xfff5f0e6;
      }
    }
    ImageFiles.writePng(picture, side, side, argb);
    JsonNode json = terminal().run("predict", run(), picture, picture, "--json").json();
    assertThat(json.get("images")).hasSize(2);
    JsonNode first = json.get("images").get(0);
    assertThat(first.get("file").asText()).isEqualTo(picture.toString());
    assertThat(first.get("probabilities")).hasSize(10);
    double sum = 0;
    for (JsonNode probability : first.get("probabilities")) {
      sum += probability.asDouble();
      assertThat(probability.asDouble())
          .isLessThanOrEqualTo(
              first.get("probabilities").get(first.get("label").asInt()).asDouble());
    }
    assertThat(sum).isBetween(0.999, 1.001);
    assertThat(terminal().run("predict", run(), picture).out()).startsWith(picture + ": ");
    assertOneSentence(
        terminal().run("predict", run(), temp.resolve("no.png")), 1, "There is no image file");
  }

  private static void assertOneSentence(Terminal.Result result, int status, String... parts) {
    assertThat(result.status()).isEqualTo(status);
    assertThat(result.out()).isEmpty();
    List<String> lines =
        result.err().lines().filter(line -> line.startsWith("digitscope: ")).toList();
    assertThat(lines).hasSize(1);
    assertThat(lines.get(0)).contains(parts);
    assertThat(result.err()).doesNotContain("\tat ");
  }

  private static List<String> keys(JsonNode object) {
    return object.properties().stream().map(Map.Entry::getKey).toList();
  }

  @Test
  void refusesNamesThatCouldNotBeDecoded() {
    Path folder = temp.resolve("r\uFFFD");

    Terminal.Result result = terminal().run("train", "--run", folder, "--limit", 10);

    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err())
        .contains("contains bytes that are not text in this locale; rename the file");
    assertThat(folder).doesNotExist();
  }
}
