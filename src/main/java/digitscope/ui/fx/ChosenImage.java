package digitscope.ui.fx;

/** The image that the views speak of. */
public sealed interface ChosenImage {
  /**
   * What differs from one kind of choice to another: a method for each, none of which has a
   * default.
   *
   * @param <R> what comes of it
   */
  interface Visitor<R> {
    R none(None image);

    R ofTestSet(OfTestSet image);

    R ofTrainingSet(OfTrainingSet image);

    R ofOtherSet(OfOtherSet image);

    R drawing(Drawing image);
  }

  /** Calls the method of the kind that this is. */
  <R> R accept(Visitor<R> visitor);

  /** Nothing was chosen yet. */
  record None() implements ChosenImage {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.none(this);
    }
  }

  /** Image {@code index} of the test set. */
  record OfTestSet(int index) implements ChosenImage {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.ofTestSet(this);
    }
  }

  /** Image {@code index} of the training set. */
  record OfTrainingSet(int index) implements ChosenImage {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.ofTrainingSet(this);
    }
  }

  /**
   * An image of a data set beside that of the run.
   *
   * @param set what the set is called
   * @param index number of the image in its test set
   * @param label class of the image
   * @param pixels what the network sees of it, as unsigned bytes
   */
  record OfOtherSet(String set, int index, int label, byte[] pixels) implements ChosenImage {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.ofOtherSet(this);
    }
  }

  /**
   * The drawing on the pad.
   *
   * @param pixels what the network sees of it, as unsigned bytes
   */
  record Drawing(byte[] pixels) implements ChosenImage {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.drawing(this);
    }
  }
}
