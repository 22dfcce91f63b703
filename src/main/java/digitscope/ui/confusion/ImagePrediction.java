package digitscope.ui.confusion;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * What the network says of one image.
 *
 * @param step training step of the network that was asked
 * @param probabilities one value a class
 */
record ImagePrediction(long step, float[] probabilities) {
  /** The likeliest class. */
  int predicted() {
    int best = 0;
    for (int label = 1; label < probabilities.length; label++) {
      best = probabilities[label] > probabilities[best] ? label : best;
    }
    return best;
  }

  /** Place of a class when the classes are sorted by probability; 1 is the likeliest. */
  int rank(int label) {
    int rank = 1;
    for (int other = 0; other < probabilities.length; other++) {
      boolean isEqual = probabilities[other] == probabilities[label];
      rank += probabilities[other] > probabilities[label] || (isEqual && other < label) ? 1 : 0;
    }
    return rank;
  }

  /**
   * What the network said of one image over the evaluations so far.
   *
   * @param steps of the evaluations, rising
   * @param probabilities one row a class, one value an evaluation
   * @param learnedAt step of the first evaluation that predicted it correctly
   * @param timesForgotten how often it was right at one evaluation and wrong at the next
   */
  record History(
      long[] steps, double[][] probabilities, OptionalLong learnedAt, int timesForgotten) {
    /** The classes beside {@code known} that once were likeliest, at most this many, by index. */
    List<Integer> others(List<Integer> known, int most) {
      List<Integer> others = new ArrayList<>();
      for (int label = 0; label < probabilities.length; label++) {
        if (!known.contains(label)) {
          others.add(label);
        }
      }
      others.sort((one, other) -> Double.compare(peak(other), peak(one)));
      return others.stream().limit(most).sorted().toList();
    }

    private double peak(int label) {
      double peak = 0;
      for (double probability : probabilities[label]) {
        peak = Math.max(peak, probability);
      }
      return peak;
    }
  }
}
