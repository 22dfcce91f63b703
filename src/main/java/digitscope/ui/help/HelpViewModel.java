package digitscope.ui.help;

import digitscope.ui.control.Messages;
import digitscope.ui.control.WindowLocale;
import digitscope.ui.control.help.GlossaryTerm;
import digitscope.ui.help.Markdown.Block;
import digitscope.ui.help.Markdown.Kind;
import digitscope.ui.help.Markdown.Span;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Collator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/**
 * What the help panel shows: the guide, the glossary, and the shortcuts, as far as searched for.
 */
public final class HelpViewModel {
  private final Messages glossary = Messages.of("glossary");
  private final Messages texts = Messages.of("help");
  private final Supplier<List<Shortcut>> shortcuts;
  private final BooleanProperty open = new SimpleBooleanProperty(this, "open");
  private final ObjectProperty<HelpTab> tab =
      new SimpleObjectProperty<>(this, "tab", HelpTab.GUIDE);
  private final StringProperty query = new SimpleStringProperty(this, "query", "");
  private final ObjectProperty<Optional<GlossaryTerm>> term =
      new SimpleObjectProperty<>(this, "term", Optional.empty());
  private Optional<List<Section>> guide = Optional.empty();
  private Optional<List<Entry>> entries = Optional.empty();

  /**
   * A part of the guide.
   *
   * @param blocks what follows its title
   */
  record Section(String title, List<Block> blocks) {
    private boolean mentions(String words) {
      return contains(title, words)
          || blocks.stream().anyMatch(block -> contains(block.text(), words));
    }
  }

  /** A term of the glossary with its definition. */
  record Entry(GlossaryTerm term, String name, List<Span> definition) {
    private boolean mentions(String words) {
      String text = definition.stream().map(Span::text).collect(Collectors.joining());
      return contains(name, words) || contains(text, words);
    }
  }

  /**
   * @param shortcuts of the window; asked for whenever they are shown
   */
  public HelpViewModel(Supplier<List<Shortcut>> shortcuts) {
    this.shortcuts = shortcuts;
  }

  /** Whether the panel is shown. */
  public BooleanProperty openProperty() {
    return open;
  }

  /** Which part of it is shown. */
  public ObjectProperty<HelpTab> tabProperty() {
    return tab;
  }

  /** What is searched for, in all parts; nothing if empty. */
  public StringProperty queryProperty() {
    return query;
  }

  /** The term of the glossary that was asked for last. */
  public ObjectProperty<Optional<GlossaryTerm>> termProperty() {
    return term;
  }

  /** Opens the panel at one of its parts, with all that is in it. */
  public void show(HelpTab wanted) {
    query.set("");
    term.set(Optional.empty());
    tab.set(wanted);
    open.set(true);
  }

  /** Opens the glossary at a term. */
  public void show(GlossaryTerm wanted) {
    show(HelpTab.GLOSSARY);
    term.set(Optional.of(wanted));
  }

  /** Follows a link of a text, which is the name of a term or of a part of the panel. */
  void follow(String target) {
    Stream.of(HelpTab.values())
        .filter(part -> part.name().equals(target))
        .findFirst()
        .ifPresentOrElse(this::show, () -> show(GlossaryTerm.valueOf(target)));
  }

  /** The name of a term. */
  String name(GlossaryTerm one) {
    return glossary.get(one.name());
  }

  /** The parts of the guide that mention what is searched for. */
  List<Section> sections() {
    List<Section> all = guide.orElseGet(this::readGuide);
    guide = Optional.of(all);
    return all.stream().filter(section -> section.mentions(words())).toList();
  }

  /** The terms that are called what is searched for, and then those that mention it; by name. */
  List<Entry> entries() {
    List<Entry> all = entries.orElseGet(this::readGlossary);
    entries = Optional.of(all);
    String words = words();
    return all.stream()
        .filter(entry -> entry.mentions(words))
        .sorted(Comparator.comparing(entry -> !contains(entry.name(), words)))
        .toList();
  }

  /** The shortcuts that mention what is searched for. */
  List<Shortcut> shortcuts() {
    return shortcuts.get().stream()
        .filter(one -> contains(one.keys(), words()) || contains(one.what(), words()))
        .toList();
  }

  private String words() {
    return query.get().strip();
  }

  private static boolean contains(String text, String words) {
    return text.toLowerCase(Locale.ROOT).contains(words.toLowerCase(Locale.ROOT));
  }

  private List<Entry> readGlossary() {
    Collator alphabet = Collator.getInstance(WindowLocale.get());
    return Stream.of(GlossaryTerm.values())
        .map(one -> new Entry(one, name(one), Markdown.spans(glossary.get(one + ".text"))))
        .sorted(Comparator.comparing(Entry::name, alphabet))
        .toList();
  }

  private List<Section> readGuide() {
    List<Section> sections = new ArrayList<>();
    String title = "";
    List<Block> blocks = new ArrayList<>();
    for (Block block : Markdown.parse(guideText())) {
      if (block.kind() == Kind.SECTION) {
        addSection(sections, title, blocks);
        title = block.text();
        blocks.clear();
      } else {
        blocks.add(block);
      }
    }
    addSection(sections, title, blocks);
    return List.copyOf(sections);
  }

  private static void addSection(List<Section> sections, String title, List<Block> blocks) {
    if (!title.isEmpty()) {
      sections.add(new Section(title, List.copyOf(blocks)));
    }
  }

  /** The strings name the file, so that each language has its own. */
  private String guideText() {
    String file = texts.get("guide.file");
    try (InputStream in =
        Objects.requireNonNull(HelpViewModel.class.getResourceAsStream(file), file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
