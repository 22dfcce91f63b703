package digitscope.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digitscope.data.DataException;
import digitscope.data.Preparation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProvenanceFileTest {
  private static final Path RECORDED =
      Path.of("src/test/resources/digitscope/run/old/mlp-finished/provenance.json");
  private static final String PREPARATION =
      """
      "preparation": {"version": "1", "fit": "whole", "polarity": "inverted", "behind": "255",
        "ground": "light", "sized": "true", "centered": "false", "blanks": "false"}""";

  @TempDir private Path home = Path.of("");

  /** The provenance of an old run, with a preparation of its pictures. */
  private Provenance read(String preparation) throws IOException {
    Path file = home.resolve("provenance.json");
    Files.writeString(
        file, Files.readString(RECORDED).replaceFirst("\\{", "{" + preparation + ","));
    return ProvenanceFile.read(file);
  }

  @Test
  void readsHowPicturesWerePrepared() throws Exception {
    Preparation preparation = read(PREPARATION).ofPictures();
    assertThat(preparation.behind()).contains(255);
    assertThat(preparation.ground()).isEqualTo(Preparation.Ground.LIGHT);
  }

  @Test
  void takesANullSettingForAMissingOne() throws Exception {
    Provenance required = read(PREPARATION.replace("\"whole\"", "null"));
    assertThat(required.preparation()).doesNotContainKey("fit").containsEntry("sized", "true");
    assertThatThrownBy(required::ofPictures)
        .isInstanceOf(DataException.class)
        .hasMessageContaining("'fit'");

    Provenance optional = read(PREPARATION.replace("\"255\"", "null"));
    assertThat(optional.ofPictures().behind()).isEmpty();
  }

  @Test
  void takesNothingButNullsForNothingRecorded() throws Exception {
    Provenance provenance = read("\"preparation\": {\"fit\": null}");
    assertThat(provenance.ofPictures()).isEqualTo(Preparation.ofShape(provenance.imageShape()));
  }
}
