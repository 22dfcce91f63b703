package digitscope.ui.fx;

/** The image that the views speak of. */
public sealed interface ChosenImage {
  /** Nothing was chosen yet. */
  record None() implements ChosenImage {}

  /** Image {@code index} of the test set. */
  record OfTestSet(int index) implements ChosenImage {}

  /** Image {@code index} of the training set. */
  record OfTrainingSet(int index) implements ChosenImage {}

  /**
   * The drawing on the pad.
   *
   * @param pixels what the network sees of it, as unsigned bytes
   */
  record Drawing(byte[] pixels) implements ChosenImage {}
}
