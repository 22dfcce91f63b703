package digitscope.ui.data;

import digitscope.explore.ImageOrder;
import java.util.OptionalInt;

/**
 * Which images are shown, and in what order.
 *
 * @param label class of the images; empty for all
 */
public record Query(Part part, OptionalInt label, ImageOrder order, boolean descending) {
  static Query initial() {
    return new Query(Part.TRAINING, OptionalInt.empty(), ImageOrder.INDEX, false);
  }

  Query withPart(Part changed) {
    return new Query(changed, label, order, descending);
  }

  Query withLabel(OptionalInt changed) {
    return new Query(part, changed, order, descending);
  }

  Query withOrder(ImageOrder changed) {
    return new Query(part, label, changed, descending);
  }

  Query withDescending(boolean changed) {
    return new Query(part, label, order, changed);
  }
}
