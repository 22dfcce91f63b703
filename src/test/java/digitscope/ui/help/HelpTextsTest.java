package digitscope.ui.help;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.ui.control.help.GlossaryTerm;
import digitscope.ui.control.help.HelpTopic;
import digitscope.ui.help.Markdown.Block;
import digitscope.ui.help.Markdown.Kind;
import digitscope.ui.help.Markdown.Span;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything that the help says is there, in each language, and every link of it leads on. */
final class HelpTextsTest {
  private static final Path STRINGS = Path.of("resources/strings");
  private static final Set<String> TARGETS =
      Stream.concat(names(GlossaryTerm.values()), names(HelpTab.values()))
          .collect(Collectors.toSet());

  @ParameterizedTest
  @ValueSource(strings = {"help", "help_de"})
  void everyCardAndEveryStopOfTheTourIsExplained(String file) throws IOException {
    Properties texts = read(file);
    List<String> wanted = new ArrayList<>();
    for (HelpTopic topic : HelpTopic.values()) {
      wanted.addAll(List.of(topic + ".title", topic + ".seen", topic + ".try"));
    }
    for (TourStep step : TourStep.values()) {
      wanted.addAll(List.of("tour." + step + ".title", "tour." + step + ".text"));
    }
    assertThat(wanted).allSatisfy(key -> assertThat(texts.getProperty(key)).isNotBlank());
  }

  @Test
  void everyCardLinksToTheGlossary() {
    assertThat(HelpTopic.values()).allSatisfy(topic -> assertThat(topic.terms()).isNotEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"glossary", "glossary_de"})
  void everyTermIsDefinedAndEveryLinkLeadsToOne(String file) throws IOException {
    Properties texts = read(file);
    Set<String> keys = new TreeSet<>();
    for (GlossaryTerm term : GlossaryTerm.values()) {
      keys.addAll(List.of(term.name(), term + ".text"));
    }
    assertThat(texts.stringPropertyNames()).containsExactlyInAnyOrderElementsOf(keys);
    for (GlossaryTerm term : GlossaryTerm.values()) {
      List<Span> spans = Markdown.spans(texts.getProperty(term + ".text"));
      assertThat(targets(spans)).as(term.name()).isSubsetOf(TARGETS).doesNotContain(term.name());
      assertThat(text(spans)).as(term.name()).endsWith(".").doesNotContain("](", "**");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"help", "help_de"})
  void guideIsSetWithoutMarkupAndItsLinksLeadOn(String file) throws IOException {
    Path guide = Path.of("resources" + read(file).getProperty("guide.file"));
    List<Block> blocks = Markdown.parse(Files.readString(guide));
    assertThat(blocks.get(0).kind()).isEqualTo(Kind.TITLE);
    assertThat(blocks).filteredOn(block -> block.kind() == Kind.SECTION).hasSizeGreaterThan(5);
    for (Block block : blocks) {
      assertThat(targets(block.spans())).isSubsetOf(TARGETS);
      assertThat(block.text()).doesNotContain("](", "**", "`").doesNotStartWith("#");
    }
  }

  @Test
  void eachLanguageSaysTheSame() throws IOException {
    assertThat(read("help_de").stringPropertyNames())
        .containsExactlyInAnyOrderElementsOf(read("help").stringPropertyNames());
    assertThat(kinds("guide_de.md")).isEqualTo(kinds("guide.md"));
  }

  private static List<Kind> kinds(String guide) throws IOException {
    return Markdown.parse(Files.readString(Path.of("resources/help", guide))).stream()
        .map(Block::kind)
        .toList();
  }

  private static Stream<String> names(Enum<?>[] values) {
    return Stream.of(values).map(Enum::name);
  }

  private static List<String> targets(List<Span> spans) {
    return spans.stream().flatMap(span -> span.target().stream()).toList();
  }

  private static String text(List<Span> spans) {
    return spans.stream().map(Span::text).collect(Collectors.joining());
  }

  private static Properties read(String name) throws IOException {
    Properties texts = new Properties();
    try (Reader reader = Files.newBufferedReader(STRINGS.resolve(name + ".properties"))) {
      texts.load(reader);
    }
    return texts;
  }
}
