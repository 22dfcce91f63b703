package digitscope.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import digitscope.eval.GalleryQuery.Answer;
import digitscope.eval.GalleryQuery.Group;
import digitscope.eval.GalleryQuery.Grouping;
import digitscope.eval.GalleryQuery.Order;
import digitscope.eval.GalleryQuery.Range;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class GalleryQueryTest {
  private static final CellChoice ERRORS = new CellChoice.AllErrors();

  /** A file of {@code gallery.py}: what NumPy answers. */
  private record Numpy(JsonNode all) {
    static Numpy read() throws IOException {
      try (InputStream json = GalleryQueryTest.class.getResourceAsStream("gallery.json")) {
        return new Numpy(new ObjectMapper().readTree(Objects.requireNonNull(json)));
      }
    }

    EvaluationHistory history(JsonNode one) {
      byte[] labels = new byte[one.get("labels").size()];
      for (int image = 0; image < labels.length; image++) {
        labels[image] = (byte) one.get("labels").get(image).intValue();
      }
      EvaluationHistory history = EvaluationHistory.NONE;
      for (int i = 0; i < all.get("steps").size(); i++) {
        float[] probabilities =
            new ObjectMapper().convertValue(one.get("probabilities").get(i), float[].class);
        long step = all.get("steps").get(i).longValue();
        history =
            history.with(
                new Evaluation(step, all.get("classes").intValue(), labels, probabilities, 0));
      }
      return history;
    }
  }

  static Stream<JsonNode> cases() throws IOException {
    return StreamSupport.stream(Numpy.read().all().get("cases").spliterator(), false);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void findsWhatNumpyFinds(JsonNode expected) throws IOException {
    EvaluationHistory history = Numpy.read().history(expected);
    assertThat(expected.get("queries")).hasSize(40);
    for (JsonNode query : expected.get("queries")) {
      assertThat(query(query).apply(history, ERRORS).images())
          .as("%s", query)
          .containsExactly(new ObjectMapper().convertValue(query.get("images"), Integer[].class));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void lossMarginAndRivalAreThoseOfNumpy(JsonNode expected) throws IOException {
    Evaluation newest = Numpy.read().history(expected).newest().orElseThrow();
    for (int image = 0; image < newest.size(); image++) {
      assertThat(newest.loss(image))
          .isCloseTo(expected.get("loss").get(image).doubleValue(), within(1e-12));
      assertThat(newest.margin(image))
          .isCloseTo(expected.get("margin").get(image).doubleValue(), within(1e-12));
      assertThat(newest.rival(image)).isEqualTo(expected.get("rival").get(image).intValue());
    }
  }

  @Test
  void marginIsPositiveJustWhereThePredictionIsRight() {
    Evaluation random = evaluation(500);
    for (int image = 0; image < random.size(); image++) {
      assertThat(random.margin(image) > 0).isEqualTo(random.isRight(image));
    }
  }

  @Test
  void lossOfAnImpossibleClassIsFinite() {
    Evaluation sure = new Evaluation(1, 2, new byte[] {0, 1}, new float[] {0, 1, 0, 1}, 0);
    assertThat(sure.loss(0)).isBetween(100.0, 110.0);
    assertThat(sure.loss(1)).isZero();
  }

  @Test
  void keepsTheOrderOfTheChoiceUnlessAskedForAnother() {
    EvaluationHistory history = EvaluationHistory.NONE.with(evaluation(200));
    List<Integer> inOrder = history.images(ERRORS);
    assertThat(GalleryQuery.ALL.apply(history, ERRORS))
        .isEqualTo(new Answer(inOrder, List.of(), inOrder.size()));
    GalleryQuery reversed =
        new GalleryQuery(Order.CHOICE, true, Range.ALL, Range.ALL, Grouping.NONE);
    List<Integer> images = reversed.apply(history, ERRORS).images();
    assertThat(images.get(0)).isEqualTo(inOrder.get(inOrder.size() - 1));
    assertThat(images).hasSameElementsAs(inOrder);
  }

  @Test
  void groupsAreByClassAndHoldEveryImageOnce() {
    EvaluationHistory history = EvaluationHistory.NONE.with(evaluation(300));
    Evaluation newest = history.newest().orElseThrow();
    Answer answer =
        new GalleryQuery(Order.LOSS, true, Range.ALL, Range.ALL, Grouping.PREDICTED)
            .apply(history, ERRORS);
    assertThat(answer.groups()).extracting(Group::label).isSorted().doesNotHaveDuplicates();
    for (Group group : answer.groups()) {
      assertThat(group.images())
          .isNotEmpty()
          .hasSize(newest.confusion().measures().get(group.label()).falsePositives())
          .allMatch(image -> newest.predicted(image) == group.label());
    }
    assertThat(answer.images()).containsExactlyInAnyOrderElementsOf(history.images(ERRORS));
    assertThat(answer.images())
        .isEqualTo(answer.groups().stream().flatMap(group -> group.images().stream()).toList());
  }

  @Test
  void saysHowManyThereWereBeforeTheFilters() {
    EvaluationHistory history = EvaluationHistory.NONE.with(evaluation(300));
    GalleryQuery query =
        new GalleryQuery(Order.INDEX, false, new Range(0.42, 1), Range.ALL, Grouping.NONE);
    Answer answer = query.apply(history, ERRORS);
    assertThat(query.isFiltered()).isTrue();
    assertThat(answer.chosen()).isEqualTo(history.images(ERRORS).size());
    assertThat(answer.images()).isNotEmpty().hasSizeLessThan(answer.chosen());
  }

  @Test
  void answersNothingBeforeTheFirstEvaluation() {
    assertThat(GalleryQuery.ALL.apply(EvaluationHistory.NONE, ERRORS))
        .isEqualTo(new Answer(List.of(), List.of(), 0));
  }

  private static GalleryQuery query(JsonNode json) {
    return new GalleryQuery(
        Order.valueOf(json.get("order").textValue()),
        json.get("descending").booleanValue(),
        range(json.get("confidence")),
        range(json.get("rival")),
        Grouping.valueOf(json.get("grouping").textValue()));
  }

  private static Range range(JsonNode json) {
    return new Range(json.get(0).doubleValue(), json.get(1).doubleValue());
  }

  /** Four classes; the probabilities of an image are 1, 2, 3 and 4 tenths in some order. */
  private static Evaluation evaluation(int images) {
    byte[] labels = new byte[images];
    float[] probabilities = new float[4 * images];
    for (int image = 0; image < images; image++) {
      labels[image] = (byte) (image % 3);
      int shift = image * 7 / 5;
      for (int label = 0; label < 4; label++) {
        probabilities[4 * image + label] = ((label + shift) % 4 + 1) / 10f + (image % 9) / 100f;
      }
    }
    return new Evaluation(1, 4, labels, probabilities, 0);
  }
}
