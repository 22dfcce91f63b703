package digitscope.ui.labels;

import atlantafx.base.theme.Styles;
import digitscope.ui.control.Messages;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignU;

/** The decision that was made last, with a button that takes it back. */
final class DonePane extends HBox {
  private final DecisionWords words = new DecisionWords();

  DonePane(LabelsViewModel model) {
    Messages messages = Messages.of("labels");
    getStyleClass().add("labels-done");
    Label last = new Label();
    last.setId("labels-last");
    last.setGraphic(new FontIcon(MaterialDesignC.CHECK));
    last.getStyleClass().add("tabular");
    last.setWrapText(true);
    last.setMinHeight(Region.USE_PREF_SIZE);
    last.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(last, Priority.ALWAYS);
    last.textProperty()
        .bind(
            model
                .undoableProperty()
                .map(done -> done.map(some -> messages.get("last", words.of(some))).orElse("")));
    Button undo = new Button(messages.get("undo"), new FontIcon(MaterialDesignU.UNDO));
    undo.setId("labels-undo");
    undo.setTooltip(new Tooltip(messages.get("undo.help")));
    undo.getStyleClass().add(Styles.SMALL);
    undo.setMinWidth(Region.USE_PREF_SIZE);
    // The keys of the view go on working after a click.
    undo.setFocusTraversable(false);
    undo.setOnAction(event -> model.undo());
    getChildren().setAll(last, undo);
    visibleProperty().bind(last.textProperty().isNotEmpty());
    managedProperty().bind(visibleProperty());
  }
}
