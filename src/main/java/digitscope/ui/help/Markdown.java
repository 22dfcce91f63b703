package digitscope.ui.help;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The part of Markdown that the help is written in: headings, paragraphs, lists of one level, and
 * within them bold words, code, and links. Lines of a paragraph or an item are joined.
 */
final class Markdown {
  private static final Pattern HEADING = Pattern.compile("(#{1,3}) +(.*)");
  private static final Pattern ITEM = Pattern.compile("[-*] +(.*)");
  private static final Pattern INLINE =
      Pattern.compile(
          "\\*\\*(?<bold>.+?)\\*\\*|`(?<code>.+?)`|\\[(?<link>.+?)]\\((?<target>.+?)\\)");

  private Markdown() {}

  /** What a block is. */
  enum Kind {
    TITLE,
    SECTION,
    SUBSECTION,
    PARAGRAPH,
    ITEM
  }

  /** A heading, a paragraph, or an item of a list. */
  record Block(Kind kind, List<Span> spans) {
    /** Its words without markup. */
    String text() {
      return spans.stream().map(Span::text).collect(Collectors.joining());
    }
  }

  /** How words are set. */
  enum Style {
    PLAIN,
    BOLD,
    CODE,
    LINK
  }

  /**
   * Words set alike.
   *
   * @param target where a link leads
   */
  record Span(String text, Style style, Optional<String> target) {
    static Span of(String text, Style style) {
      return new Span(text, style, Optional.empty());
    }
  }

  /** The blocks of a text. */
  static List<Block> parse(String text) {
    List<Block> blocks = new ArrayList<>();
    Kind kind = Kind.PARAGRAPH;
    List<String> lines = new ArrayList<>();
    for (String line : text.lines().map(String::strip).toList()) {
      Matcher heading = HEADING.matcher(line);
      Matcher item = ITEM.matcher(line);
      if (line.isEmpty() || heading.matches() || item.matches()) {
        finish(kind, lines, blocks);
        kind = Kind.PARAGRAPH;
      }
      if (heading.matches()) {
        Kind level = Kind.values()[heading.group(1).length() - 1];
        blocks.add(new Block(level, spans(heading.group(2))));
      } else if (item.matches()) {
        kind = Kind.ITEM;
        lines.add(item.group(1));
      } else if (!line.isEmpty()) {
        lines.add(line);
      }
    }
    finish(kind, lines, blocks);
    return List.copyOf(blocks);
  }

  private static void finish(Kind kind, List<String> lines, List<Block> blocks) {
    if (!lines.isEmpty()) {
      blocks.add(new Block(kind, spans(String.join(" ", lines))));
      lines.clear();
    }
  }

  /** The spans of a line. */
  static List<Span> spans(String line) {
    List<Span> spans = new ArrayList<>();
    Matcher matcher = INLINE.matcher(line);
    int end = 0;
    while (matcher.find()) {
      if (matcher.start() > end) {
        spans.add(Span.of(line.substring(end, matcher.start()), Style.PLAIN));
      }
      spans.add(span(matcher));
      end = matcher.end();
    }
    if (end < line.length()) {
      spans.add(Span.of(line.substring(end), Style.PLAIN));
    }
    return List.copyOf(spans);
  }

  private static Span span(Matcher found) {
    Optional<String> bold = Optional.ofNullable(found.group("bold"));
    Optional<String> code = Optional.ofNullable(found.group("code"));
    if (bold.isPresent()) {
      return Span.of(bold.get(), Style.BOLD);
    }
    if (code.isPresent()) {
      return Span.of(code.get(), Style.CODE);
    }
    Optional<String> target = Optional.ofNullable(found.group("target"));
    return new Span(Objects.requireNonNull(found.group("link")), Style.LINK, target);
  }
}
