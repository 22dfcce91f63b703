package digitscope.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.layout.Region;
import org.junit.jupiter.api.Test;

final class PageDeckTest {
  private final Map<Page, Region> nodes = new EnumMap<>(Page.class);
  private final BooleanProperty shared = new SimpleBooleanProperty();
  private final BooleanProperty own = new SimpleBooleanProperty();
  private final PageDeck deck = new PageDeck(this::make);

  private PageContent make(Page page) {
    Region node = new Region();
    assertThat(nodes.put(page, node)).as("made once").isNull();
    return new PageContent(node, page == Page.OVERVIEW ? List.of(shared) : List.of(shared, own));
  }

  @Test
  void hidesAllPagesButOne() {
    deck.show(Page.OVERVIEW);
    deck.show(Page.DRAW);
    assertThat(shown(Page.OVERVIEW)).isFalse();
    assertThat(shown(Page.DRAW)).isTrue();

    deck.show(Page.OVERVIEW);
    assertThat(shown(Page.OVERVIEW)).isTrue();
    assertThat(shown(Page.DRAW)).isFalse();
  }

  @Test
  void switchesOffWhatOnlyTheHiddenPageShows() {
    deck.show(Page.DRAW);
    shared.addListener(changed -> assertThat(shared.get()).as("stays on").isTrue());
    deck.show(Page.OVERVIEW);

    assertThat(own.get()).isFalse();
    assertThat(shared.get()).isTrue();
  }

  @Test
  void takesHiddenPagesOutUntilTheyAreShownAgain() {
    deck.show(Page.OVERVIEW);
    deck.show(Page.DRAW);
    deck.dropHidden();
    assertThat(deck.getChildren()).containsExactly(nodes.get(Page.DRAW));

    deck.show(Page.OVERVIEW);
    assertThat(deck.getChildren()).contains(nodes.get(Page.OVERVIEW));
    assertThat(shown(Page.OVERVIEW)).isTrue();
  }

  /** Whether a page is seen and laid out. */
  private boolean shown(Page page) {
    Region node = Objects.requireNonNull(nodes.get(page));
    return node.isVisible() && node.isManaged();
  }
}
