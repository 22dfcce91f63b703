package digitscope.ui.control;

import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Control;
import javafx.scene.control.Skin;
import javafx.scene.image.Image;

/**
 * Many small pictures with captions, of which only those in sight exist as nodes. A picture is
 * chosen by mouse or arrow keys, and opened by a double click or Enter. Style class {@code
 * image-grid}; the user data of a {@code picture-cell} is the number of its image.
 */
public final class ImageGrid extends Control {
  /**
   * A picture and what stands below it.
   *
   * @param image shown enlarged, pixel by pixel
   * @param title first line; no room is kept for lines that are empty in the first picture
   * @param detail second line
   * @param note third line
   */
  public record Picture(Image image, String title, String detail, String note) {}

  /**
   * What is shown.
   *
   * @param images numbers of the images, in the order in which they are shown
   * @param describe gives the picture of an image by its number; asked only for those in sight
   */
  public record Content(List<Integer> images, IntFunction<Picture> describe) {}

  private final ReadOnlyObjectWrapper<Content> content =
      new ReadOnlyObjectWrapper<>(this, "content", new Content(List.of(), ImageGrid::unknown));
  private final DoubleProperty pictureSide = new SimpleDoubleProperty(this, "pictureSide", 84);
  private final ObjectProperty<OptionalInt> chosen =
      new SimpleObjectProperty<>(this, "chosen", OptionalInt.empty());

  private final ObjectProperty<IntConsumer> onOpen =
      new SimpleObjectProperty<>(this, "onOpen", image -> {});

  public ImageGrid() {
    getStyleClass().add("image-grid");
    setFocusTraversable(true);
    setAccessibleRole(AccessibleRole.LIST_VIEW);
  }

  /** Shows other images, or the same ones with other captions; the scroll stays where it is. */
  public void show(List<Integer> images, IntFunction<Picture> describe) {
    content.set(new Content(images, describe));
  }

  /** Shows the first images. */
  public void scrollToTop() {
    if (getSkin() instanceof ImageGridSkin skin) {
      skin.scrollToTop();
    }
  }

  /** Scrolls so that an image is in sight, if it is shown at all. */
  public void reveal(int image) {
    if (getSkin() instanceof ImageGridSkin skin) {
      skin.reveal(image);
    }
  }

  /** Height of the pictures, and their greatest width, in pixels of the screen. */
  public DoubleProperty pictureSideProperty() {
    return pictureSide;
  }

  public ReadOnlyObjectProperty<Content> contentProperty() {
    return content.getReadOnlyProperty();
  }

  /** Number of the chosen image, which may be one that is not shown. */
  public ObjectProperty<OptionalInt> chosenProperty() {
    return chosen;
  }

  /** Called with the number of an image that a person wants to see closely. */
  public ObjectProperty<IntConsumer> onOpenProperty() {
    return onOpen;
  }

  @Override
  protected Skin<?> createDefaultSkin() {
    return new ImageGridSkin(this);
  }

  private static Picture unknown(int image) {
    throw new IllegalArgumentException("No picture of image " + image);
  }
}
