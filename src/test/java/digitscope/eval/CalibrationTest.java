package digitscope.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares with the numbers that {@code calibration.py} wrote. */
class CalibrationTest {
  static Stream<JsonNode> cases() throws IOException {
    try (InputStream json = CalibrationTest.class.getResourceAsStream("calibration.json")) {
      JsonNode cases = new ObjectMapper().readTree(Objects.requireNonNull(json));
      assertThat(cases).hasSize(8);
      return StreamSupport.stream(cases.spliterator(), false);
    }
  }

  private static Evaluation evaluation(JsonNode expected) {
    byte[] labels = new byte[expected.get("labels").size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (byte) expected.get("labels").get(i).intValue();
    }
    float[] probabilities = new float[expected.get("probabilities").size()];
    for (int i = 0; i < probabilities.length; i++) {
      probabilities[i] = (float) expected.get("probabilities").get(i).doubleValue();
    }
    return new Evaluation(1, expected.get("classes").intValue(), labels, probabilities, 0);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void givesTheExpectedCalibrationErrorOfThePaper(JsonNode expected) {
    Evaluation evaluation = evaluation(expected);
    assertThat(Calibration.of(evaluation, 10).expectedError())
        .isCloseTo(expected.get("error_10").doubleValue(), within(1e-9));
    assertThat(Calibration.of(evaluation, 15).expectedError())
        .isCloseTo(expected.get("error_15").doubleValue(), within(1e-9));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void findsTheTemperatureOfLeastCrossEntropy(JsonNode expected) {
    Evaluation evaluation = evaluation(expected);
    double temperature = Temperature.fit(evaluation);
    assertThat(temperature)
        .isCloseTo(expected.get("temperature").doubleValue(), within(1e-3 * temperature));
    assertThat(Temperature.apply(evaluation, temperature).loss())
        .isCloseTo(expected.get("loss").doubleValue(), within(1e-6));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void findsTheSuspectLabelsOfConfidentLearning(JsonNode expected) {
    List<Integer> images =
        SuspectLabels.of(evaluation(expected)).stream().map(SuspectLabels.Suspect::image).toList();
    assertThat(images)
        .isEqualTo(
            StreamSupport.stream(expected.get("suspects").spliterator(), false)
                .map(JsonNode::intValue)
                .toList());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void scalingChangesNoPrediction(JsonNode expected) {
    Evaluation evaluation = evaluation(expected);
    assertThat(Temperature.apply(evaluation, 3).confusion()).isEqualTo(evaluation.confusion());
    assertThat(Temperature.apply(evaluation, 1).probabilities(0))
        .containsExactly(evaluation.probabilities(0), within(1e-6f));
  }

  @Test
  void leavesABinWithoutImagesUndefined() {
    Evaluation sure = new Evaluation(1, 2, new byte[] {0, 1}, new float[] {1, 0, 0.9f, 0.1f}, 0);
    Calibration calibration = Calibration.of(sure, 10);
    assertThat(calibration.bins().get(0).images()).isZero();
    assertThat(calibration.bins().get(0).accuracy()).isNaN();
    assertThat(calibration.bins().get(9).images()).isEqualTo(1);
    assertThat(calibration.bins().get(8).images()).isEqualTo(1);
    assertThat(calibration.largestError()).isCloseTo(0.9, within(1e-6));
  }

  @Test
  void answersFewerImagesTheHigherTheThreshold() {
    Evaluation some =
        new Evaluation(
            1, 2, new byte[] {0, 0, 1}, new float[] {0.6f, 0.4f, 0.2f, 0.8f, 0.1f, 0.9f}, 0);
    List<Calibration.Rejection> course = Calibration.rejections(some, 11);
    assertThat(course.get(0).answered()).isEqualTo(1);
    assertThat(course.get(0).accuracy()).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(course.get(7).answered()).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(course.get(7).accuracy()).isEqualTo(0.5);
    assertThat(course.get(10).answered()).isZero();
    assertThat(course.get(10).accuracy()).isNaN();
  }
}
