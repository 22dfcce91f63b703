package digitscope.ui.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** German has every string of the window. */
class TranslationTest {
  private static final Path FOLDER = Path.of("resources/strings");
  private static final String GERMAN = "_de";
  private static final Pattern PLACE = Pattern.compile("\\{(\\d+)(,[a-z]+)?");

  @AfterEach
  void speaksEnglishAgain() {
    WindowLocale.set(Locale.ENGLISH);
  }

  static List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString().replace(".properties", ""))
          .filter(name -> !name.endsWith(GERMAN))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void germanHasTheSameKeys(String name) throws IOException {
    assertThat(read(name + GERMAN).stringPropertyNames())
        .containsExactlyInAnyOrderElementsOf(read(name).stringPropertyNames());
  }

  @ParameterizedTest
  @MethodSource("names")
  void germanHasTheSamePlaceholdersAndMnemonics(String name) throws IOException {
    Properties english = read(name);
    Properties german = read(name + GERMAN);
    List<String> wrong = new ArrayList<>();
    for (String key : german.stringPropertyNames()) {
      String translated = german.getProperty(key);
      String original = english.getProperty(key, "");
      boolean isSame =
          places(translated).equals(places(original))
              && (!key.startsWith("menu.") || mnemonics(translated) == mnemonics(original));
      if (!isSame) {
        wrong.add(key + " = " + translated);
      }
    }

    assertThat(wrong).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("names")
  void patternsCanBeRead(String name) throws IOException {
    for (String language : List.of("", GERMAN)) {
      Properties strings = read(name + language);
      for (String key : strings.stringPropertyNames()) {
        String pattern = strings.getProperty(key);
        if (!places(pattern).isEmpty()) {
          assertThat(new MessageFormat(pattern, Locale.ROOT).getFormats())
              .as("%s of %s", key, name)
              .isNotEmpty();
        }
      }
    }
  }

  @Test
  void menusOfOneBarHaveMnemonicsOfTheirOwn() throws IOException {
    for (String language : List.of("", GERMAN)) {
      Properties strings = read("shell" + language);
      Stream<String> letters =
          strings.stringPropertyNames().stream()
              .filter(key -> key.matches("menu\\.[a-z]+"))
              .map(strings::getProperty)
              .filter(text -> text.contains("_"))
              .map(text -> text.substring(text.indexOf('_') + 1, text.indexOf('_') + 2));
      assertThat(letters.toList()).hasSizeGreaterThan(3).doesNotHaveDuplicates();
    }
  }

  @Test
  void writesNumbersAsTheLanguageDoes() {
    WindowLocale.set(Locale.GERMAN);
    String german = Messages.of("confusion").get("headline", 0.98765);
    WindowLocale.set(Locale.ENGLISH);
    String english = Messages.of("confusion").get("headline", 0.98765);

    assertThat(german).contains("98,77").doesNotContain("98.77");
    assertThat(english).contains("98.77");
  }

  private static List<String> places(String pattern) {
    return PLACE.matcher(pattern).results().map(MatchResult::group).sorted().distinct().toList();
  }

  private static long mnemonics(String text) {
    return text.chars().filter(c -> c == '_').count();
  }

  private static Properties read(String name) throws IOException {
    Properties strings = new Properties();
    try (Reader reader = Files.newBufferedReader(FOLDER.resolve(name + ".properties"))) {
      strings.load(reader);
    }
    return strings;
  }
}
