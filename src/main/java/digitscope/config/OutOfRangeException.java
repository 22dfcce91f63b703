package digitscope.config;

import digitscope.io.InvalidValueException;

/** A number is below the lowest or above the highest that its setting can have. */
public final class OutOfRangeException extends InvalidValueException {
  private static final long serialVersionUID = 1L;

  private final double lowest;
  private final double highest;

  OutOfRangeException(String message, double lowest, double highest) {
    super(message);
    this.lowest = lowest;
    this.highest = highest;
  }

  /** The lowest number that is allowed. */
  public double lowest() {
    return lowest;
  }

  /** The highest number that is allowed. */
  public double highest() {
    return highest;
  }
}
