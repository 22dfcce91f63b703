package digitscope.ui.confusion;

import digitscope.data.ImageShape;
import digitscope.ui.fx.ChosenImage;
import java.util.OptionalInt;

/**
 * The image that the card shows.
 *
 * @param source where it is from; never {@link ChosenImage.None}
 * @param pixels unsigned bytes in [channels, height, width] order
 * @param shape of the image
 * @param actual its class, where it is known
 */
record CardImage(ChosenImage source, byte[] pixels, ImageShape shape, OptionalInt actual) {
  /** Its number in the test set, if it is of it. */
  OptionalInt testIndex() {
    return source instanceof ChosenImage.OfTestSet image
        ? OptionalInt.of(image.index())
        : OptionalInt.empty();
  }

  /** Its number in the training set, if it is of it. */
  OptionalInt trainingIndex() {
    return source instanceof ChosenImage.OfTrainingSet image
        ? OptionalInt.of(image.index())
        : OptionalInt.empty();
  }
}
