package digitscope.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AtomicFileTest {
  private final Path folder;

  AtomicFileTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void writesAndReplaces() throws Exception {
    Path file = folder.resolve("notes.txt");
    AtomicFile.write(file, "first");
    AtomicFile.write(file, "sécond");
    assertThat(Files.readString(file)).isEqualTo("sécond");
    assertThat(names()).containsExactly("notes.txt");
  }

  @Test
  void replacesALinkAndLeavesWhatItLeadsTo() throws Exception {
    Path victim = Files.writeString(folder.resolve("victim"), "precious");
    Path link = Files.createSymbolicLink(folder.resolve("config.json"), victim);
    AtomicFile.write(link, "new");
    assertThat(victim).hasContent("precious");
    assertThat(Files.isSymbolicLink(link)).isFalse();
    assertThat(link).hasContent("new");
  }

  @Test
  void replacesALinkThatLeadsNowhereAndMakesNothingThere() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("a.txt"), folder.resolve("elsewhere"));
    AtomicFile.write(link, "new");
    assertThat(names()).containsExactly("a.txt");
  }

  @Test
  void usesATemporaryNameThatIsNeverTheSame() throws Exception {
    Path file = folder.resolve("a.txt");
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      AtomicFile.write(file, out -> seen.addAll(names()));
    }
    seen.remove("a.txt");
    assertThat(seen).hasSize(20).allMatch(name -> name.matches("\\.digitscope-[0-9a-f]{24}\\.tmp"));
  }

  @Test
  void leavesTheFileAsItWasWhenItsContentFails() throws Exception {
    Path file = Files.writeString(folder.resolve("a.txt"), "old");
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      out.write(new byte[100_000]);
                      throw new IOException("the end");
                    }))
        .hasMessage("the end");
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      throw new OutOfMemoryError("none left");
                    }))
        .isInstanceOf(OutOfMemoryError.class);
    assertThat(file).hasContent("old");
    assertThat(names()).containsExactly("a.txt");
  }

  @Test
  void refusesAFolder() throws Exception {
    Path target = Files.createDirectory(folder.resolve("a"));
    Path link = Files.createSymbolicLink(folder.resolve("b"), target);
    for (Path path : List.of(target, link, Path.of("/"))) {
      assertThatThrownBy(() -> AtomicFile.write(path, "x")).isInstanceOf(FileSystemException.class);
    }
    assertThat(names()).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void takesWritersThatCloseTheStream() throws Exception {
    Path file = folder.resolve("a.zip");
    AtomicFile.write(
        file,
        out -> {
          try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("one"));
            zip.write("1".getBytes(StandardCharsets.UTF_8));
          }
        });
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
      assertThat(zip.getNextEntry().getName()).isEqualTo("one");
    }
  }

  @Test
  void writesToNamesAsLongAsTheSystemAllows() throws Exception {
    Path file = folder.resolve("n".repeat(255));
    AtomicFile.write(file, "x");
    assertThat(file).hasContent("x");
  }

  @Test
  void keepsThePermissionsOfTheFileThatItReplaces() throws Exception {
    Path file = Files.writeString(folder.resolve("a.txt"), "old");
    for (String mode : List.of("rw-------", "rw-rw-rw-")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
      AtomicFile.write(file, "new");
      assertThat(mode(file)).isEqualTo(mode);
    }
  }

  @Test
  void newFilesHaveThePermissionsOfAnyOther() throws Exception {
    Path other = Files.createFile(folder.resolve("other"));
    AtomicFile.write(folder.resolve("a.txt"), "x");
    assertThat(mode(folder.resolve("a.txt"))).isEqualTo(mode(other));
  }

  @Test
  void privateFilesAreForTheUserAlone() throws Exception {
    Path file = Files.writeString(folder.resolve("a.txt"), "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
    AtomicFile.writePrivate(file, "new");
    assertThat(mode(file)).isEqualTo("rw-------");
  }

  @Test
  void deletesWhatAKilledProgramLeft() throws Exception {
    Files.writeString(folder.resolve(".digitscope-0123.tmp"), "half");
    Files.writeString(folder.resolve(".config.json.tmp"), "half");
    Files.createDirectory(folder.resolve(".mine.tmp"));
    Path victim = Files.writeString(folder.resolve("victim"), "precious");
    Files.createSymbolicLink(folder.resolve(".link.tmp"), victim);
    AtomicFile.deleteUnfinished(folder);
    assertThat(names()).containsExactlyInAnyOrder(".mine.tmp", "victim");
    assertThat(victim).hasContent("precious");
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(path -> path.getFileName().toString()).toList();
    }
  }
}
