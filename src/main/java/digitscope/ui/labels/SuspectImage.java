package digitscope.ui.labels;

import digitscope.data.Correction;
import digitscope.data.Dataset;
import digitscope.eval.Evaluation;
import digitscope.eval.SuspectLabels;

/**
 * An image whose label looks wrong.
 *
 * @param judged the images that it is one of
 * @param suspect what it is labeled as, and believed to be
 * @param place in the whole queue, counted from 1
 */
public record SuspectImage(Judged judged, SuspectLabels.Suspect suspect, int place) {
  /** Number of the image among those that were judged. */
  public int image() {
    return suspect.image();
  }

  Dataset set() {
    return judged.set();
  }

  private Evaluation evaluation() {
    return judged.evaluation();
  }

  /** Probability of what it is believed to be, in [0, 1]. */
  float believed() {
    return evaluation().probability(image(), suspect.suggestion());
  }

  /** Probability of its label, in [0, 1]. */
  float labeled() {
    return evaluation().probability(image(), suspect.label());
  }

  float[] probabilities() {
    return evaluation().probabilities(image());
  }

  String className(int label) {
    return set().classNames().get(label);
  }

  /** A decision about it. */
  Correction decide(Correction.Verdict verdict) {
    return Correction.of(judged.split(), set(), image(), verdict);
  }
}
