package digitscope.eval;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * Evaluations as tables of text for other programs: the header first, then a row each. Numbers are
 * in full, parts of 1 rather than per cent; what is undefined is empty.
 */
public final class EvaluationTables {
  private EvaluationTables() {}

  /**
   * The counts: a row for each actual class, which its first field names, a column for each
   * predicted one.
   *
   * @param names of the classes, in the order of the labels
   */
  public static List<List<String>> matrix(ConfusionMatrix matrix, List<String> names) {
    List<List<String>> rows = new ArrayList<>();
    List<String> header = new ArrayList<>(List.of("actual"));
    header.addAll(names);
    rows.add(header);
    for (int actual = 0; actual < matrix.classes(); actual++) {
      List<String> row = new ArrayList<>(List.of(names.get(actual)));
      for (int predicted = 0; predicted < matrix.classes(); predicted++) {
        row.add(String.valueOf(matrix.count(actual, predicted)));
      }
      rows.add(row);
    }
    return rows;
  }

  /**
   * The measures of each class, a row each.
   *
   * @param names of the classes, in the order of the labels
   */
  public static List<List<String>> classes(ConfusionMatrix matrix, List<String> names) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            "label", "name", "precision", "recall", "accuracy", "f1", "tp", "fp", "fn", "actual"));
    for (ClassMeasures measures : matrix.measures()) {
      rows.add(
          List.of(
              String.valueOf(measures.label()),
              names.get(measures.label()),
              number(measures.precision()),
              number(measures.recall()),
              number(measures.recall()), // TP / AN: another name for the same
              number(measures.f1()),
              String.valueOf(measures.truePositives()),
              String.valueOf(measures.falsePositives()),
              String.valueOf(measures.falseNegatives()),
              String.valueOf(measures.actual())));
    }
    return rows;
  }

  /**
   * Images and what was said of them, a row each.
   *
   * @param names of the classes, in the order of the labels
   * @param images their numbers, in the order of the rows
   */
  public static List<List<String>> images(
      Evaluation evaluation, List<String> names, List<Integer> images) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            "index",
            "actual",
            "actual_name",
            "predicted",
            "predicted_name",
            "confidence",
            "actual_probability",
            "actual_rank"));
    for (int image : images) {
      int actual = evaluation.actual(image);
      int predicted = evaluation.predicted(image);
      rows.add(
          List.of(
              String.valueOf(image),
              String.valueOf(actual),
              names.get(actual),
              String.valueOf(predicted),
              names.get(predicted),
              number(evaluation.confidence(image)),
              number(evaluation.probability(image, actual)),
              String.valueOf(evaluation.rankOfActual(image))));
    }
    return rows;
  }

  /**
   * The same, followed by what else images are sorted by: the likeliest other class, loss and
   * margin in the newest evaluation, and when each was learned, if ever, and how often forgotten.
   *
   * @param history not empty
   */
  public static List<List<String>> images(
      EvaluationHistory history, List<String> names, List<Integer> images) {
    Evaluation newest = history.newest().orElseThrow();
    List<List<String>> rows = new ArrayList<>();
    for (List<String> row : images(newest, names, images)) {
      rows.add(new ArrayList<>(row));
    }
    rows.get(0)
        .addAll(
            List.of(
                "rival",
                "rival_name",
                "rival_probability",
                "loss",
                "margin",
                "learned_step",
                "times_forgotten"));
    for (int i = 0; i < images.size(); i++) {
      int image = images.get(i);
      int rival = newest.rival(image);
      OptionalLong learned = history.learnedAt(image);
      rows.get(i + 1)
          .addAll(
              List.of(
                  String.valueOf(rival),
                  names.get(rival),
                  number(newest.probability(image, rival)),
                  number(newest.loss(image)),
                  number(newest.margin(image)),
                  learned.isPresent() ? String.valueOf(learned.getAsLong()) : "",
                  String.valueOf(history.timesForgotten(image))));
    }
    return rows;
  }

  /** Every image that was read wrongly, the largest mistake first, as {@link #images}. */
  public static List<List<String>> errors(Evaluation evaluation, List<String> names) {
    return images(evaluation, names, evaluation.images(new CellChoice.AllErrors()));
  }

  /** Every image that was read correctly, the least certain first, as {@link #images}. */
  public static List<List<String>> correct(Evaluation evaluation, List<String> names) {
    List<Integer> correct =
        IntStream.range(0, evaluation.size())
            .filter(image -> evaluation.predicted(image) == evaluation.actual(image))
            .boxed()
            .sorted(Comparator.comparingDouble(image -> evaluation.confidence(image)))
            .toList();
    return images(evaluation, names, correct);
  }

  private static String number(double value) {
    return Double.isFinite(value) ? String.valueOf(value) : "";
  }

  private static String number(float value) {
    return Float.isFinite(value) ? String.valueOf(value) : "";
  }
}
