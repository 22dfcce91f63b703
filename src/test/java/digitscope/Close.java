package digitscope;

/**
 * Compares many numbers. AssertJ writes each as a decimal fraction before it compares, which takes
 * longer than most of what they were computed by.
 */
public final class Close {
  private Close() {}

  /** Fails unless a number is as expected, but for a tolerance. */
  public static void assertClose(
      String what, int index, double found, double expected, double tolerance) {
    // Written so that what is no number fails.
    if (!(Math.abs(found - expected) <= tolerance)) {
      throw new AssertionError(
          what + " " + index + " is " + found + ", not " + expected + " ± " + tolerance);
    }
  }

  /** Fails unless all numbers are as expected, but for a tolerance. */
  public static void assertClose(String what, double[] found, double[] expected, double tolerance) {
    if (found.length != expected.length) {
      throw new AssertionError(what + " has " + found.length + " values, not " + expected.length);
    }
    for (int i = 0; i < found.length; i++) {
      assertClose(what, i, found[i], expected[i], tolerance);
    }
  }

  /** The same for floats. */
  public static void assertClose(String what, float[] found, float[] expected, double tolerance) {
    if (found.length != expected.length) {
      throw new AssertionError(what + " has " + found.length + " values, not " + expected.length);
    }
    for (int i = 0; i < found.length; i++) {
      assertClose(what, i, found[i], expected[i], tolerance);
    }
  }
}
