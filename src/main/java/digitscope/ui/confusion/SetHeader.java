package digitscope.ui.confusion;

import atlantafx.base.theme.Styles;
import digitscope.eval.Evaluation;
import digitscope.ui.control.Messages;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Says above a matrix of which data set it is, and how many of its images are correct. */
final class SetHeader extends HBox {
  private final Messages messages = Messages.of("evaluate");
  private final Label headline = new Label();
  private final Label detail = new Label();

  /**
   * @param id of the set, before {@code -accuracy} and {@code -detail}
   */
  SetHeader(String id) {
    getStyleClass().add("set-header");
    headline.setId(id + "-accuracy");
    headline.getStyleClass().addAll("set-headline", "tabular");
    detail.setId(id + "-detail");
    detail.getStyleClass().addAll("tabular", Styles.TEXT_MUTED, Styles.TEXT_SMALL);
    detail.setWrapText(true);
    detail.setMinHeight(Region.USE_PREF_SIZE);
    VBox words = new VBox(headline, detail);
    HBox.setHgrow(words, Priority.ALWAYS);
    getChildren().add(words);
  }

  /** Says what is known before there is an evaluation. */
  void show(String title) {
    headline.setText(title);
    detail.setText("");
  }

  void show(String title, Evaluation found) {
    int wrong = found.size() - found.confusion().correct();
    headline.setText(messages.get("headline", title, found.accuracy()));
    detail.setText(messages.get("detail", wrong, found.size(), found.step()));
  }
}
