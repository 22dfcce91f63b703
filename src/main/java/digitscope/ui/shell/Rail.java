package digitscope.ui.shell;

import digitscope.ui.control.Messages;
import java.util.EnumMap;
import java.util.Map;
import javafx.beans.property.ObjectProperty;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/** The pages, one below the other, to choose from. */
final class Rail extends VBox {
  private static final PseudoClass SHORT = PseudoClass.getPseudoClass("short");

  private final Map<Page, ToggleButton> buttons = new EnumMap<>(Page.class);

  /** What the buttons take where there is room, pixels. */
  private double usualHeight;

  Rail(Actions actions, ObjectProperty<Page> current, Messages messages) {
    setId("rail");
    getStyleClass().add("rail");
    setMinHeight(0);
    heightProperty().addListener(changed -> fit());
    actions.pages().forEach((page, action) -> addButton(page, action, current, messages));
    Region spring = new Region();
    VBox.setVgrow(spring, Priority.ALWAYS);
    Button setup = actions.setupPanel().iconButton();
    setup.getStyleClass().addAll("flat", "button-icon", "rail-tool");
    getChildren().addAll(spring, setup);
    current.addListener((observable, old, page) -> mark(page));
    mark(current.get());
  }

  private void addButton(
      Page page, AppAction action, ObjectProperty<Page> current, Messages messages) {
    ToggleButton button = new ToggleButton(messages.get("page." + page), new FontIcon(page.icon()));
    button.setId("page-" + page);
    button.getStyleClass().add("rail-button");
    button.setContentDisplay(ContentDisplay.TOP);
    button.setMaxWidth(Double.MAX_VALUE);
    button.setTooltip(new Tooltip(action.help() + "  (" + action.shortcutText() + ")"));
    button.setOnAction(
        event -> {
          action.run();
          // A page that is shown stays chosen when it is chosen again.
          mark(current.get());
        });
    button.addEventFilter(KeyEvent.KEY_PRESSED, event -> moveFocus(event, button));
    buttons.put(page, button);
    getChildren().add(button);
  }

  private void moveFocus(KeyEvent event, ToggleButton from) {
    int step = event.getCode() == KeyCode.DOWN ? 1 : event.getCode() == KeyCode.UP ? -1 : 0;
    int target = getChildren().indexOf(from) + step;
    if (step != 0 && target >= 0 && target < buttons.size()) {
      getChildren().get(target).requestFocus();
      event.consume();
    }
  }

  /** Where there is little room, the buttons stand closer. */
  private void fit() {
    if (!getPseudoClassStates().contains(SHORT)) {
      usualHeight = prefHeight(-1);
    }
    pseudoClassStateChanged(SHORT, getHeight() < usualHeight);
  }

  private void mark(Page current) {
    buttons.forEach((page, button) -> button.setSelected(page == current));
  }
}
