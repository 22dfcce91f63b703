package digitscope.ui.confusion;

import digitscope.ui.confusion.GalleryExport.State;
import digitscope.ui.confusion.GalleryExport.Status;
import digitscope.ui.control.Messages;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/** How the export of images goes; nothing if there is nothing to say. */
final class GalleryStatus extends HBox {
  private static final PseudoClass FAILED = PseudoClass.getPseudoClass("failed");

  private final Messages messages = Messages.of("confusion");
  private final GalleryExport export;
  private final Label text = new Label();
  private final Hyperlink dismiss = new Hyperlink();

  GalleryStatus(GalleryExport export) {
    this.export = export;
    getStyleClass().add("gallery-status");
    text.setId("gallery-status");
    text.setWrapText(true);
    text.getStyleClass().add("tabular");
    text.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(text, Priority.ALWAYS);
    dismiss.setId("gallery-status-dismiss");
    dismiss.setMinWidth(USE_PREF_SIZE);
    dismiss.setOnAction(event -> export.dismiss());
    managedProperty().bind(visibleProperty());
    getChildren().setAll(text, dismiss);
    export.statusProperty().addListener(changed -> show());
    show();
  }

  private void show() {
    Optional<Status> status = export.statusProperty().get();
    setVisible(status.isPresent());
    status.ifPresent(this::show);
  }

  private void show(Status status) {
    text.setText(status.text());
    dismiss.setText(
        messages.get(status.state() == State.RUNNING ? "export.cancel" : "export.dismiss"));
    pseudoClassStateChanged(FAILED, status.state() == State.FAILED);
  }
}
