package digitscope;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Sources, strings and documents read as a native engineer would write them. */
final class PlainWordsTest {
  private static final Path INTRUDER =
      Path.of("src/test/resources/digitscope/wrong/translation.md");

  private static final Set<String> TEXTS =
      Set.of("java", "md", "properties", "css", "js", "html", "xml", "py");

  @Test
  void nothingReadsLikeATranslation() throws IOException {
    for (Path file : texts()) {
      String text = Files.readString(file);
      assertThat(PlainWords.foreignWords(text)).as("words to avoid in %s", file).isEmpty();
      assertThat(PlainWords.britishSpellings(text)).as("British spellings in %s", file).isEmpty();
    }
  }

  @Test
  void documentsWrap() throws IOException {
    for (Path file : texts()) {
      if (file.toString().endsWith(".md")) {
        assertThat(PlainWords.longLines(Files.readString(file)))
            .as("lines of %s beyond %d characters", file, PlainWords.WIDTH)
            .isEmpty();
      }
    }
  }

  /** All that is refused, once each. */
  @Test
  void intruderIsSeen() throws IOException {
    String text = Files.readString(INTRUDER);
    assertThat(PlainWords.foreignWords(text))
        .containsExactly(
            "person",
            "Somebody",
            "whoever",
            "someone",
            "anew",
            "rightly",
            "of now",
            "so many",
            "everybody",
            "takes it for",
            "learnt",
            "So much is",
            "lets it go on");
    assertThat(PlainWords.britishSpellings(text))
        .containsExactly("colour", "neighbour", "behaviour", "grey", "centre", "normalised");
    assertThat(PlainWords.longLines(text))
        .singleElement()
        .asString()
        .startsWith("This line of prose is longer");
  }

  private static List<Path> texts() throws IOException {
    return Stream.of("src", "docs", "resources", "README.md", "CONTRIBUTING.md", "pom.xml")
        .map(Path::of)
        .flatMap(PlainWordsTest::files)
        .filter(PlainWordsTest::isText)
        .toList();
  }

  /** What is written in English, except the list of words to avoid and its intruder. */
  private static boolean isText(Path file) {
    String name = file.getFileName().toString();
    return (TEXTS.contains(name.substring(name.lastIndexOf('.') + 1)) || name.equals("sets.json"))
        && !name.contains("_de.")
        && !name.startsWith("PlainWords")
        && !file.equals(INTRUDER);
  }

  private static Stream<Path> files(Path root) {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(Files::isRegularFile).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
