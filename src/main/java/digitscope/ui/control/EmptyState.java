package digitscope.ui.control;

import atlantafx.base.theme.Styles;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextAlignment;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;

/** What a view shows while it has nothing to show: why, and what to do next. */
public final class EmptyState extends VBox {
  public EmptyState(Ikon symbol, String title, String text) {
    getStyleClass().add("empty-state");
    FontIcon icon = new FontIcon(symbol);
    icon.getStyleClass().add("empty-state-icon");
    Label heading = new Label(title);
    heading.getStyleClass().add("empty-state-title");
    Label advice = new Label(text);
    advice.getStyleClass().addAll("empty-state-text", Styles.TEXT_MUTED);
    advice.setWrapText(true);
    advice.setMinHeight(Region.USE_PREF_SIZE);
    advice.setTextAlignment(TextAlignment.CENTER);
    getChildren().setAll(icon, heading, advice);
  }
}
