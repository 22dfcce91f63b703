package digitscope.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GrowingFileTest {
  private final Path folder;

  GrowingFileTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void addsToAFile() throws Exception {
    Path file = Files.writeString(folder.resolve("a.csv"), "1\n");
    GrowingFile.append(file, "é\n");
    assertThat(file).hasContent("1\né\n");
  }

  @Test
  void addsNothingThroughALink() throws Exception {
    Path victim = Files.writeString(folder.resolve("victim"), "precious");
    Path link = Files.createSymbolicLink(folder.resolve("a.csv"), victim);
    assertThatThrownBy(() -> GrowingFile.append(link, "x"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("it is a link");
    assertThat(victim).hasContent("precious");
  }

  @Test
  void makesNoFileThatIsMissing() {
    assertThatThrownBy(() -> GrowingFile.append(folder.resolve("none"), "x"))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void beginsAFileInPlaceOfALink() throws Exception {
    Path victim = Files.writeString(folder.resolve("victim"), "precious");
    Path link = Files.createSymbolicLink(folder.resolve("a.part"), victim);
    try (FileChannel channel = GrowingFile.begin(link)) {
      channel.write(ByteBuffer.wrap(new byte[] {'x'}));
    }
    assertThat(victim).hasContent("precious");
    assertThat(link).hasContent("x");
  }
}
