package digitscope.ui.control;

import atlantafx.base.theme.Styles;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;

/** Buttons that show a symbol only, and say in a tooltip and to a screen reader what they do. */
public final class IconButtons {
  private IconButtons() {}

  public static Button button(Ikon symbol, String what, Runnable action) {
    Button button = dressed(new Button(), symbol, what);
    button.setOnAction(event -> action.run());
    return button;
  }

  public static ToggleButton toggle(Ikon symbol, String what) {
    return dressed(new ToggleButton(), symbol, what);
  }

  private static <B extends ButtonBase> B dressed(B button, Ikon symbol, String what) {
    button.setGraphic(new FontIcon(symbol));
    button.setTooltip(new Tooltip(what));
    button.setAccessibleText(what);
    button.getStyleClass().add(Styles.BUTTON_ICON);
    return button;
  }
}
