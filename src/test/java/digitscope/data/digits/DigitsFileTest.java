package digitscope.data.digits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digitscope.data.DataSplits;
import digitscope.data.Dataset;
import digitscope.data.Progress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DigitsFileTest {
  private static final int TRAIN = 60;
  private static final int TEST = 20;

  private final DataSplits drawn = Glyphs.generator().generate(TRAIN, TEST, 1, Progress.NONE);
  private final byte[] content = content(drawn);
  private final Path folder;
  private final Path path;
  private final DigitsFile file;

  DigitsFileTest(@TempDir Path parent) {
    folder = parent.resolve("kept");
    path = folder.resolve("digits.pixels");
    file = new DigitsFile(path, TRAIN, TEST, checksum(content));
  }

  @Test
  void readsWhatItWrote() throws IOException {
    file.write(drawn);

    DataSplits read = file.read().orElseThrow();

    assertThat(read.sha256()).isEqualTo(drawn.sha256());
    assertThat(read.source()).isEqualTo(drawn.source());
    assertThat(read.train().name()).isEqualTo(drawn.train().name());
    assertThat(read.test().name()).isEqualTo(drawn.test().name());
    assertThat(read.train().classNames()).isEqualTo(drawn.train().classNames());
  }

  @Test
  void holdsLabelsAndPixelsAByteEach() throws IOException {
    file.write(drawn);

    assertThat(path).hasSize(file.size()).hasBinaryContent(content);
  }

  @Test
  void hasNothingBeforeItIsWritten() {
    assertThat(file.read()).isEmpty();
  }

  @Test
  void readsNothingFromADamagedFileAndReplacesIt() throws IOException {
    file.write(drawn);
    byte[] damaged = content.clone();
    damaged[content.length / 2] ^= 1;
    Files.write(path, damaged);

    assertThat(file.read()).isEmpty();

    file.write(drawn);
    assertThat(file.read()).isPresent();
  }

  @Test
  void readsNothingFromAFileOfAnotherLengthOrAFolder() throws IOException {
    file.write(drawn);
    for (int length : new int[] {0, content.length - 1, content.length + 1}) {
      Files.write(path, Arrays.copyOf(content, length));

      assertThat(file.read()).isEmpty();
    }

    Files.delete(path);
    Files.createDirectory(path);
    assertThat(file.read()).isEmpty();
  }

  /** A generator that was changed: what it draws is another version's. */
  @Test
  void keepsNoOtherDigits() throws IOException {
    file.write(Glyphs.generator().generate(TRAIN, TEST, 2, Progress.NONE));

    assertThat(path).doesNotExist();
  }

  @Test
  void clearsAwayWhatAProgramThatWasKilledLeft() throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(".digitscope-00.tmp"), "half of it");

    file.write(drawn);

    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactly(path);
    }
  }

  @Test
  void failsWhereTheFolderCannotBeMade() throws IOException {
    Files.writeString(folder, "a file");

    assertThatThrownBy(() -> file.write(drawn)).isInstanceOf(IOException.class);
  }

  /** The same from the images as all others see them. */
  private static byte[] content(DataSplits splits) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (Dataset set : List.of(splits.train(), splits.test())) {
      for (int i = 0; i < set.size(); i++) {
        bytes.write(set.label(i));
      }
      for (int i = 0; i < set.size(); i++) {
        bytes.writeBytes(set.image(i));
      }
    }
    return bytes.toByteArray();
  }

  private static long checksum(byte[] bytes) {
    CRC32C sum = new CRC32C();
    sum.update(bytes);
    return sum.getValue();
  }
}
