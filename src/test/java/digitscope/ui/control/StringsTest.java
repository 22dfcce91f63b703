package digitscope.ui.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every string of the window, whichever page shows it. */
class StringsTest {
  private static final Path FOLDER = Path.of("resources", "strings");

  /** Words that the glossary has another for. */
  private static final Pattern FOREIGN =
      Pattern.compile(
          "\\b(wrongly|set-up|towards|directory|likeliest|catalogue|cancelled)\\b",
          Pattern.CASE_INSENSITIVE);

  /** How a tooltip begins that tells of a control instead of saying what it is for. */
  private static final Pattern TELLING =
      Pattern.compile(
          "(Shows|Hides|Says|Lists|Opens|Closes|Saves|Writes|Makes|Takes|Trains|Imports|Exports"
              + "|Switches|Starts|Stops|Ends|Holds|Removes|Moves|Recomputes|Chooses|Selects) .*");

  /** A string that is shown without values is not run through {@link MessageFormat}. */
  @Test
  void quotesApostrophesOnlyWhereValuesAreFilledIn() throws IOException {
    Map<String, String> wrong = new TreeMap<>();
    all("")
        .forEach(
            (key, text) -> {
              boolean isPattern = text.matches("(?s).*\\{\\d.*");
              boolean isQuoted = text.contains("''");
              boolean isBare = text.replace("''", "").contains("'");
              if (isPattern ? isBare || choiceHas(text, '\'') : isQuoted) {
                wrong.put(key, text);
              }
            });
    assertThat(wrong).isEmpty();
  }

  @Test
  void readsEveryPattern() throws IOException {
    all("")
        .forEach(
            (key, text) ->
                assertThat(new MessageFormat(text.replace("''", ""), Locale.ROOT).getFormats())
                    .as(key)
                    .isNotNull());
  }

  @Test
  void usesTheWordsOfTheGlossary() throws IOException {
    assertThat(english(text -> FOREIGN.matcher(text).find())).isEmpty();
  }

  @Test
  void saysInTooltipsWhatToDo() throws IOException {
    Map<String, String> telling = english(text -> TELLING.matcher(text).matches());
    telling.keySet().removeIf(key -> !key.matches(".*\\.(help|tip)\\b.*"));
    assertThat(telling).isEmpty();
  }

  /** A choice with a place in it is read as a pattern twice, and loses its apostrophes. */
  private static boolean choiceHas(String text, char c) {
    int start = text.indexOf(",choice,");
    return start >= 0 && text.substring(start, text.indexOf('}', start)).indexOf(c) >= 0;
  }

  private static Map<String, String> english(Predicate<String> which) throws IOException {
    Map<String, String> found = all("[a-z]+\\.properties");
    found.values().removeIf(text -> !which.test(text));
    return found;
  }

  /** The strings of the files whose name matches, or of all; by file and key. */
  private static Map<String, String> all(String name) throws IOException {
    List<Path> files;
    try (Stream<Path> inside = Files.list(FOLDER)) {
      files =
          inside
              .filter(file -> name.isEmpty() || String.valueOf(file.getFileName()).matches(name))
              .toList();
    }
    Map<String, String> strings = new TreeMap<>();
    for (Path file : files) {
      Properties read = new Properties();
      try (Reader reader = Files.newBufferedReader(file)) {
        read.load(reader);
      }
      read.forEach((key, text) -> strings.put(file.getFileName() + " " + key, text.toString()));
    }
    assertThat(strings).isNotEmpty();
    return strings;
  }
}
