package digitscope.eval;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.eval.EvaluationHistory.Change;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluationHistoryTest {
  /** An evaluation of images of class 0, each read as the class that its digit says. */
  private static Evaluation reading(long step, String predicted) {
    return evaluation(step, new byte[predicted.length()], predicted);
  }

  private static Evaluation evaluation(long step, byte[] labels, String predicted) {
    float[] probabilities = new float[labels.length * 3];
    for (int image = 0; image < labels.length; image++) {
      probabilities[image * 3 + predicted.charAt(image) - '0'] = 1;
    }
    return new Evaluation(step, 3, labels, probabilities, 0);
  }

  private static EvaluationHistory history(Evaluation... evaluations) {
    EvaluationHistory history = EvaluationHistory.NONE;
    for (Evaluation evaluation : evaluations) {
      history = history.with(evaluation);
    }
    return history;
  }

  private static final EvaluationHistory FOUR =
      history(reading(0, "1110"), reading(10, "0110"), reading(20, "1010"), reading(30, "0211"));

  @Test
  void knowsTheCourseOfACell() {
    assertThat(FOUR.course(0, 0)).containsExactly(1, 2, 2, 1);
    assertThat(FOUR.course(0, 2)).containsExactly(0, 0, 0, 1);
    assertThat(FOUR.steps()).containsExactly(0, 10, 20, 30);
  }

  @Test
  void knowsWhenAnImageWasLearnedAndHowOftenForgotten() {
    assertThat(FOUR.learnedAt(0)).hasValue(10);
    assertThat(FOUR.timesForgotten(0)).isEqualTo(1);
    assertThat(FOUR.learnedAt(2)).isEmpty();
    assertThat(FOUR.timesForgotten(3)).isEqualTo(1);
    assertThat(FOUR.forgottenAt(0)).hasValue(20);
    assertThat(FOUR.forgottenAt(2)).isEmpty();
  }

  @Test
  void tellsWhatIsNewSinceAStep() {
    assertThat(FOUR.changed(Change.NEWLY_WRONG, 20)).containsExactly(1, 3);
    assertThat(FOUR.changed(Change.NEWLY_RIGHT, 20)).containsExactly(0);
    assertThat(FOUR.changed(Change.NEWLY_RIGHT, 19)).isEmpty();
    assertThat(FOUR.changed(Change.FLIP_FLOPPING, 0)).containsExactly(0, 1);
    assertThat(FOUR.changed(Change.FLIP_FLOPPING, 20)).isEmpty();
  }

  @Test
  void endsAtAStep() {
    EvaluationHistory then = FOUR.until(20);
    assertThat(then.steps()).containsExactly(0, 10, 20);
    assertThat(then.course(0, 0)).containsExactly(1, 2, 2);
    assertThat(FOUR.until(19).newest().orElseThrow().step()).isEqualTo(10);
    assertThat(FOUR.until(-1).isEmpty()).isTrue();
    assertThat(FOUR.until(30)).isSameAs(FOUR);
  }

  @Test
  void findsTheEvaluationOfAStepOrTheLastBeforeIt() {
    assertThat(FOUR.at(25).map(Evaluation::step)).contains(20L);
    assertThat(FOUR.at(-1)).isEmpty();
    assertThat(EvaluationHistory.NONE.newest()).isEmpty();
  }

  @Test
  void forgetsWhatCameAfterAStepToWhichTheRunWentBack() {
    assertThat(FOUR.with(reading(10, "0000")).steps()).containsExactly(0, 10);
  }

  @Test
  void beginsAnewWithOtherImages() {
    Evaluation others = evaluation(40, new byte[] {1, 1, 1, 1}, "1111");
    assertThat(FOUR.with(others).steps()).containsExactly(40);
  }

  @Test
  void remembersTheMatricesOfEvaluationsWhoseImagesItHasForgotten() {
    byte[] labels = new byte[100_000];
    EvaluationHistory history = EvaluationHistory.NONE;
    for (int i = 0; i < 40; i++) {
      history = history.with(new Evaluation(i, 3, labels, new float[300_000], 0));
    }
    assertThat(history.evaluations()).hasSizeLessThan(10);
    assertThat(history.confusions()).hasSize(40);
    assertThat(history.confusionAt(17))
        .isPresent()
        .get()
        .extracting(ConfusionAt::step)
        .isEqualTo(17L);
    assertThat(history.outline(5))
        .extracting(ConfusionAt::step)
        .containsExactly(0L, 10L, 20L, 29L, 39L);
    assertThat(history.with(new Evaluation(5, 3, labels, new float[300_000], 0)).confusions())
        .hasSize(6);
  }

  @Test
  void takesUpWhatWasKeptOfTheSameImages() {
    Evaluation others = evaluation(5, new byte[] {1, 1, 1, 1}, "1111");
    EvaluationHistory kept =
        EvaluationHistory.of(
            List.of(others, reading(10, "0110"), reading(20, "1010")),
            List.of(ConfusionAt.of(others), ConfusionAt.of(reading(15, "0000"))));
    assertThat(kept.steps()).containsExactly(10, 20);
    assertThat(kept.confusions()).extracting(ConfusionAt::step).containsExactly(10L, 15L, 20L);
    assertThat(kept.course(0, 0)).containsExactly(2, 4, 2);
  }

  @Test
  void boundsItsMemoryYetKeepsTheFirstAndTheNewest() {
    byte[] labels = new byte[600_000];
    float[] probabilities = new float[labels.length * 3];
    EvaluationHistory history = EvaluationHistory.NONE;
    for (int i = 0; i < 40; i++) {
      history = history.with(new Evaluation(i, 3, labels, probabilities, 0));
      assertThat(history.evaluations()).hasSizeLessThanOrEqualTo(9);
      assertThat(history.at(0)).isPresent();
      assertThat(history.newest().map(Evaluation::step)).contains((long) i);
    }
  }

  @Test
  void keepsFewLargeEvaluationsButTheFirstAndTheLastTwo() {
    // 8 million probabilities each, as many as those of 62 classes in 129,000 images.
    byte[] labels = new byte[400_000];
    float[] probabilities = new float[labels.length * 20];
    List<Evaluation> all = new ArrayList<>();
    EvaluationHistory history = EvaluationHistory.NONE;
    for (int i = 0; i < 6; i++) {
      all.add(new Evaluation(i, 20, labels, probabilities, 0));
      history = history.with(all.get(i));
      assertThat(history.evaluations()).hasSizeLessThanOrEqualTo(3);
    }
    assertThat(history.steps()).containsExactly(0, 4, 5);
    assertThat(history.confusions()).hasSize(6);
    assertThat(EvaluationHistory.of(all, List.of()).evaluations()).hasSize(3);
  }
}
