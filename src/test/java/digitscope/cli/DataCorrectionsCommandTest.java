package digitscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import digitscope.config.GlyphFiles;
import digitscope.data.Progress;
import digitscope.data.digits.DigitGenerator;
import digitscope.data.idx.IdxFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataCorrectionsCommandTest {
  private final Path images;
  private final Path run;
  private final Terminal terminal;

  DataCorrectionsCommandTest(@TempDir Path temp) throws Exception {
    images = Files.createDirectory(temp.resolve("images"));
    run = temp.resolve("run");
    terminal = new Terminal(temp.resolve("home"));
    DigitGenerator generator = new DigitGenerator(new GlyphFiles().bundled());
    IdxFiles.write(generator.generate(60, 20, 5, Progress.NONE), images);
  }

  @Test
  void listsDecidesAndTakesBack() throws Exception {
    assertThat(corrections().out()).contains("There are no corrections for");

    Terminal.Result decided =
        corrections("--relabel", "test:3=7", "--leave-out", "train:5", "--keep", "test:4");

    assertThat(decided.status()).isZero();
    assertThat(decided.out())
        .contains("| test:3 ", "| relabel as 7 |", "| train:5 |", "| leave out ", "| keep ")
        .contains("Corrections: 1 label changed, 1 image left out")
        .contains("Saved in " + images.resolve("corrections.json"));
    JsonNode json = corrections("--undo", "train:5", "--json").json();
    assertThat(json.get("decisions").findValuesAsText("image")).containsExactly("test:3", "test:4");
    assertThat(json.get("labels_corrected").asInt()).isEqualTo(1);
    assertThat(json.get("images_left_out").asInt()).isZero();
    corrections("--undo", "all");
    assertThat(images.resolve("corrections.json")).doesNotExist();
  }

  @Test
  void saysWhatIsWrongWithAnImage() {
    assertThat(corrections("--relabel", "test:3").err()).contains("give image and class");
    assertThat(corrections("--relabel", "test:3=x").err()).contains("the classes are 0, 1, 2");
    assertThat(corrections("--leave-out", "3").err()).contains("'3' is not an image");
    assertThat(corrections("--leave-out", "test:20").err()).contains("There is no image test:20");
    Terminal.Result undone = corrections("--undo", "test:3");
    assertThat(undone.status()).isEqualTo(1);
    assertThat(undone.err()).contains("There is no correction for image test:3");
    assertThat(images.resolve("corrections.json")).doesNotExist();
  }

  @Test
  void trainingUsesThemAndSaysSo() throws Exception {
    corrections("--relabel", "train:3=7", "--leave-out", "train:5");

    Terminal.Result trained = train("--run", run);

    assertThat(trained.err()).contains("Corrections: 1 label changed, 1 image left out");
    JsonNode json = trained.json();
    assertThat(json.get("labels_corrected").asInt()).isEqualTo(1);
    assertThat(json.get("images_left_out").asInt()).isEqualTo(1);
    String sha256 = corrections("--json").json().get("data_sha256").asText();
    assertThat(json.get("data_sha256").asText()).isEqualTo(sha256);
    assertThat(Files.readString(run.resolve("provenance.json"))).contains("\"relabelled\" : 1");

    assertThat(terminal.run("evaluate", run).err()).doesNotContain("other label corrections");
    corrections("--undo", "train:5");
    assertThat(terminal.run("evaluate", run).err())
        .contains(
            "other label corrections for " + images,
            "(1 label changed, 1 image left out) than there are now (1 label changed, 0 images");
    Terminal.Result resumed = terminal.run("train", "--resume", "--run", run, "--epochs", 2);
    assertThat(resumed.status()).isEqualTo(1);
    assertThat(resumed.err()).contains("started with other label corrections");
  }

  @Test
  void trainingGoesOnWithoutThemIfItIsTold() throws Exception {
    String asTheyAre = train("--run", run).json().get("data_sha256").asText();
    Files.writeString(images.resolve("corrections.json"), "{");
    assertThat(train("--run", run + "2").err()).contains("is damaged", "--no-corrections");

    Terminal.Result trained = train("--run", run + "3", "--no-corrections");

    assertThat(trained.json().get("data_sha256").asText()).isEqualTo(asTheyAre);
    assertThat(terminal.run("evaluate", run + "3").status()).isZero();
    assertThat(
            terminal.run("train", "--resume", "--run", run + "3", "--epochs", 2, "--json").json())
        .isNotEmpty();
  }

  @Test
  void suspectsAreThoseThatNobodyHasDecidedAbout() throws Exception {
    Object[] command = {
      "data", "suspects", images, "--preset", "mlp", "--folds", 2, "--epochs", 1, "--json"
    };
    Terminal.Result found = terminal.run(command);

    assertThat(found.status()).isZero();
    assertThat(found.err()).contains("Checking: 100 %");
    JsonNode json = found.json();
    assertThat(json.get("judged").asInt()).isEqualTo(60);
    List<String> suspects = json.get("suspects").findValuesAsText("image");
    assertThat(suspects).isNotEmpty().allMatch(image -> image.startsWith("train:"));
    corrections("--keep", suspects.get(0));
    assertThat(terminal.run(command).json().get("suspects").findValuesAsText("image"))
        .isEqualTo(suspects.subList(1, suspects.size()));

    Terminal.Result test =
        terminal.run(
            "data", "suspects", images, "--split", "test", "--preset", "mlp", "--epochs", 1);
    assertThat(test.out()).contains("of 20 images have a label that looks wrong");
    assertThat(terminal.run("data", "suspects", images, "--folds", 1).status()).isEqualTo(2);
  }

  private Terminal.Result train(Object... options) {
    Object[] all = new Object[options.length + 8];
    Object[] first = {"train", "--data", images, "--preset", "mlp", "--epochs", 1, "--json"};
    System.arraycopy(first, 0, all, 0, first.length);
    System.arraycopy(options, 0, all, first.length, options.length);
    return terminal.run(all);
  }

  private Terminal.Result corrections(Object... options) {
    Object[] all = new Object[options.length + 3];
    all[0] = "data";
    all[1] = "corrections";
    all[2] = images;
    System.arraycopy(options, 0, all, 3, options.length);
    return terminal.run(all);
  }
}
