package digitscope.data.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digitscope.data.download.KnownSet.Role;
import digitscope.data.download.KnownSet.SetFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SetUnpackerTest {
  private final SmallSets.Plain plain = SmallSets.plain(3);
  private final Path packed;

  SetUnpackerTest(@TempDir Path folder) {
    packed = folder.resolve("packed");
  }

  private static SetFile file(Role role, Optional<String> member) {
    return new SetFile(
        role,
        new Download("small/file", List.of(URI.create("http://localhost/")), 1, Optional.empty()),
        member);
  }

  private byte[] unpack(Role role, byte[] content) throws IOException {
    return unpack(role, content, false, 0, Optional.empty());
  }

  private byte[] unpack(
      Role role, byte[] content, boolean transposed, int firstLabel, Optional<String> member)
      throws IOException {
    Files.write(packed, content);
    List<SetFile> files = Arrays.stream(Role.values()).map(each -> file(each, member)).toList();
    KnownSet set = SmallSets.set("small", files, transposed, firstLabel);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new SetUnpacker(set, files.get(List.of(Role.values()).indexOf(role))).unpack(packed, out);
    return out.toByteArray();
  }

  @ParameterizedTest
  @EnumSource
  void unpacksEachFile(Role role) throws IOException {
    assertThat(unpack(role, SmallSets.gzip(plain.get(role)))).isEqualTo(plain.get(role));
  }

  @Test
  void turnsImagesUpright() throws IOException {
    byte[] lying = plain.get(Role.TEST_IMAGES);
    byte[] upright = unpack(Role.TEST_IMAGES, SmallSets.gzip(lying), true, 0, Optional.empty());

    assertThat(Arrays.copyOf(upright, 16)).isEqualTo(Arrays.copyOf(lying, 16));
    for (int image = 0; image < SmallSets.TEST; image++) {
      int start = 16 + image * 784;
      for (int row = 0; row < 28; row++) {
        for (int column = 0; column < 28; column++) {
          assertThat(upright[start + 28 * row + column])
              .isEqualTo(lying[start + 28 * column + row]);
        }
      }
    }
  }

  @Test
  void countsLabelsFromZero() throws IOException {
    byte[] fromOne = plain.get(Role.TEST_LABELS).clone();
    for (int i = 8; i < fromOne.length; i++) {
      fromOne[i]++;
    }

    assertThat(unpack(Role.TEST_LABELS, SmallSets.gzip(fromOne), false, 1, Optional.empty()))
        .isEqualTo(plain.get(Role.TEST_LABELS));
  }

  /** The form of QMNIST's labels: eight integers each, of which the first is the class. */
  @Test
  void takesTheClassFromExtendedLabels() throws IOException {
    byte[] labels = plain.get(Role.TRAINING_LABELS);
    ByteBuffer extended = ByteBuffer.allocate(12 + 32 * SmallSets.TRAINING);
    extended.putInt(0xC02).putInt(SmallSets.TRAINING).putInt(8);
    for (int i = 0; i < SmallSets.TRAINING; i++) {
      extended.putInt(labels[8 + i]);
      for (int other = 0; other < 7; other++) {
        extended.putInt(1_000_000 * other + i);
      }
    }

    assertThat(unpack(Role.TRAINING_LABELS, SmallSets.gzip(extended.array()))).isEqualTo(labels);
  }

  @Test
  void takesAFileOutOfAnArchive() throws IOException {
    byte[] archive =
        SmallSets.zip(
            Map.of(
                "gzip/other.gz",
                SmallSets.gzip(new byte[9]),
                "gzip/mine.gz",
                SmallSets.gzip(plain.get(Role.TEST_LABELS))));

    assertThat(unpack(Role.TEST_LABELS, archive, false, 0, Optional.of("gzip/mine.gz")))
        .isEqualTo(plain.get(Role.TEST_LABELS));
    assertThatThrownBy(() -> unpack(Role.TEST_LABELS, archive, false, 0, Optional.of("gzip/no.gz")))
        .hasMessage("sent an archive without gzip/no.gz");
    assertThatThrownBy(
            () -> unpack(Role.TEST_LABELS, new byte[99], false, 0, Optional.of("gzip/mine.gz")))
        .hasMessage("sent a damaged archive");
  }

  @Test
  void refusesWhatIsNotTheFile() {
    byte[] labels = plain.get(Role.TEST_LABELS);
    assertThatThrownBy(() -> unpack(Role.TEST_LABELS, "<html>".getBytes(StandardCharsets.UTF_8)))
        .hasMessage("sent damaged data");
    assertThatThrownBy(() -> unpack(Role.TEST_LABELS, SmallSets.gzip(Arrays.copyOf(labels, 12))))
        .hasMessage("sent only part of the file");
    assertThatThrownBy(() -> unpack(Role.TEST_LABELS, SmallSets.gzip(Arrays.copyOf(labels, 99))))
        .hasMessage("sent more data than expected");
    assertThatThrownBy(
            () -> unpack(Role.TEST_LABELS, SmallSets.gzip(plain.get(Role.TRAINING_LABELS))))
        .hasMessage("sent a file with 40 where 15 are expected");
    assertThatThrownBy(() -> unpack(Role.TEST_LABELS, SmallSets.gzip(plain.get(Role.TEST_IMAGES))))
        .hasMessage("sent data that is not labels");
    byte[] outOfRange = labels.clone();
    outOfRange[9] = 3;
    assertThatThrownBy(() -> unpack(Role.TEST_LABELS, SmallSets.gzip(outOfRange)))
        .hasMessage("sent a label out of range");
    byte[] packedLabels = SmallSets.gzip(labels);
    packedLabels[packedLabels.length - 6] ^= 1;
    assertThatThrownBy(() -> unpack(Role.TEST_LABELS, packedLabels))
        .hasMessage("sent damaged data");
  }
}
