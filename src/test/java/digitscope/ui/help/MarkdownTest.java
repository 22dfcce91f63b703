package digitscope.ui.help;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import digitscope.ui.help.Markdown.Block;
import digitscope.ui.help.Markdown.Kind;
import digitscope.ui.help.Markdown.Span;
import digitscope.ui.help.Markdown.Style;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class MarkdownTest {
  @Test
  void joinsTheLinesOfAParagraphAndOfAnItem() {
    assertThat(Markdown.parse("# Title\n\nOne\ntwo\n\n- three\n  four\n- five\n"))
        .extracting(Block::kind, Block::text)
        .containsExactly(
            tuple(Kind.TITLE, "Title"),
            tuple(Kind.PARAGRAPH, "One two"),
            tuple(Kind.ITEM, "three four"),
            tuple(Kind.ITEM, "five"));
  }

  @Test
  void tellsBoldCodeAndLinksFromPlainWords() {
    assertThat(Markdown.spans("A **b c** `d` [e f](LOSS)."))
        .containsExactly(
            Span.of("A ", Style.PLAIN),
            Span.of("b c", Style.BOLD),
            Span.of(" ", Style.PLAIN),
            Span.of("d", Style.CODE),
            Span.of(" ", Style.PLAIN),
            new Span("e f", Style.LINK, Optional.of("LOSS")),
            Span.of(".", Style.PLAIN));
  }

  @Test
  void leavesSignsAloneThatAreNoMarkup() {
    assertThat(Markdown.spans("max(0, x) [1] 2 * 3"))
        .containsExactly(Span.of("max(0, x) [1] 2 * 3", Style.PLAIN));
  }
}
