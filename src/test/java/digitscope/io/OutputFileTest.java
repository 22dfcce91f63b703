package digitscope.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class OutputFileTest {
  private final Path folder;

  OutputFileTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void replacesALinkThatTheUserNamed() throws Exception {
    Path victim = Files.writeString(folder.resolve("victim"), "precious");
    Path link = Files.createSymbolicLink(folder.resolve("latest.html"), victim);
    OutputFile.write(link, "page");
    assertThat(victim).hasContent("precious");
    assertThat(link).hasContent("page");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void writesToDevicesAndLeavesThemThere() throws Exception {
    OutputFile.write(Path.of("/dev/null"), "page");
    assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();
    assertThatThrownBy(() -> OutputFile.write(Path.of("/dev/full"), "page"))
        .isInstanceOfSatisfying(
            IOException.class, e -> assertThat(Reason.of(e)).startsWith("the disk is full"));
    assertThat(Files.isRegularFile(Path.of("/dev/full"))).isFalse();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void writesIntoPipes() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    CompletableFuture<String> read =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return Files.readString(pipe);
              } catch (IOException e) {
                return e.toString();
              }
            });
    OutputFile.write(pipe, "page");
    assertThat(read.join()).isEqualTo("page");
    assertThat(Files.isRegularFile(pipe)).isFalse();
  }

  @Test
  void scratchFilesAreDeletedWhenClosed() throws Exception {
    Path path;
    try (ScratchFile scratch = ScratchFile.create(folder.resolve("new"))) {
      scratch.out().write(1);
      path = scratch.path();
      assertThat(path).exists();
    }
    assertThat(path).doesNotExist();
  }
}
