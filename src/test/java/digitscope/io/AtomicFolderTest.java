package digitscope.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AtomicFolderTest {
  private final Path folder;

  AtomicFolderTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void appearsWhenItIsComplete() throws Exception {
    Path target = folder.resolve("in/set");
    AtomicFolder.write(
        target,
        unfinished -> {
          Files.writeString(unfinished.resolve("a"), "x");
          assertThat(target).doesNotExist();
        });
    assertThat(target.resolve("a")).hasContent("x");
    assertThat(target.getParent()).isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void leavesNothingWhenItFails() {
    assertThatThrownBy(
            () ->
                AtomicFolder.write(
                    folder.resolve("set"),
                    unfinished -> {
                      Files.writeString(unfinished.resolve("a"), "x");
                      throw new IOException("the end");
                    }))
        .hasMessage("the end");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void replacesNothing() throws Exception {
    Path there = Files.createDirectory(folder.resolve("set"));
    Files.writeString(there.resolve("mine"), "precious");
    assertThatThrownBy(() -> AtomicFolder.write(there, unfinished -> {}))
        .isInstanceOf(FileSystemException.class);
    assertThat(there.resolve("mine")).hasContent("precious");
  }

  @Test
  void deletesLinksAndNotWhatTheyLeadTo() throws Exception {
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Path victim = Files.writeString(outside.resolve("victim"), "precious");
    Path inside = Files.createDirectories(folder.resolve("inside/deeper"));
    Files.createSymbolicLink(inside.resolve("link"), outside);
    AtomicFolder.delete(folder.resolve("inside"));
    assertThat(folder.resolve("inside")).doesNotExist();
    assertThat(victim).hasContent("precious");
  }

  @Test
  void refusesALinkInPlaceOfAFolderOfItsOwn() throws Exception {
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Path link = Files.createSymbolicLink(folder.resolve("history"), outside);
    assertThatThrownBy(() -> OwnFolder.make(link)).hasMessageContaining("history is a link");
    OwnFolder.make(folder.resolve("checkpoints"));
    OwnFolder.make(folder.resolve("checkpoints"));
    assertThat(folder.resolve("checkpoints")).isEmptyDirectory();
  }
}
