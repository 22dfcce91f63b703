package digitscope.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digitscope.data.DataException;
import digitscope.data.download.Catalogue;
import digitscope.data.download.Checksum;
import digitscope.data.download.Download;
import digitscope.data.download.KnownSet;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueFilesTest {
  private final Catalogue catalogue = new CatalogueFiles().bundled();

  @ParameterizedTest
  @CsvSource({
    "mnist, 60000, 10000, 10",
    "fashion-mnist, 60000, 10000, 10",
    "kmnist, 60000, 10000, 10",
    "emnist-digits, 240000, 40000, 10",
    "emnist-letters, 124800, 20800, 26",
    "emnist-balanced, 112800, 18800, 47",
    "qmnist, 60000, 60000, 10"
  })
  void knowsEachSet(String name, int training, int test, int classes) {
    KnownSet set = catalogue.find(name).orElseThrow();

    assertThat(set.trainingImages()).isEqualTo(training);
    assertThat(set.testImages()).isEqualTo(test);
    assertThat(set.classNames()).hasSize(classes).doesNotHaveDuplicates();
    assertThat(set.hasChecksums()).isTrue();
    assertThat(set.license()).isNotBlank();
    assertThat(set.citation()).isNotBlank();
    assertThat(set.downloads()).allSatisfy(file -> assertThat(file.mirrors()).isNotEmpty());
  }

  /** Mirrors of MNIST compress it differently, so only the unpacked bytes tell. */
  @Test
  void holdsMnistAgainstItsUnpackedBytes() {
    Download images = catalogue.find("mnist").orElseThrow().downloads().get(0);

    assertThat(images.checksum())
        .contains(
            new Checksum(
                Checksum.Algorithm.SHA256,
                Checksum.Of.UNPACKED,
                "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"));
  }

  @Test
  void hasOneArchiveForAllOfEmnist() {
    Download archive = catalogue.find("emnist-letters").orElseThrow().downloads().get(0);

    assertThat(catalogue.find("emnist-balanced").orElseThrow().downloads())
        .containsExactly(archive);
    assertThat(catalogue.find("emnist-letters").orElseThrow().firstLabel()).isEqualTo(1);
  }

  @Test
  void takesOtherMirrors() throws DataException {
    Download file =
        catalogue
            .from("https://example.org/a /srv/sets")
            .find("mnist")
            .orElseThrow()
            .downloads()
            .get(0);

    assertThat(file.mirrors())
        .containsExactly(
            URI.create("https://example.org/a/mnist/train-images-idx3-ubyte.gz"),
            Path.of("/srv/sets/mnist/train-images-idx3-ubyte.gz").toUri());
    assertThat(catalogue.from(" ")).isEqualTo(catalogue);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://example.org/", "https://a/%"})
  void refusesWhatIsNoMirror(String mirrors) {
    assertThatThrownBy(() -> catalogue.from(mirrors))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(
            "DIGITSCOPE_MIRROR is '" + mirrors + "', but it must be an address such as");
  }

  @Test
  void saysWhereACatalogueIsWrong() {
    assertThatThrownBy(() -> new CatalogueFiles().parse("{\"sets\": [\n{]}", "mine.json"))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("mine.json, line 2, ");
    assertThatThrownBy(
            () ->
                new CatalogueFiles()
                    .parse("{\"sets\": [{\"name\": \"x\", \"classes\": []}]}", "mine.json"))
        .isInstanceOf(ConfigException.class)
        .hasMessage("mine.json: x has no TRAINING_IMAGES");
  }
}
