package digitscope.config;

import com.fasterxml.jackson.annotation.JsonIgnore;
import digitscope.io.InvalidValueException;

/**
 * The held-out part of the training set, and its use: early stopping and the best weights. The test
 * set decides nothing.
 *
 * @param fraction part of the training images that is held out, evaluated at the end of every epoch
 *     and never trained on; 0 for none
 * @param patience epochs without a lower validation loss after which training stops; 0 for never
 * @param restoreBest whether the weights of the lowest validation loss come back at the end
 */
public record ValidationSpec(double fraction, int patience, boolean restoreBest) {
  public ValidationSpec {
    Checks.inRange("validation fraction", fraction, 0, 0.5);
    Checks.inRange("patience", patience, 0, 100_000);
    if (fraction == 0 && (patience > 0 || restoreBest)) {
      throw new InvalidValueException(
          "early stopping and restoring the best weights need validation images; set the "
              + "validation fraction, such as 0.1");
    }
  }

  /** Nothing held out: all images are trained on, to the last epoch. */
  public static ValidationSpec none() {
    return new ValidationSpec(0, 0, false);
  }

  @JsonIgnore
  public boolean isNone() {
    return fraction == 0;
  }
}
