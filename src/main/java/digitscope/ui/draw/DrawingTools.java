package digitscope.ui.draw;

import atlantafx.base.theme.Styles;
import digitscope.ui.control.IconButtons;
import digitscope.ui.control.Messages;
import digitscope.ui.control.pad.Sketch;
import javafx.scene.control.Button;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.materialdesign2.MaterialDesignD;
import org.kordamp.ikonli.materialdesign2.MaterialDesignE;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;
import org.kordamp.ikonli.materialdesign2.MaterialDesignR;
import org.kordamp.ikonli.materialdesign2.MaterialDesignU;

/** Pen or eraser, undo, redo and clear. */
final class DrawingTools extends HBox {
  DrawingTools(Sketch sketch, Messages text) {
    getStyleClass().add("drawing-tools");
    ToggleButton pen = IconButtons.toggle(MaterialDesignP.PENCIL_OUTLINE, text.get("pen"));
    ToggleButton eraser = IconButtons.toggle(MaterialDesignE.ERASER_VARIANT, text.get("eraser"));
    pen.getStyleClass().add(Styles.LEFT_PILL);
    eraser.getStyleClass().add(Styles.RIGHT_PILL);
    ToggleGroup group = new ToggleGroup();
    group.getToggles().setAll(pen, eraser);
    group.selectToggle(sketch.erasingProperty().get() ? eraser : pen);
    sketch
        .erasingProperty()
        .addListener((property, before, now) -> group.selectToggle(now ? eraser : pen));
    group
        .selectedToggleProperty()
        .addListener(
            (property, before, now) -> {
              if (now == null) {
                group.selectToggle(before);
              } else {
                sketch.erasingProperty().set(now == eraser);
              }
            });
    Button undo = IconButtons.button(MaterialDesignU.UNDO, text.get("undo"), sketch::undo);
    undo.disableProperty().bind(sketch.undoableProperty().not());
    Button redo = IconButtons.button(MaterialDesignR.REDO, text.get("redo"), sketch::redo);
    redo.disableProperty().bind(sketch.redoableProperty().not());
    Button clear =
        IconButtons.button(MaterialDesignD.DELETE_OUTLINE, text.get("clear"), sketch::clear);
    clear.disableProperty().bind(sketch.blankProperty());
    getChildren().setAll(new HBox(pen, eraser), undo, redo, clear);
  }
}
