package digitscope.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digitscope.data.DataException;
import digitscope.data.DataSplits;
import digitscope.data.ImageShape;
import digitscope.data.PictureReading;
import digitscope.data.Preparation;
import digitscope.data.Progress;
import digitscope.data.digits.Glyphs;
import digitscope.data.idx.IdxFiles;
import digitscope.data.own.OwnFiles;
import digitscope.io.PlainText;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
            "There is no data '%s': use 'digits' for the bundled digits, a name from "
                + "'digitscope data list', a folder of IDX files, a folder with one folder of "
                + "pictures per class, or a CSV file",
            PlainText.clean(source));
  }

  /** Dark pictures on light, to which come light ones on dark that are three times as many. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void readsPicturesForARunAsItsRunDid(boolean isCsv) throws Exception {
    Path source = directory.resolve(isCsv ? "set.csv" : "set");
    write(source, false, 10);
    DataSplits trained = sources.load(source.toString());
    Preparation preparation = trained.preparation();
    assertThat(preparation.polarity()).isEqualTo(Preparation.Polarity.INVERTED);
    write(source, true, 30);

    DataSplits guessed = sources.load(source.toString());
    DataSplits recorded =
        sources.load(
            source.toString(),
            PictureReading.of(preparation, trained.train().shape()),
            Progress.NONE);

    assertThat(guessed.preparation().polarity()).isEqualTo(Preparation.Polarity.KEPT);
    assertThat(images(guessed)).doesNotContainAnyElementsOf(images(trained));
    assertThat(images(recorded)).containsAll(images(trained));
    assertThat(recorded.preparation()).isEqualTo(preparation);
  }

  private static void write(Path source, boolean isLight, int count) throws Exception {
    List<String> classes = List.of("a", "b", "c");
    if (source.toString().endsWith(".csv")) {
      String rows = OwnFiles.csv(3 * count, 16, classes, false, isLight ? 200 : 255, ",");
      String written =
          isLight
              ? Files.readString(source) + rows
              : Pattern.compile("(?<=,)\\d+")
                  .matcher(rows)
                  .replaceAll(value -> Integer.toString(255 - Integer.parseInt(value.group())));
      Files.writeString(source, written);
    } else {
      Path made = isLight ? source.resolveSibling("light") : source;
      int ink = isLight ? 0xffffff : 0x202020;
      OwnFiles.writeFolder(made, classes, count, 16, 16, isLight ? 0 : 0xffffff, ink, ink, ink);
      for (int i = 0; isLight && i < 3 * count; i++) {
        String name = classes.get(i % 3);
        Files.move(
            made.resolve(name).resolve("image" + i / 3 + ".png"),
            source.resolve(name).resolve("light" + i / 3 + ".png"));
      }
    }
  }

  private static Set<ByteBuffer> images(DataSplits splits) {
    return Stream.of(splits.train(), splits.test())
        .flatMap(set -> IntStream.range(0, set.size()).mapToObj(i -> ByteBuffer.wrap(set.image(i))))
        .collect(Collectors.toSet());
  }

  @Test
  void saysWhatADirectoryWithoutImagesLacks() {
    assertThatThrownBy(() -> sources.load(directory.toString()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("put the PNG or JPEG files of each class into a subfolder");
  }
}
