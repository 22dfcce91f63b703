package digitscope.ui.setup;

import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.TitledPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** Settings under a title, folded away at first; what they say stands beside the title in short. */
final class FoldingSection extends TitledPane {
  /** Room that the arrow and the paddings of the title take. */
  private static final double BESIDE_TITLE = 32;

  private final Label summary = new Label();
  private final Runnable refreshContent;
  private final Supplier<String> says;

  /**
   * @param refreshContent makes the content show what is in force
   * @param says what the settings say, in a few words
   */
  FoldingSection(String title, Node content, Runnable refreshContent, Supplier<String> says) {
    setText(title);
    this.refreshContent = refreshContent;
    this.says = says;
    getStyleClass().add("setup-section");
    setAnimated(false);
    setExpanded(false);
    // What is not seen costs as much in each pulse as what is, so it stays out of the scene.
    expandedProperty().addListener((property, before, now) -> setContent(now ? content : null));
    setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
    Label name = new Label(title);
    name.getStyleClass().add("section-title");
    name.setMinWidth(Region.USE_PREF_SIZE);
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    summary.getStyleClass().addAll("section-summary", "text-small", "text-muted", "tabular");
    HBox head = new HBox(name, gap, summary);
    head.getStyleClass().add("section-head");
    head.minWidthProperty().bind(widthProperty().subtract(BESIDE_TITLE));
    head.maxWidthProperty().bind(widthProperty().subtract(BESIDE_TITLE));
    setGraphic(head);
    refresh();
  }

  /** Shows what is in force. */
  void refresh() {
    refreshContent.run();
    summary.setText(says.get());
  }
}
