package digitscope.data;

/** Divides images that come without a test set. */
public final class OwnSplit {
  /** One image in five becomes a test image. */
  static final double TEST_FRACTION = 0.2;

  private static final long SEED = 1;

  private OwnSplit() {}

  /**
   * Makes a test set of a part of each class; the same images always give the same parts.
   *
   * @param source as in {@link DataSplits}
   * @param name what the user reads, without the part
   * @throws DataException if there are fewer than two images
   */
  public static DataSplits divide(String source, String name, Dataset all) throws DataException {
    if (all.size() < 2) {
      throw new DataException(
          source
              + " has only one image; a class needs at least two: one for training and one for "
              + "testing");
    }
    HeldOut parts = HeldOut.of(all, TEST_FRACTION, SEED);
    return new DataSplits(
        source,
        parts.training().named(name + ", training"),
        parts.validation().orElseThrow().named(name + ", test"));
  }
}
