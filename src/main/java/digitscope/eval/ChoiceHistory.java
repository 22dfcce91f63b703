package digitscope.eval;

import digitscope.eval.CellChoice.FalseNegatives;
import digitscope.eval.CellChoice.FalsePositives;
import java.util.List;
import java.util.Optional;

/**
 * How a choice went over the evaluations of a run.
 *
 * @param steps of the evaluations, rising
 * @param images how many images were of the choice at each of them; of a choice that is of images
 *     and not of cells, how many of these images were predicted wrongly
 * @param measure what {@code values} are
 * @param values of the measure at each of them, in [0, 1], NaN where it is undefined; none without
 *     a measure
 */
public record ChoiceHistory(
    long[] steps, int[] images, Optional<Measure> measure, double[] values) {
  /** A measure of the chosen classes together. */
  public enum Measure {
    /** Of chosen rows: fraction of their images that were predicted correctly. */
    RECALL,
    /** Of chosen columns: part of what was predicted as them that is of them. */
    PRECISION
  }

  /** The course of a choice; may take a while. */
  public static ChoiceHistory of(EvaluationHistory history, CellChoice choice) {
    if (!choice.isByCell()) {
      List<Integer> chosen = history.images(choice);
      int[] wrong =
          history.evaluations().stream()
              .mapToInt(some -> (int) chosen.stream().filter(i -> !some.isRight(i)).count())
              .toArray();
      return new ChoiceHistory(history.steps(), wrong, Optional.empty(), new double[0]);
    }
    List<ConfusionAt> all = history.confusions();
    Optional<Measure> measure = measureOf(choice);
    return new ChoiceHistory(
        all.stream().mapToLong(ConfusionAt::step).toArray(),
        all.stream().mapToInt(at -> at.confusion().count(choice)).toArray(),
        measure,
        measure
            .map(m -> all.stream().mapToDouble(at -> value(m, choice, at.confusion())).toArray())
            .orElse(new double[0]));
  }

  private static Optional<Measure> measureOf(CellChoice choice) {
    if (choice.parts().isEmpty()) {
      return Optional.empty();
    }
    if (choice.parts().stream().allMatch(FalseNegatives.class::isInstance)) {
      return Optional.of(Measure.RECALL);
    }
    return choice.parts().stream().allMatch(FalsePositives.class::isInstance)
        ? Optional.of(Measure.PRECISION)
        : Optional.empty();
  }

  private static double value(Measure measure, CellChoice choice, ConfusionMatrix confusion) {
    int right = 0;
    int all = 0;
    for (int label : choice.classes()) {
      right += confusion.count(label, label);
      all += measure == Measure.RECALL ? confusion.actual(label) : confusion.predicted(label);
    }
    return (double) right / all;
  }
}
