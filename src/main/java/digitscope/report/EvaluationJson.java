package digitscope.report;

import digitscope.eval.CellChoice;
import digitscope.eval.ClassMeasures;
import digitscope.eval.Evaluation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An evaluation with the keys that {@code evaluate --json} promises. JSON has no NaN: what is
 * undefined is null there.
 */
public final class EvaluationJson {
  private EvaluationJson() {}

  /** All numbers of it, without the images. */
  static Map<String, @Nullable Object> summary(Evaluation evaluation) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("step", evaluation.step());
    json.put("images", evaluation.size());
    json.put("accuracy", number(evaluation.accuracy()));
    json.put("loss", number(evaluation.loss()));
    json.put("confusion", evaluation.confusion().toArray());
    json.put(
        "classes", evaluation.confusion().measures().stream().map(EvaluationJson::of).toList());
    return json;
  }

  /** All numbers of it, and every image that was read wrongly, the largest mistake first. */
  public static Map<String, @Nullable Object> of(Evaluation evaluation) {
    Map<String, @Nullable Object> json = summary(evaluation);
    List<Integer> errors = evaluation.images(new CellChoice.AllErrors());
    json.put("errors", errors.stream().map(image -> error(evaluation, image)).toList());
    return json;
  }

  private static Map<String, @Nullable Object> of(ClassMeasures measures) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("label", measures.label());
    json.put("precision", number(measures.precision()));
    json.put("recall", number(measures.recall()));
    json.put("accuracy", number(measures.recall())); // TP / AN: another name for the same
    json.put("f1", number(measures.f1()));
    json.put("tp", measures.truePositives());
    json.put("fp", measures.falsePositives());
    json.put("fn", measures.falseNegatives());
    json.put("actual", measures.actual());
    return json;
  }

  private static Map<String, @Nullable Object> error(Evaluation evaluation, int image) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("index", image);
    json.put("actual", evaluation.actual(image));
    json.put("predicted", evaluation.predicted(image));
    float confidence = evaluation.confidence(image);
    json.put("confidence", Float.isFinite(confidence) ? confidence : null);
    return json;
  }

  static @Nullable Double number(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
