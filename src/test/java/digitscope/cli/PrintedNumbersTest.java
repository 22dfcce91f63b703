package digitscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import digitscope.data.Dataset;
import digitscope.data.ImageShape;
import digitscope.data.own.CsvTable;
import digitscope.eval.Evaluation;
import digitscope.eval.EvaluationTables;
import digitscope.eval.PlainNumbers;
import digitscope.report.EvaluationJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the evaluation, what is printed and exported says the same of it at every step. */
final class PrintedNumbersTest {
  private static List<String> names(Evaluation evaluation) {
    return IntStream.range(0, evaluation.classes()).mapToObj(k -> "class" + k).toList();
  }

  @ParameterizedTest
  @MethodSource("digitscope.eval.PlainNumbers#runs")
  void jsonIsRight(List<Evaluation> run) throws Exception {
    for (Evaluation evaluation : run) {
      PlainNumbers plain = new PlainNumbers(evaluation);
      JsonNode json = new ObjectMapper().readTree(JsonOutput.format(EvaluationJson.of(evaluation)));
      plain.assertSaidBy(json);
      assertThat(json.get("loss").doubleValue()).isEqualTo(evaluation.loss());
      List<Integer> errors = new ArrayList<>();
      for (int actual = 0; actual < evaluation.classes(); actual++) {
        for (int predicted = 0; predicted < evaluation.classes(); predicted++) {
          if (actual != predicted) {
            errors.addAll(plain.images(actual, predicted));
          }
        }
      }
      assertThat(json.get("errors").findValues("index"))
          .extracting(JsonNode::intValue)
          .containsExactlyInAnyOrderElementsOf(errors);
    }
  }

  @ParameterizedTest
  @MethodSource("digitscope.eval.PlainNumbers#runs")
  void tablesSayWhatJsonSays(List<Evaluation> run) throws Exception {
    for (Evaluation evaluation : run) {
      List<String> names = names(evaluation);
      JsonNode json = new ObjectMapper().readTree(JsonOutput.format(EvaluationJson.of(evaluation)));
      List<List<String>> matrix = fields(EvaluationTables.matrix(evaluation.confusion(), names));
      List<List<String>> classes = fields(EvaluationTables.classes(evaluation.confusion(), names));
      for (int actual = 0; actual < names.size(); actual++) {
        List<String> row = matrix.get(actual + 1);
        assertThat(row.get(0)).isEqualTo(names.get(actual));
        assertThat(row.subList(1, row.size())).isEqualTo(texts(json.get("confusion").get(actual)));
        for (String key :
            List.of("label", "precision", "recall", "f1", "tp", "fp", "fn", "actual")) {
          assertThat(classes.get(actual + 1).get(classes.get(0).indexOf(key)))
              .isEqualTo(text(json.get("classes").get(actual).get(key)));
        }
      }
      List<List<String>> errors = fields(EvaluationTables.errors(evaluation, names));
      assertThat(errors).hasSize(json.get("errors").size() + 1);
      for (int i = 1; i < errors.size(); i++) {
        JsonNode error = json.get("errors").get(i - 1);
        for (String key : List.of("index", "actual", "predicted", "confidence")) {
          assertThat(errors.get(i).get(errors.get(0).indexOf(key))).isEqualTo(text(error.get(key)));
        }
      }
    }
  }

  /** Through the text of a file, in which no field needs quotes. */
  private static List<List<String>> fields(List<List<String>> rows) {
    return CsvTable.format(rows).lines().map(line -> List.of(line.split(",", -1))).toList();
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(value -> texts.add(text(value)));
    return texts;
  }

  private static String text(JsonNode value) {
    return value.isNull() ? "" : value.asText();
  }

  @ParameterizedTest
  @MethodSource("digitscope.eval.PlainNumbers#runs")
  void textSaysTheSameWithADashForWhatIsUndefined(List<Evaluation> run) {
    for (Evaluation evaluation : run) {
      PlainNumbers plain = new PlainNumbers(evaluation);
      List<String> names = names(evaluation);
      ImageShape shape = new ImageShape(1, 1, 1);
      byte[] labels = new byte[evaluation.size()];
      Dataset images = new Dataset("some", shape, names, labels.clone(), labels);
      List<String> lines = EvaluationText.format(images, evaluation).lines().toList();
      int classes = names.size();
      for (int k = 0; k < classes; k++) {
        int label = k;
        assertThat(words(lines.get(lines.size() - 2 * classes - 3 + k)))
            .isEqualTo(
                IntStream.rangeClosed(-1, classes - 1)
                    .mapToObj(p -> p < 0 ? names.get(label) : String.valueOf(plain.count(label, p)))
                    .toList());
        int right = plain.count(k, k);
        assertThat(words(lines.get(lines.size() - classes + k)))
            .containsExactly(
                names.get(k),
                percent(plain.precision(k)),
                percent(plain.recall(k)),
                percent(plain.f1(k)),
                String.valueOf(right),
                String.valueOf(plain.predictedAs(k) - right),
                String.valueOf(plain.actual(k) - right));
      }
    }
  }

  private static List<String> words(String line) {
    return List.of(line.replace(" %", "%").strip().split(" +"));
  }

  private static String percent(double share) {
    return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.2f%%", 100 * share);
  }
}
