package digitscope.ui.control;

import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.css.PseudoClass;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.image.ImageView;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/**
 * A picture of an {@link ImageGrid} with its lines. The number of its image is its user data: an id
 * of its own for each image would have the style sheets searched anew whenever it changes.
 */
final class PictureCell extends StackPane {
  private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");

  private final ImageGrid images;
  private final ImageView picture = new ImageView();
  private final Label title = line("picture-title");
  private final Label detail = line("picture-detail");
  private final Label note = line("picture-note");
  private OptionalInt shown = OptionalInt.empty();

  PictureCell(ImageGrid images) {
    this.images = images;
    getStyleClass().add("picture-cell");
    setAccessibleRole(AccessibleRole.LIST_ITEM);
    setManaged(false);
    setVisible(false);
    picture.fitWidthProperty().bind(images.pictureSideProperty());
    picture.fitHeightProperty().bind(images.pictureSideProperty());
    picture.setPreserveRatio(true);
    picture.setSmooth(false);
    VBox box = new VBox(picture, title, detail, note);
    box.getStyleClass().add("picture-box");
    getChildren().setAll(box);
    setOnMouseClicked(this::onClicked);
  }

  private void onClicked(MouseEvent event) {
    images.chosenProperty().set(shown);
    if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2) {
      shown.ifPresent(images.onOpenProperty().get());
    }
  }

  /** Shows an image, or nothing; costs nothing if it shows it already. */
  void show(OptionalInt image) {
    if (image.equals(shown)) {
      return;
    }
    shown = image;
    setVisible(image.isPresent());
    setUserData(image.isPresent() ? image.getAsInt() : null);
    if (image.isPresent()) {
      show(images.contentProperty().get().describe().apply(image.getAsInt()));
    }
    showChosen();
  }

  /** Asks for the picture anew when it is shown next. */
  void forget() {
    shown = OptionalInt.empty();
    setVisible(false);
  }

  void showChosen() {
    boolean chosen = shown.isPresent() && shown.equals(images.chosenProperty().get());
    pseudoClassStateChanged(SELECTED, chosen);
  }

  private void show(ImageGrid.Picture content) {
    picture.setImage(content.image());
    show(title, content.title());
    show(detail, content.detail());
    show(note, content.note());
    setAccessibleText(
        Stream.of(content.title(), content.detail(), content.note())
            .filter(line -> !line.isEmpty())
            .collect(Collectors.joining(", ")));
  }

  private static void show(Label line, String text) {
    line.setText(text);
    line.setManaged(!text.isEmpty());
  }

  private static Label line(String styleClass) {
    Label line = new Label();
    line.getStyleClass().addAll(styleClass, "tabular");
    return line;
  }
}
