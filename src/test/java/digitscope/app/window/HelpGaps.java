package digitscope.app.window;

import digitscope.ui.control.Visibility;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.Parent;

/** Cards that nothing explains: neither a "?" in them nor one in the tools of their page. */
final class HelpGaps {
  private static final Set<String> CARDS = Set.of("card", "setup-pane", "image-card");
  private static final Set<String> TITLES = Set.of("card-title", "map-inspector-title");

  private HelpGaps() {}

  /** The style classes of each that can be seen. */
  static List<String> in(Parent window) {
    return window.lookupAll("*").stream()
        .filter(Visibility::isSeen)
        .filter(node -> isOpenCard(node) || isTitle(node))
        .filter(node -> !isExplained(node))
        .map(node -> node.getClass().getSimpleName() + node.getStyleClass())
        .toList();
  }

  private static boolean isOpenCard(Node node) {
    return node.getStyleClass().stream().anyMatch(CARDS::contains);
  }

  private static boolean isTitle(Node node) {
    return node.getStyleClass().stream().anyMatch(TITLES::contains);
  }

  private static boolean isExplained(Node node) {
    Node part = isTitle(node) ? node.getParent() : node;
    return hasMark(part) || toolsOf(node).filter(HelpGaps::hasMark).isPresent();
  }

  private static boolean hasMark(Node node) {
    return node.lookupAll(".help-button").stream().anyMatch(Visibility::isSeen);
  }

  /** The tools above what a card lies in. */
  private static Optional<Node> toolsOf(Node card) {
    Node around = card;
    while (around != null && !around.getStyleClass().contains("page")) {
      around = around.getParent();
    }
    return Optional.ofNullable(around).map(page -> page.lookup(".map-toolbar"));
  }
}
