package digitscope;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One place writes files, and one place words what went wrong. */
final class SourceHabitsTest {
  /** These translate what others say, and show none of it. */
  private static final List<String> TRANSLATORS =
      List.of("StrictJson.java", "NativeMemory.java", "DigitscopeCommand.java");

  private static final SourceHabits.Found PROGRAM = program();

  @Test
  void onlyOnePlaceWordsWhatWentWrong() {
    assertThat(PROGRAM.spoken())
        .filteredOn(found -> TRANSLATORS.stream().noneMatch(found::startsWith))
        .isEmpty();
  }

  @Test
  void onlyOnePlaceWritesFiles() {
    assertThat(PROGRAM.written()).isEmpty();
  }

  /** TestFX's own robot clicks at what still slides in, and misses. */
  @Test
  void robotsOfTestsAreSteady() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/test/java/digitscope"))) {
      List<Path> tests = files.filter(file -> file.toString().endsWith("Test.java")).toList();
      for (Path test : tests) {
        assertThat(test)
            .content()
            .doesNotContain("(" + "ApplicationExtension.class", "new FxRobot" + "(");
      }
    }
  }

  /** All that is forbidden, once each. */
  @Test
  void intrudersAreSeen() throws IOException {
    SourceHabits.Found found =
        SourceHabits.in(List.of(Path.of("src/test/java/digitscope/wrong/io/Chatterbox.java")));
    assertThat(found.spoken())
        .extracting(line -> line.replaceFirst("Chatterbox.java: ", ""))
        .containsExactly(
            "\"it failed: %s\".formatted(e)",
            "e.getMessage()",
            "\"it failed: \" + e",
            "String.valueOf(e)",
            "e.toString()",
            "cause.getLocalizedMessage()");
    assertThat(found.written())
        .extracting(line -> line.replaceFirst("Chatterbox.java: ", ""))
        .containsExactly(
            "Files.writeString(file, text)",
            "Files.newOutputStream(file, StandardOpenOption.APPEND)",
            "StandardOpenOption.APPEND",
            "new FileOutputStream(file.toFile())");
  }

  private static SourceHabits.Found program() {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      return SourceHabits.in(
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> !file.startsWith("src/main/java/digitscope/io"))
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
