package digitscope.ui.shell;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javafx.beans.property.BooleanProperty;
import javafx.scene.Node;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/**
 * Shows one page at a time; makes each when it is first shown, and switches off what is hidden.
 * Hidden pages stay in the scene, as one that comes back to it is styled again, node by node.
 */
final class PageDeck extends StackPane {
  private final Function<Page, PageContent> maker;
  private final Map<Page, PageContent> made = new EnumMap<>(Page.class);
  private List<BooleanProperty> active = List.of();

  PageDeck(Function<Page, PageContent> maker) {
    this.maker = maker;
    getStyleClass().add("page-deck");
  }

  void show(Page page) {
    PageContent content = made.computeIfAbsent(page, maker);
    Region shown = content.node();
    if (!getChildren().contains(shown)) {
      // A page that needs more than there is scrolls; it does not push the window apart.
      shown.setMinSize(0, 0);
      getChildren().add(shown);
    }
    getChildren().forEach(node -> show(node, node == shown));
    // What both pages show stays on: it must not lose what it has for a moment's change.
    active.stream().filter(old -> !content.active().contains(old)).forEach(old -> old.set(false));
    active = content.active();
    active.forEach(now -> now.set(true));
  }

  /** A hidden page is not laid out either. */
  private static void show(Node page, boolean isShown) {
    page.setManaged(isShown);
    page.setVisible(isShown);
  }

  /** Takes hidden pages out of the scene, before everything in it is styled again. */
  void dropHidden() {
    getChildren().removeIf(page -> !page.isVisible());
  }
}
