package digitscope.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataSourcesTest {
  private final DataSources sources = new DataSources(Glyphs.bundled());

  private final Path directory;

  DataSourcesTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void drawsTheBundledDigits() throws DataException {
    DataSplits digits = sources.load("digits");

    assertThat(digits.source()).isEqualTo("digits");
    assertThat(digits.train().size()).isEqualTo(60_000);
    assertThat(digits.test().size()).isEqualTo(10_000);
    assertThat(digits.test().shape()).isEqualTo(ImageShape.MNIST);
  }

  @Test
  void readsADirectoryOfIdxFiles() throws DataException {
    DataSplits few = Glyphs.generator().generate(20, 10, 5, Progress.NONE);
    IdxFiles.write(few, directory);

    DataSplits read = sources.load(directory.toString());

    assertThat(read.sha256()).isEqualTo(few.sha256());
    assertThat(read.source()).isEqualTo(directory.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"nist", "/no/such/directory", "", "a\0b"})
  void saysWhatThereIsWhenASourceIsUnknown(String source) {
    assertThatThrownBy(() -> sources.load(source))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "There is no data '%s': give 'digits' for the bundled digits, a set of 'digitscope data"
                + " list', a folder of IDX files, a folder with a folder of pictures for each"
                + " class, or a CSV file",
            source);
  }

  @Test
  void saysWhatADirectoryWithoutImagesLacks() {
    assertThatThrownBy(() -> sources.load(directory.toString()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("put the PNG or JPEG files of each class into a folder of its own");
  }
}
