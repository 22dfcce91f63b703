package digitscope.ui.data;

import digitscope.explore.ImageOrder;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which images are shown, and in what order.
 *
 * @param label class of the images; empty for all
 * @param lasso what is caught on the map; empty for all
 */
public record Query(
    Part part, OptionalInt label, ImageOrder order, boolean descending, Optional<Lasso> lasso) {
  static Query initial() {
    return new Query(Part.TRAINING, OptionalInt.empty(), ImageOrder.INDEX, false, Optional.empty());
  }

  Query withPart(Part changed) {
    return new Query(changed, label, order, descending, changed == part ? lasso : Optional.empty());
  }

  Query withLabel(OptionalInt changed) {
    return new Query(part, changed, order, descending, lasso);
  }

  Query withOrder(ImageOrder changed) {
    return new Query(part, label, changed, descending, lasso);
  }

  Query withDescending(boolean changed) {
    return new Query(part, label, order, changed, lasso);
  }

  Query withLasso(Optional<Lasso> changed) {
    return new Query(part, label, order, descending, changed);
  }

  /** Whether what is caught on the map has an image; everything if nothing is caught. */
  boolean catches(int image) {
    return lasso.map(some -> some.holds(image)).orElse(true);
  }
}
