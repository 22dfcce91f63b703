package digitscope.eval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Images whose label looks wrong, by confident learning (Northcutt, Jiang, Chuang: <i>Confident
 * Learning: Estimating Uncertainty in Dataset Labels</i>, JAIR 2021). A class is believed of an
 * image if its probability is at least the mean probability that the images labeled so have for it;
 * an image is suspect if the likeliest class that is believed of it is not its label. The
 * probabilities must come from networks that were not trained on the images they judge.
 */
public final class SuspectLabels {
  private SuspectLabels() {}

  /**
   * An image whose label looks wrong.
   *
   * @param image number of the image
   * @param label what it is labeled as
   * @param suggestion what it is believed to be
   * @param margin probability of {@code suggestion} less that of {@code label}, in (-1, 1]
   */
  public record Suspect(int image, int label, int suggestion, double margin) {}

  /**
   * What the user looks through.
   *
   * @param suspects those with the largest margin first
   * @param misread images that are read as another class than their label without being suspect,
   *     those with the largest margin first: of wrong labels that a network is not sure about
   */
  public record Queue(List<Suspect> suspects, List<Suspect> misread) {
    /** The suspects, then the others. */
    public List<Suspect> all() {
      return Stream.concat(suspects.stream(), misread.stream()).toList();
    }
  }

  /** The suspects of an evaluation, those with the largest margin first. */
  public static List<Suspect> of(Evaluation evaluation) {
    return queue(evaluation).suspects();
  }

  /** The suspects of an evaluation, and what else may be labeled wrongly. */
  public static Queue queue(Evaluation evaluation) {
    double[] thresholds = thresholds(evaluation);
    List<Suspect> suspects = new ArrayList<>();
    List<Suspect> misread = new ArrayList<>();
    for (int image = 0; image < evaluation.size(); image++) {
      int believed = believed(evaluation, image, thresholds);
      int label = evaluation.actual(image);
      int predicted = evaluation.predicted(image);
      if (believed >= 0 && believed != label) {
        suspects.add(suspect(evaluation, image, believed));
      } else if (predicted != label) {
        misread.add(suspect(evaluation, image, predicted));
      }
    }
    return new Queue(ordered(suspects), ordered(misread));
  }

  private static Suspect suspect(Evaluation evaluation, int image, int suggestion) {
    int label = evaluation.actual(image);
    double margin =
        (double) evaluation.probability(image, suggestion) - evaluation.probability(image, label);
    return new Suspect(image, label, suggestion, margin);
  }

  private static List<Suspect> ordered(List<Suspect> suspects) {
    return suspects.stream()
        .sorted(
            Comparator.comparingDouble(Suspect::margin)
                .reversed()
                .thenComparing(Comparator.comparingInt(Suspect::image)))
        .toList();
  }

  /** Mean probability of each class over the images labeled so; infinite where there are none. */
  private static double[] thresholds(Evaluation evaluation) {
    double[] sums = new double[evaluation.classes()];
    int[] counts = new int[evaluation.classes()];
    for (int image = 0; image < evaluation.size(); image++) {
      int label = evaluation.actual(image);
      sums[label] += evaluation.probability(image, label);
      counts[label]++;
    }
    Arrays.setAll(sums, k -> counts[k] == 0 ? Double.POSITIVE_INFINITY : sums[k] / counts[k]);
    return sums;
  }

  /** The likeliest class whose probability reaches its threshold; -1 if none does. */
  private static int believed(Evaluation evaluation, int image, double[] thresholds) {
    int best = -1;
    for (int label = 0; label < thresholds.length; label++) {
      float own = evaluation.probability(image, label);
      if (own >= thresholds[label] && (best < 0 || own > evaluation.probability(image, best))) {
        best = label;
      }
    }
    return best;
  }
}
