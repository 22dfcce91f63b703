package digitscope.session;

/**
 * A network's prediction for one image.
 *
 * @param step training step of the network that was asked
 * @param probabilities one value a class
 */
public record Prediction(long step, float[] probabilities) {
  /** Whether all probabilities are numbers; they are not where the network's weights are none. */
  public boolean isFinite() {
    for (float probability : probabilities) {
      if (!Float.isFinite(probability)) {
        return false;
      }
    }
    return true;
  }

  /** The likeliest class. */
  public int label() {
    int best = 0;
    for (int label = 1; label < probabilities.length; label++) {
      if (probabilities[label] > probabilities[best]) {
        best = label;
      }
    }
    return best;
  }
}
