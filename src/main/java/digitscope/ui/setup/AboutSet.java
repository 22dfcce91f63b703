package digitscope.ui.setup;

import digitscope.data.download.KnownSet;
import digitscope.ui.control.Messages;
import java.util.Optional;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** What a set of the catalogue shows; its license and what to cite unfold. */
final class AboutSet extends VBox {
  private final Messages messages;
  private final Label about = text("data-about");
  private final Label terms = text("data-terms");
  private final Hyperlink unfold = new Hyperlink();

  AboutSet(Messages messages) {
    this.messages = messages;
    getStyleClass().add("data-about");
    unfold.setText(messages.get("data.terms"));
    unfold.setId("data-terms-link");
    unfold.getStyleClass().add("text-small");
    unfold.setOnAction(event -> setUnfolded(!terms.isVisible()));
    getChildren().setAll(about, unfold, terms);
    setUnfolded(false);
    show(Optional.empty());
  }

  private static Label text(String id) {
    Label label = new Label();
    label.setId(id);
    label.setWrapText(true);
    label.setMinHeight(Region.USE_PREF_SIZE);
    label.getStyleClass().addAll("text-small", "text-muted");
    return label;
  }

  void show(Optional<KnownSet> set) {
    about.setText(set.map(KnownSet::about).orElse(""));
    terms.setText(
        set.map(
                known ->
                    messages.get(
                        "data.terms.text", known.license(), known.citation(), known.homepage()))
            .orElse(""));
    setVisible(set.isPresent());
    setManaged(set.isPresent());
  }

  private void setUnfolded(boolean isUnfolded) {
    unfold.setVisited(false);
    terms.setVisible(isUnfolded);
    terms.setManaged(isUnfolded);
  }
}
