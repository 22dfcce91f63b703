package digitscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import digitscope.config.CatalogueFiles;
import digitscope.data.download.SmallSets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataCommandsTest {
  private final Path folder;
  private final Path mirror;
  private final Terminal terminal;

  DataCommandsTest(@TempDir Path folder) throws Exception {
    this.folder = folder;
    mirror = folder.resolve("mirror");
    terminal = new Terminal(folder, SmallSets.inFolder(mirror));
  }

  @Test
  void listsWhatCanBeTrainedOn() throws Exception {
    Terminal all = new Terminal(folder, new CatalogueFiles().bundled());

    Terminal.Result text = all.run("data", "list");
    JsonNode json = all.run("data", "list", "--json").json();

    assertThat(text.status()).isZero();
    assertThat(text.out())
        .contains("digits", "| fashion-mnist   | Fashion-MNIST   | no   |    31 MB |   60,000 |");
    assertThat(json.get("sets").findValuesAsText("name"))
        .containsExactly(
            "mnist",
            "fashion-mnist",
            "kmnist",
            "emnist-digits",
            "emnist-letters",
            "emnist-balanced",
            "qmnist");
    assertThat(json.get("sets").get(0).get("cached").asBoolean()).isFalse();
    assertThat(json.get("sets").get(6).get("checked_against").asText())
        .isEqualTo("published MD5 of the download");
    assertThat(all.run("data", "list", "--details").out())
        .contains("Fashion-MNIST: Pictures of clothing", "license   MIT", "cite", "Zalando");
  }

  @Test
  void fetchesASetAndSaysSo() throws Exception {
    Terminal.Result fetched = terminal.run("data", "fetch", "small");

    assertThat(fetched.status()).isZero();
    assertThat(fetched.out())
        .contains("Set small: 40 training and 15 test images in " + folder.resolve("sets/small"))
        .contains("License: none", "Cite: nobody");
    assertThat(fetched.err()).contains("(100 %)");
    JsonNode listed = terminal.run("data", "list", "--json").json().get("sets").get(0);
    assertThat(listed.get("cached").asBoolean()).isTrue();
    JsonNode json = terminal.run("data", "fetch", "small", "--json").json();
    assertThat(json.get("files")).hasSize(5);
  }

  @Test
  void trainsOnASetAfterDownloadingItOnce() throws Exception {
    Path run = folder.resolve("run");
    Terminal.Result trained =
        terminal.run(
            "train", "--data", "small", "--preset", "mlp", "--epochs", 1, "--run", run, "--json");

    // Ten outputs for three classes are no fault of the data.
    assertThat(trained.err()).contains("Downloading: ");
    assertThat(folder.resolve("sets/small/SHA256SUMS")).exists();
    Terminal.Result again = terminal.run("data", "fetch", "small");
    assertThat(again.err()).isEmpty();
  }

  @Test
  void verifiesFilesClassesAndDuplicates() throws Exception {
    terminal.run("data", "fetch", "small");

    Terminal.Result text = terminal.run("data", "verify", "small");
    JsonNode json = terminal.run("data", "verify", "small", "--json").json();

    assertThat(text.status()).isZero();
    assertThat(text.out())
        .contains(
            "Set small: 5 files match the checksums of: published SHA-256 of the download",
            "40 training and 15 test images of 1×28×28 in 3 classes",
            "1 of the test images are also in the training set",
            "test image 0 is training image 0");
    assertThat(json.get("duplicates").get("test_in_training").asInt()).isEqualTo(1);
    assertThat(json.get("duplicates").get("pairs").get(0).get("training").asInt()).isZero();
    assertThat(json.get("training_counts")).hasSize(3);
    assertThat(json.get("data_sha256").asText()).hasSize(64);
  }

  @Test
  void verifiesAlsoWhatWasNeverDownloaded() {
    Terminal.Result missing = terminal.run("data", "verify", "small");
    assertThat(missing.status()).isEqualTo(1);
    assertThat(missing.err())
        .contains("Set small has not been downloaded: run 'digitscope data fetch small' (1 MB)");

    terminal.run("data", "make", "--out", folder.resolve("made"), "--count", 60);
    Terminal.Result made = terminal.run("data", "verify", folder.resolve("made"));
    assertThat(made.out()).contains("60 training and 10 test images", "No test image is in");
  }

  @Test
  void findsDamageAndMendsIt() throws Exception {
    terminal.run("data", "fetch", "small");
    Path labels = folder.resolve("sets/small/t10k-labels-idx1-ubyte");
    Files.write(labels, new byte[] {1, 2, 3});

    Terminal.Result damaged = terminal.run("data", "verify", "small");
    assertThat(damaged.status()).isEqualTo(1);
    assertThat(damaged.err())
        .contains(
            "t10k-labels-idx1-ubyte", "run 'digitscope data fetch small' to download it again");
    assertThat(terminal.run("data", "fetch", "small").status()).isZero();
    assertThat(terminal.run("data", "verify", "small").status()).isZero();
  }

  @Test
  void saysInASentenceThatNoMirrorHasTheSet() throws Exception {
    try (var files = Files.list(mirror.resolve("small"))) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }

    Terminal.Result offline =
        terminal.run("train", "--data", "small", "--run", folder.resolve("r"));

    assertThat(offline.status()).isEqualTo(1);
    assertThat(offline.err())
        .contains("digitscope: Set small could not be downloaded: ", "or use the bundled digits");
  }

  @Test
  void keepsNamesOfSetsAndFullPathsOfFolders() {
    assertThat(TrainOptions.lasting("digits")).isEqualTo("digits");
    assertThat(TrainOptions.lasting("fashion-mnist")).isEqualTo("fashion-mnist");
    assertThat(TrainOptions.lasting(folder + "/mirror/../mirror")).isEqualTo(mirror.toString());
    assertThat(TrainOptions.lasting("no\0path")).isEqualTo("no\0path");
  }

  @Test
  void refusesNamesThatAreNoSets() {
    Terminal.Result unknown = terminal.run("data", "fetch", "mnits");
    assertThat(unknown.status()).isEqualTo(2);
    assertThat(unknown.err())
        .contains("There is no data set 'mnits' to download; choose one of small");
    assertThat(terminal.run("data", "fetch", "digits").err())
        .contains("The bundled digits need no download");
  }
}
