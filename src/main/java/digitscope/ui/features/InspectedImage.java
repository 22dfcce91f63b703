package digitscope.ui.features;

import digitscope.ui.fx.ChosenImage;
import java.util.OptionalInt;

/**
 * The image that is looked at.
 *
 * @param source where it is from; never {@link ChosenImage.None}
 * @param pixels unsigned bytes in [channels, height, width] order
 * @param actual its class, where it is known
 */
public record InspectedImage(ChosenImage source, byte[] pixels, OptionalInt actual) {
  /** Its index, if it is of the test set. */
  public OptionalInt testIndex() {
    return source instanceof ChosenImage.OfTestSet image
        ? OptionalInt.of(image.index())
        : OptionalInt.empty();
  }
}
