package digitscope.ui.control.images;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Control;
import javafx.scene.control.Skin;

/**
 * Many small pictures, of which only those in sight exist as nodes, under headings if they are in
 * sections. A picture is chosen by mouse or keys (arrows, Home, End, Page Up, Page Down), several
 * with Shift and Ctrl if that is allowed, and opened by a double click or Enter. Plus, minus and
 * the wheel with Ctrl ask for larger or smaller pictures.
 *
 * <p>Style class {@code image-grid}, within it {@code picture-cell}, {@code picture-frame}, {@code
 * picture-title}, {@code picture-detail}, {@code picture-note} and {@code image-heading}. The user
 * data of a {@code picture-cell} is the number of its image.
 */
public final class ImageGrid extends Control {
  /**
   * What stands below a picture, or is said of it where there is no room.
   *
   * @param title first line, or the first two with a line break between them; no room is kept for
   *     lines that are empty below the first picture
   * @param detail second line
   * @param note third line
   */
  public record Caption(String title, String detail, String note) {
    /** Those that are not empty. */
    List<String> lines() {
      return Stream.of(title, detail, note)
          .flatMap(String::lines)
          .filter(line -> !line.isEmpty())
          .toList();
    }
  }

  /**
   * Images that stand under one heading.
   *
   * @param size how many there are, at least one
   */
  public record Section(String heading, int size) {}

  /**
   * What is shown.
   *
   * @param images numbers of the images, in the order in which they are shown
   * @param sections into which the images are divided; none for images without headings
   * @param captions gives the caption of an image by its number; asked only for those in sight
   * @param thumbnails gives the pictures
   */
  public record Content(
      List<Integer> images,
      List<Section> sections,
      IntFunction<Caption> captions,
      ThumbnailCache thumbnails) {
    public static final Content NONE =
        new Content(List.of(), List.of(), image -> new Caption("", "", ""), ThumbnailCache.none());

    public Content {
      int divided = sections.stream().mapToInt(Section::size).sum();
      if (!sections.isEmpty() && divided != images.size()) {
        throw new IllegalArgumentException(
            String.format(Locale.ROOT, "%d images, but %d in sections", images.size(), divided));
      }
    }
  }

  private final ReadOnlyObjectWrapper<Content> content =
      new ReadOnlyObjectWrapper<>(this, "content", Content.NONE);
  private final DoubleProperty pictureSide = new SimpleDoubleProperty(this, "pictureSide", 84);
  private final BooleanProperty captioned = new SimpleBooleanProperty(this, "captioned", true);
  private final BooleanProperty multiple = new SimpleBooleanProperty(this, "multiple", false);
  private final ObjectProperty<OptionalInt> chosen =
      new SimpleObjectProperty<>(this, "chosen", OptionalInt.empty());
  private final ImageGridSelection selection = new ImageGridSelection(chosen);
  private final ObjectProperty<IntConsumer> onOpen =
      new SimpleObjectProperty<>(this, "onOpen", image -> {});
  private final ObjectProperty<IntConsumer> onMagnify =
      new SimpleObjectProperty<>(this, "onMagnify", steps -> {});

  public ImageGrid() {
    getStyleClass().add("image-grid");
    setFocusTraversable(true);
    setAccessibleRole(AccessibleRole.LIST_VIEW);
  }

  /** Shows other images, or the same ones with other captions; the scroll stays where it is. */
  public void show(Content images) {
    content.set(images);
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

  /** Whether captions stand below the pictures; otherwise the mouse shows them. */
  public BooleanProperty captionedProperty() {
    return captioned;
  }

  /** Whether several images can be selected. */
  public BooleanProperty multipleProperty() {
    return multiple;
  }

  public ReadOnlyObjectProperty<Content> contentProperty() {
    return content.getReadOnlyProperty();
  }

  /** Number of the chosen image, which may be one that is not shown. */
  public ObjectProperty<OptionalInt> chosenProperty() {
    return chosen;
  }

  /** Numbers of the selected images, some of which may not be shown. */
  public ReadOnlyObjectProperty<Set<Integer>> selectedProperty() {
    return selection.selectedProperty();
  }

  /** Selects every image that is shown, if several can be selected. */
  public void selectAll() {
    if (multiple.get()) {
      selection.all(content.get().images());
    }
  }

  /** Called with the number of an image that the user wants to see closely. */
  public ObjectProperty<IntConsumer> onOpenProperty() {
    return onOpen;
  }

  /** Called with 1 when the user wants larger pictures, with -1 for smaller ones. */
  public ObjectProperty<IntConsumer> onMagnifyProperty() {
    return onMagnify;
  }

  ImageGridSelection selection() {
    return selection;
  }

  /** Chooses an image, and whatever else the keys that are held down say. */
  void choose(int image, boolean isShiftDown, boolean isShortcutDown) {
    if (multiple.get() && isShiftDown) {
      selection.extend(image, content.get().images());
    } else if (multiple.get() && isShortcutDown) {
      selection.toggle(image);
    } else {
      selection.only(image);
    }
  }

  @Override
  protected Skin<?> createDefaultSkin() {
    return new ImageGridSkin(this);
  }
}
