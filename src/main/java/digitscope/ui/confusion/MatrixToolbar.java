package digitscope.ui.confusion;

import atlantafx.base.theme.Styles;
import digitscope.eval.ClassOrder;
import digitscope.ui.control.Messages;
import digitscope.ui.control.matrix.MatrixMode;
import digitscope.ui.control.matrix.MatrixView;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.MenuButton;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Region;
import org.controlsfx.control.SegmentedButton;
import org.kordamp.ikonli.javafx.FontIcon;

/** What the matrix shows, in which order, and compared with what. */
final class MatrixToolbar extends FlowPane {
  private final Messages messages = Messages.of("confusion");
  private final ConfusionViewModel model;
  private final MatrixView matrix;

  MatrixToolbar(ConfusionViewModel model, MatrixView matrix) {
    this.model = model;
    this.matrix = matrix;
    getStyleClass().add("matrix-toolbar");
    CompareMenu compare =
        new CompareMenu(model.comparison(), () -> matrix.modeProperty().set(MatrixMode.CHANGE));
    getChildren().addAll(modes(), compare, options());
  }

  private SegmentedButton modes() {
    SegmentedButton modes = new SegmentedButton();
    ToggleGroup group = new ToggleGroup();
    modes.setToggleGroup(group);
    for (MatrixMode mode : MatrixMode.values()) {
      ToggleButton button = new ToggleButton(messages.get("mode." + mode));
      button.setId("matrix-mode-" + mode);
      button.setTooltip(new Tooltip(messages.get("mode." + mode + ".help")));
      button.setMinWidth(Region.USE_PREF_SIZE);
      button.getStyleClass().add(Styles.SMALL);
      Runnable select = () -> button.setSelected(matrix.modeProperty().get() == mode);
      matrix.modeProperty().addListener(changed -> select.run());
      select.run();
      // One is always on, so a click on it must not turn it off.
      button.setOnAction(
          event -> {
            button.setSelected(true);
            matrix.modeProperty().set(mode);
          });
      modes.getButtons().add(button);
    }
    return modes;
  }

  private MenuButton options() {
    MenuButton button = new MenuButton(messages.get("options"), new FontIcon("mdi2t-tune"));
    button.setId("matrix-options");
    button.getStyleClass().add(Styles.SMALL);
    button.setMinWidth(Region.USE_PREF_SIZE);
    ToggleGroup orders = new ToggleGroup();
    for (ClassOrder order : ClassOrder.values()) {
      button.getItems().add(radio("order." + order, orders, matrix.orderProperty(), order));
    }
    button.getItems().add(new SeparatorMenuItem());
    button
        .getItems()
        .addAll(
            check("hideDiagonal", matrix.diagonalHiddenProperty()),
            check("logarithmic", matrix.logarithmicProperty()),
            check("courses", model.coursesShownProperty()));
    return button;
  }

  private <T> RadioMenuItem radio(
      String key, ToggleGroup group, ObjectProperty<T> property, T value) {
    RadioMenuItem item = new RadioMenuItem(messages.get(key));
    item.setId(key.replace('.', '-'));
    item.setToggleGroup(group);
    item.setSelected(property.get() == value);
    item.setOnAction(event -> property.set(value));
    return item;
  }

  private CheckMenuItem check(String key, BooleanProperty property) {
    CheckMenuItem item = new CheckMenuItem(messages.get(key));
    item.setId(key.replace('.', '-'));
    item.selectedProperty().bindBidirectional(property);
    return item;
  }
}
