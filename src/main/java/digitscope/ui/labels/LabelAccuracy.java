package digitscope.ui.labels;

import digitscope.data.Correction;
import digitscope.data.Correction.Verdict;
import digitscope.data.Corrections;
import digitscope.data.Dataset;
import digitscope.eval.Evaluation;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * How well the network reads the images with the labels that they have been read with, and how well
 * with all that was decided since.
 *
 * @param images that were judged
 * @param right of them, as they were read
 * @param remaining images that are not left out
 * @param rightWithDecisions of the remaining ones
 */
public record LabelAccuracy(int images, int right, int remaining, int rightWithDecisions) {
  static LabelAccuracy of(Judged judged, Corrections corrections) {
    Dataset set = judged.set();
    Evaluation evaluation = judged.evaluation();
    Set<Integer> decided = new HashSet<>();
    for (Correction correction : corrections.decisions()) {
      if (correction.split() == judged.split() && correction.hasEffect()) {
        decided.add(correction.origin());
      }
    }
    int right = 0;
    int remaining = 0;
    int rightWithDecisions = 0;
    Map<String, Integer> labels = labels(set);
    for (int image = 0; image < set.size(); image++) {
      right += evaluation.isRight(image) ? 1 : 0;
      int label = evaluation.actual(image);
      if (decided.contains(set.origin(image))) {
        label =
            corrections
                .of(judged.split(), set, image)
                .map(correction -> label(correction.verdict(), labels))
                .orElse(label);
      }
      remaining += label >= 0 ? 1 : 0;
      rightWithDecisions += label == evaluation.predicted(image) ? 1 : 0;
    }
    return new LabelAccuracy(set.size(), right, remaining, rightWithDecisions);
  }

  private static Map<String, Integer> labels(Dataset set) {
    Map<String, Integer> labels = new HashMap<>();
    for (String name : set.classNames()) {
      labels.put(name, labels.size());
    }
    return labels;
  }

  /** The class to which an image comes; -1 if it is left out. */
  private static int label(Verdict verdict, Map<String, Integer> labels) {
    return verdict instanceof Verdict.Relabel relabel ? labels.getOrDefault(relabel.to(), -1) : -1;
  }

  double accuracy() {
    return (double) right / images;
  }

  double accuracyWithDecisions() {
    return (double) rightWithDecisions / remaining;
  }

  boolean isChanged() {
    return right != rightWithDecisions || images != remaining;
  }
}
