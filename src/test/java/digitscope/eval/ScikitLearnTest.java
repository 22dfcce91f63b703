package digitscope.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares with the numbers that {@code scikit-learn.py} wrote. */
final class ScikitLearnTest {
  private static final double TOLERANCE = 1e-12;

  static Stream<JsonNode> cases() throws IOException {
    try (InputStream json = ScikitLearnTest.class.getResourceAsStream("scikit-learn.json")) {
      JsonNode cases = new ObjectMapper().readTree(Objects.requireNonNull(json)).get("cases");
      assertThat(cases).hasSize(20);
      return StreamSupport.stream(cases.spliterator(), false);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void confusionMatrixIsTheSame(JsonNode expected) {
    assertThat(evaluation(expected).confusion().toArray())
        .isDeepEqualTo(new ObjectMapper().convertValue(expected.get("confusion"), int[][].class));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void accuracyIsTheSame(JsonNode expected) {
    assertThat(evaluation(expected).accuracy())
        .isCloseTo(expected.get("accuracy").doubleValue(), within(TOLERANCE));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void measuresAreTheSameAndUndefinedForTheSameClasses(JsonNode expected) {
    List<ClassMeasures> measures = evaluation(expected).confusion().measures();
    compare(measures, ClassMeasures::precision, expected.get("precision"));
    compare(measures, ClassMeasures::recall, expected.get("recall"));
    compare(measures, ClassMeasures::f1, expected.get("f1"));
  }

  private static void compare(
      List<ClassMeasures> measures, ToDoubleFunction<ClassMeasures> measure, JsonNode expected) {
    assertThat(measures).hasSize(expected.size());
    for (ClassMeasures own : measures) {
      JsonNode value = expected.get(own.label());
      if (value.isNull()) {
        assertThat(measure.applyAsDouble(own)).isNaN();
      } else {
        assertThat(measure.applyAsDouble(own)).isCloseTo(value.doubleValue(), within(TOLERANCE));
      }
    }
  }

  /** An evaluation whose network is sure of each of its predictions. */
  private static Evaluation evaluation(JsonNode expected) {
    int classes = expected.get("classes").intValue();
    int images = expected.get("actual").size();
    byte[] labels = new byte[images];
    float[] probabilities = new float[images * classes];
    for (int image = 0; image < images; image++) {
      labels[image] = (byte) expected.get("actual").get(image).intValue();
      probabilities[image * classes + expected.get("predicted").get(image).intValue()] = 1;
    }
    return new Evaluation(0, classes, labels, probabilities, 0);
  }
}
