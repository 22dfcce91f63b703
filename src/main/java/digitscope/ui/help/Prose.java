package digitscope.ui.help;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;

/** Sets Markdown as text that wraps, with links that can be clicked. */
final class Prose {
  private final Consumer<String> follow;

  /**
   * @param follow is given the target of a link that is clicked
   */
  Prose(Consumer<String> follow) {
    this.follow = follow;
  }

  /** A block as a flow of style class {@code help-KIND}. */
  TextFlow flow(Markdown.Block block) {
    TextFlow flow = flow(block.spans());
    flow.getStyleClass().add("help-" + block.kind().name().toLowerCase(Locale.ROOT));
    if (block.kind() == Markdown.Kind.ITEM) {
      flow.getChildren().add(0, text("•  ", "help-plain"));
    }
    return flow;
  }

  TextFlow flow(List<Markdown.Span> spans) {
    TextFlow flow = new TextFlow();
    flow.getStyleClass().add("help-text");
    spans.forEach(span -> flow.getChildren().add(node(span)));
    return flow;
  }

  private Node node(Markdown.Span span) {
    Optional<String> target = span.target();
    if (target.isPresent()) {
      return link(span.text(), target.get());
    }
    return text(span.text(), "help-" + span.style().name().toLowerCase(Locale.ROOT));
  }

  /** A link among the words of a text. */
  Hyperlink link(String words, String target) {
    Hyperlink link = new Hyperlink(words);
    link.getStyleClass().add("help-link");
    link.setOnAction(
        event -> {
          link.setVisited(false);
          follow.accept(target);
        });
    return link;
  }

  private static Text text(String words, String styleClass) {
    Text text = new Text(words);
    text.getStyleClass().add(styleClass);
    return text;
  }
}
