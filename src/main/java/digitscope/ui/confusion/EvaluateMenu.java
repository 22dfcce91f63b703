package digitscope.ui.confusion;

import atlantafx.base.theme.Styles;
import digitscope.ui.control.Messages;
import javafx.scene.control.MenuButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.javafx.FontIcon;

/** Chooses another data set to evaluate the network on. */
final class EvaluateMenu extends MenuButton {
  EvaluateMenu(OtherSetViewModel model) {
    Messages messages = Messages.of("evaluate");
    setText(messages.get("menu"));
    setGraphic(new FontIcon("mdi2d-database-search-outline"));
    setId("matrix-evaluate");
    setAccessibleText(messages.get("menu"));
    setTooltip(new Tooltip(messages.get("menu.help")));
    getStyleClass().add(Styles.SMALL);
    setMinWidth(Region.USE_PREF_SIZE);
    new EvaluateItems(model, () -> getScene().getWindow(), () -> {}).keepIn(getItems());
  }
}
