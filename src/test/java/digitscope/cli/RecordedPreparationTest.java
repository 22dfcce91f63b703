package digitscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digitscope.data.own.OwnFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands on a run that was trained on the user's own pictures, dark on light. */
class RecordedPreparationTest {
  private static final int WHITE = 0xffffff;
  private static final List<String> CLASSES = List.of("a", "b", "c");

  @TempDir private Path folder = Path.of("");

  private Terminal terminal() {
    return new Terminal(folder.resolve("home"));
  }

  private Path set() {
    return folder.resolve("set");
  }

  private Path run() {
    return folder.resolve("run");
  }

  @BeforeEach
  void train() throws Exception {
    OwnFiles.writeFolder(set(), CLASSES, 10, 16, 16, WHITE, 0x202020, 0x404040, 0x606060);
    Terminal.Result trained =
        terminal().run("train", "--preset", "mlp", "--data", set(), "--epochs", 1, "--run", run());
    assertThat(trained.status()).as(trained.err()).isZero();
    assertThat(trained.err()).contains("Dark on light, so inverted");
  }

  /** Large pictures, light on dark, by which the set would be taken for another one. */
  private void addOthers() throws Exception {
    Path others = folder.resolve("others");
    OwnFiles.writeFolder(others, CLASSES, 30, 40, 40, 0, WHITE, WHITE, WHITE);
    for (String name : CLASSES) {
      try (var files = Files.list(others.resolve(name))) {
        for (Path file : files.toList()) {
          Files.move(file, set().resolve(name).resolve("new-" + file.getFileName()));
        }
      }
    }
  }

  @Test
  void readsTheSameImagesAgainWithoutGuessing() {
    Terminal.Result evaluated = terminal().run("evaluate", run());

    assertThat(evaluated.status()).isZero();
    assertThat(evaluated.err()).doesNotContain("Note:").doesNotContain("They are");
    assertThat(terminal().run("train", "--resume", "--run", run(), "--epochs", 2).status())
        .isZero();
  }

  @Test
  void readsAFolderThatHasChangedAsItWasReadForTheRun() throws Exception {
    addOthers();

    Terminal.Result evaluated = terminal().run("evaluate", run());

    // By the look of its pictures its images would now be of 28×28.
    assertThat(evaluated.status()).as(evaluated.err()).isZero();
    assertThat(evaluated.err())
        .contains("Note: The images of " + set() + " have changed since the run was trained.");
    assertThat(terminal().run("evaluate", run(), "--data", set()).status()).isZero();
  }

  @Test
  void saysThatGrayPicturesWereOnceReadOtherwise() throws Exception {
    edit(
        provenance -> {
          provenance.remove("preparation");
          provenance.put("dataSha256", "0".repeat(64));
        });

    String said = "Gray pictures are now read with their true brightness, or the files of " + set();
    Terminal.Result evaluated = terminal().run("evaluate", run());
    assertThat(evaluated.status()).isZero();
    assertThat(evaluated.err()).contains("Note: " + said).contains("Train it again");
    Terminal.Result resumed = terminal().run("train", "--resume", "--run", run(), "--epochs", 2);
    assertThat(resumed.status()).isEqualTo(1);
    assertThat(resumed.err()).contains(said).contains("start a new run");
  }

  @Test
  void guessesWhereWhatWasRecordedMakesNoSense() throws Exception {
    edit(provenance -> ((ObjectNode) provenance.get("preparation")).put("fit", "somehow"));

    Terminal.Result evaluated = terminal().run("evaluate", run());

    assertThat(evaluated.status()).isZero();
    assertThat(evaluated.err()).contains("The saved picture preparation has no valid 'fit'");
  }

  private void edit(Consumer<ObjectNode> change) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    Path file = run().resolve("provenance.json");
    ObjectNode provenance = (ObjectNode) mapper.readTree(Files.readString(file));
    change.accept(provenance);
    mapper.writeValue(file.toFile(), provenance);
  }
}
