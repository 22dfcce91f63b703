package digitscope.ui.control.images;

import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/**
 * Which images of an {@link ImageGrid} are selected, as lists of the desktop do it: one, one more
 * or less, all up to another, or all.
 */
final class ImageGridSelection {
  private final ObjectProperty<OptionalInt> chosen;
  private final ReadOnlyObjectWrapper<Set<Integer>> selected =
      new ReadOnlyObjectWrapper<>(this, "selected", Set.of());
  private OptionalInt anchor = OptionalInt.empty();
  private boolean isChoosing;

  /**
   * @param chosen the image that was dealt with last; if it is set from outside, it alone is
   *     selected
   */
  ImageGridSelection(ObjectProperty<OptionalInt> chosen) {
    this.chosen = chosen;
    chosen.addListener((property, before, now) -> follow(now));
  }

  ReadOnlyObjectProperty<Set<Integer>> selectedProperty() {
    return selected.getReadOnlyProperty();
  }

  void only(int image) {
    choose(image, OptionalInt.of(image), Set.of(image));
  }

  void toggle(int image) {
    Set<Integer> now = new HashSet<>(selected.get());
    if (!now.remove(image)) {
      now.add(image);
    }
    choose(image, OptionalInt.of(image), Set.copyOf(now));
  }

  /**
   * Selects all from the image where the selection began to another.
   *
   * @param images in the order in which they are shown
   */
  void extend(int image, List<Integer> images) {
    int from = anchor.isPresent() ? images.indexOf(anchor.getAsInt()) : -1;
    int to = images.indexOf(image);
    if (from < 0 || to < 0) {
      only(image);
    } else {
      choose(image, anchor, Set.copyOf(images.subList(Math.min(from, to), Math.max(from, to) + 1)));
    }
  }

  void all(List<Integer> images) {
    selected.set(Set.copyOf(images));
  }

  private void choose(int image, OptionalInt begun, Set<Integer> now) {
    isChoosing = true;
    try {
      anchor = begun;
      selected.set(now);
      chosen.set(OptionalInt.of(image));
    } finally {
      isChoosing = false;
    }
  }

  private void follow(OptionalInt image) {
    if (!isChoosing) {
      anchor = image;
      selected.set(image.isPresent() ? Set.of(image.getAsInt()) : Set.of());
    }
  }
}
