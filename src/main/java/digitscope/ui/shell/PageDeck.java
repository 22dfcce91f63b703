package digitscope.ui.shell;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javafx.beans.property.BooleanProperty;
import javafx.scene.layout.StackPane;

/** Shows one page at a time; makes each when it is first shown, and switches off what is hidden. */
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
    getChildren().setAll(content.node());
    // What both pages show stays on: it must not lose what it has for a moment's change.
    active.stream().filter(old -> !content.active().contains(old)).forEach(old -> old.set(false));
    active = content.active();
    active.forEach(now -> now.set(true));
  }
}
