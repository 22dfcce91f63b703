package digitscope.ui.control.images;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javafx.css.PseudoClass;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/**
 * A picture of an {@link ImageGrid} with its lines. It has one image of the toolkit, which is
 * repainted when the cell moves. The number of what it shows is its user data: an id of its own for
 * each image would have the style sheets searched again whenever it changes.
 */
final class PictureCell extends Region {
  static final double LINE_HEIGHT = 17;
  private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");
  private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");
  private static final double INSET = 6;
  private static final double BARE_INSET = 2;

  private final ImageGrid images;
  private final Region frame = new Region();
  private final ImageView picture = new ImageView();

  // Small pictures, of which there are many, go without words.
  private Optional<Words> words = Optional.empty();
  private WritableImage image = new WritableImage(1, 1);
  private OptionalInt shown = OptionalInt.empty();

  /** The lines below the picture. */
  private record Words(Label title, Label detail, Label note) {
    static Words empty() {
      return new Words(line("picture-title"), line("picture-detail"), line("picture-note"));
    }

    List<Label> lines() {
      return List.of(title, detail, note);
    }
  }

  PictureCell(ImageGrid images) {
    this.images = images;
    getStyleClass().add("picture-cell");
    setAccessibleRole(AccessibleRole.LIST_ITEM);
    setManaged(false);
    setVisible(false);
    frame.getStyleClass().add("picture-frame");
    picture.setPreserveRatio(true);
    picture.setSmooth(false);
    getChildren().setAll(frame, picture);
    setOnMouseClicked(this::onClicked);
    setOnContextMenuRequested(this::onMenu);
  }

  /** What a cell needs besides its picture, in width. */
  static double inset(boolean isCaptioned) {
    return isCaptioned ? 2 * INSET : 2 * BARE_INSET;
  }

  /** The image that is shown. */
  OptionalInt shown() {
    return shown;
  }

  /** Shows an image, or nothing; costs nothing if it shows it already. */
  void show(OptionalInt wanted) {
    if (wanted.equals(shown)) {
      return;
    }
    shown = wanted;
    setVisible(wanted.isPresent());
    setUserData(wanted.isPresent() ? wanted.getAsInt() : null);
    picture.setVisible(false);
    frame.setVisible(true);
    if (wanted.isPresent()) {
      showPicture();
      showCaption();
    }
    showChosen();
  }

  /** Shows what is new of an image when it is shown next. */
  void forget() {
    shown = OptionalInt.empty();
    setVisible(false);
  }

  void showChosen() {
    boolean isSelected =
        shown.isPresent() && images.selectedProperty().get().contains(shown.getAsInt());
    boolean isChosen = shown.isPresent() && shown.equals(images.chosenProperty().get());
    pseudoClassStateChanged(SELECTED, isSelected);
    pseudoClassStateChanged(CHOSEN, isChosen);
  }

  /** Shows the picture if it has come. */
  void showPicture() {
    if (shown.isPresent() && !picture.isVisible()) {
      images.contentProperty().get().thumbnails().get(shown.getAsInt()).ifPresent(this::paint);
    }
  }

  private void paint(ArgbPixels pixels) {
    if (image.getWidth() != pixels.width() || image.getHeight() != pixels.height()) {
      image = new WritableImage(pixels.width(), pixels.height());
      picture.setImage(image);
      requestLayout();
    }
    image
        .getPixelWriter()
        .setPixels(
            0,
            0,
            pixels.width(),
            pixels.height(),
            PixelFormat.getIntArgbInstance(),
            pixels.argb(),
            0,
            pixels.width());
    picture.setVisible(true);
    frame.setVisible(false);
  }

  private void showCaption() {
    if (images.captionedProperty().get()) {
      Words shownWords = words.orElseGet(this::makeWords);
      ImageGrid.Caption caption = caption(shown.getAsInt());
      shownWords.title().setText(caption.title());
      shownWords.detail().setText(caption.detail());
      shownWords.note().setText(caption.note());
    } else {
      words.ifPresent(some -> getChildren().removeAll(some.lines()));
      words = Optional.empty();
    }
  }

  private Words makeWords() {
    Words made = Words.empty();
    getChildren().addAll(made.lines());
    words = Optional.of(made);
    return made;
  }

  private ImageGrid.Caption caption(int number) {
    return images.contentProperty().get().captions().apply(number);
  }

  /** What is said of the image, in one line. */
  String description() {
    return shown.isPresent() ? String.join(", ", caption(shown.getAsInt()).lines()) : "";
  }

  @Override
  protected void layoutChildren() {
    double side = images.pictureSideProperty().get();
    double top = inset(images.captionedProperty().get()) / 2;
    double left = Math.rint((getWidth() - side) / 2);
    frame.resizeRelocate(left, top, side, side);
    picture.setFitWidth(side);
    picture.setFitHeight(side);
    picture.relocate(
        left + Math.rint((side - picture.getLayoutBounds().getWidth()) / 2),
        top + Math.rint((side - picture.getLayoutBounds().getHeight()) / 2));
    double below = top + side;
    for (Label line : words.map(Words::lines).orElse(List.of())) {
      if (!line.getText().isEmpty()) {
        double height = line.getText().lines().count() * LINE_HEIGHT;
        line.resizeRelocate(0, below, getWidth(), height);
        below += height;
      }
    }
  }

  /** Created on request, which is rare. */
  @Override
  public @Nullable Object queryAccessibleAttribute(
      AccessibleAttribute attribute, Object... parameters) {
    return attribute == AccessibleAttribute.TEXT
        ? description()
        : super.queryAccessibleAttribute(attribute, parameters);
  }

  private void onClicked(MouseEvent event) {
    if (shown.isPresent() && event.getButton() == MouseButton.PRIMARY) {
      images.choose(shown.getAsInt(), event.isShiftDown(), event.isShortcutDown());
      if (event.getClickCount() == 2) {
        images.onOpenProperty().get().accept(shown.getAsInt());
      }
    }
  }

  /** A menu is about what is selected; of another image it makes the selection. */
  private void onMenu(ContextMenuEvent event) {
    if (shown.isPresent() && !images.selectedProperty().get().contains(shown.getAsInt())) {
      images.choose(shown.getAsInt(), false, false);
    }
  }

  private static Label line(String styleClass) {
    Label line = new Label();
    line.getStyleClass().addAll("picture-line", styleClass, "tabular");
    return line;
  }
}
