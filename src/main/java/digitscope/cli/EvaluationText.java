package digitscope.cli;

import digitscope.data.Dataset;
import digitscope.eval.ClassMeasures;
import digitscope.eval.ConfusionMatrix;
import digitscope.eval.Evaluation;
import java.util.Formatter;
import java.util.List;
import java.util.Locale;

/** An evaluation as text for the terminal. */
final class EvaluationText {
  private static final int COLUMN = 6;

  private EvaluationText() {}

  static String format(Dataset images, Evaluation evaluation) {
    Formatter text = new Formatter(Locale.ROOT);
    ConfusionMatrix confusion = evaluation.confusion();
    text.format(
        "%s: %,d images, step %,d%naccuracy %.2f %% (%,d errors), loss %.4f%n%n",
        images.name(),
        evaluation.size(),
        evaluation.step(),
        100 * evaluation.accuracy(),
        confusion.total() - confusion.correct(),
        evaluation.loss());
    List<String> names = images.classNames().stream().map(TextTable::name).toList();
    int nameWidth = Math.max(6, names.stream().mapToInt(String::length).max().orElse(0));
    formatMatrix(text, confusion, names, nameWidth);
    formatMeasures(text, confusion, names, nameWidth);
    return text.toString().stripTrailing();
  }

  private static void formatMatrix(
      Formatter text, ConfusionMatrix confusion, List<String> names, int nameWidth) {
    text.format("Confusion matrix (rows actual, columns predicted)%n");
    text.format("%" + nameWidth + "s", "");
    for (String name : names) {
      text.format("%" + COLUMN + "s", name.substring(0, Math.min(name.length(), COLUMN - 1)));
    }
    for (int row = 0; row < confusion.classes(); row++) {
      text.format("%n%" + nameWidth + "s", names.get(row));
      for (int column = 0; column < confusion.classes(); column++) {
        text.format("%" + COLUMN + "d", confusion.count(row, column));
      }
    }
    text.format("%n%n");
  }

  private static void formatMeasures(
      Formatter text, ConfusionMatrix confusion, List<String> names, int nameWidth) {
    text.format(
        "Recall is TP / AN for the AN images of a class; it is also called its accuracy.%n");
    text.format(
        "%" + nameWidth + "s %9s %9s %9s %6s %6s %6s%n",
        "class",
        "precision",
        "recall",
        "F1",
        "TP",
        "FP",
        "FN");
    for (ClassMeasures measures : confusion.measures()) {
      text.format(
          "%" + nameWidth + "s %9s %9s %9s %6d %6d %6d%n",
          names.get(measures.label()),
          percent(measures.precision()),
          percent(measures.recall()),
          percent(measures.f1()),
          measures.truePositives(),
          measures.falsePositives(),
          measures.falseNegatives());
    }
  }

  private static String percent(double share) {
    return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }
}
