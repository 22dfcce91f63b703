package digitscope.eval;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.eval.SuspectLabels.Suspect;
import org.junit.jupiter.api.Test;

final class SuspectLabelsTest {
  /** Two of class 0, two of class 1, and two of class 1 that look like class 0. */
  private static final Evaluation EVALUATION =
      new Evaluation(
          1,
          2,
          new byte[] {0, 0, 1, 1, 1, 1},
          new float[] {0.9f, 0.1f, 0.8f, 0.2f, 0, 1, 0, 1, 0.95f, 0.05f, 0.75f, 0.25f},
          0);

  @Test
  void queueGoesOnWithMisreadImagesOfWhichTheNetworkIsLessSure() {
    SuspectLabels.Queue queue = SuspectLabels.queue(EVALUATION);

    // The mean probability of 0 for images labelled 0 is 0.85.
    assertThat(queue.suspects()).extracting(Suspect::image).containsExactly(4);
    assertThat(queue.misread()).extracting(Suspect::image).containsExactly(5);
    assertThat(queue.misread().get(0).suggestion()).isZero();
    assertThat(queue.all()).extracting(Suspect::image).containsExactly(4, 5);
    assertThat(SuspectLabels.of(EVALUATION)).isEqualTo(queue.suspects());
  }
}
