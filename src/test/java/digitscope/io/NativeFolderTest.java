package digitscope.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NativeFolderTest {
  private static final long FAR_TOO_MANY = 1L << 60;

  @TempDir private Path temp = Path.of("");
  private Path usual = Path.of("");
  private Path shared = Path.of("");

  @BeforeEach
  void makeFolders() throws IOException {
    usual = temp.resolve("home/.cache");
    shared = Files.createDirectory(temp.resolve("shared"));
  }

  @Test
  void keepsTheUsualFolderIfItWillDo() {
    assertThat(instead(usual, 100, shared.resolve("mine"))).isEmpty();
    assertThat(usual).isDirectory().isEmptyDirectory();
    assertThat(shared).isEmptyDirectory();
  }

  @Test
  void takesTheFirstOtherFolderThatWillDoAndSaysWhy() throws IOException {
    Files.writeString(temp.resolve("home"), "no folder");
    Path unwritable = temp.resolve("home/other");

    Optional<NativeFolder.Detour> detour =
        instead(usual, 100, unwritable, shared.resolve("mine"), shared.resolve("next"));

    assertThat(detour)
        .contains(
            new NativeFolder.Detour(
                shared.resolve("mine"),
                "Native libraries are unpacked in %s, because %s cannot be written."
                    .formatted(shared.resolve("mine"), usual)));
    assertThat(shared.resolve("mine")).isEmptyDirectory();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(shared.resolve("mine"))))
        .isEqualTo("rwx------");
    assertThat(shared.resolve("next")).doesNotExist();
  }

  @Test
  void takesNoFolderThatHasNoRoom() {
    assertThat(instead(usual, FAR_TOO_MANY, shared.resolve("mine"))).isEmpty();
    assertThat(NativeFolder.obstacle(usual, FAR_TOO_MANY).orElseThrow())
        .matches(usual + " has only [\\d,]+ MiB of the 1,099,511,627,776 MiB that are needed");
  }

  @Test
  void countsWhatIsUnpackedAlready() throws IOException {
    Files.createDirectories(usual);
    long free = Files.getFileStore(usual).getUsableSpace();
    try (var file = new java.io.RandomAccessFile(usual.resolve("big").toFile(), "rw")) {
      file.setLength(free); // takes no room, as it has no content
    }

    assertThat(NativeFolder.obstacle(usual, free + free / 2)).isEmpty();
  }

  @Test
  void usesItsOwnFolderAgain() throws IOException {
    Files.writeString(temp.resolve("home"), "no folder");
    assertThat(instead(usual, 100, shared.resolve("mine"))).isPresent();
    Files.writeString(shared.resolve("mine/library"), "kept");

    assertThat(instead(usual, 100, shared.resolve("mine"))).isPresent();
    assertThat(shared.resolve("mine/library")).hasContent("kept");
  }

  @Test
  void trustsNoFolderThatOthersCanWriteOrThatIsALink() throws IOException {
    Files.writeString(temp.resolve("home"), "no folder");
    Path open = Files.createDirectory(shared.resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
    Path link =
        Files.createSymbolicLink(
            shared.resolve("link"), Files.createDirectory(shared.resolve("target")));

    assertThat(instead(usual, 100, open, link)).isEmpty();
  }

  @Test
  void makesNothingForAUserWithoutAHome() {
    assertThat(instead(Path.of("?/.cache"), 100, Path.of("?/other"), shared.resolve("mine")))
        .hasValueSatisfying(
            detour ->
                assertThat(detour.sentence()).endsWith("because the user has no home folder."));
    assertThat(Path.of("?")).doesNotExist();
  }

  private static Optional<NativeFolder.Detour> instead(Path usual, long bytes, Path... others) {
    return NativeFolder.instead(List.of(new NativeFolder.Need(usual, bytes)), List.of(others));
  }
}
