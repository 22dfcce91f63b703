package digitscope.ui.confusion;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.data.ImageShape;
import digitscope.probe.Neighbours;
import digitscope.probe.Occlusion;
import digitscope.probe.Saliency;
import digitscope.train.Command;
import digitscope.train.MetricLog;
import digitscope.train.Phase;
import digitscope.ui.fx.ChosenImage;
import digitscope.ui.fx.FakeTraining;
import digitscope.ui.fx.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ImageInquiriesTest {
  private static final CardImage IMAGE =
      new CardImage(
          new ChosenImage.OfTrainingSet(7), new byte[784], ImageShape.MNIST, OptionalInt.of(4));

  private final FakeTraining training = new FakeTraining();
  private final ImageInquiries inquiries = new ImageInquiries(training);
  private final List<CompletableFuture<Object>> waiting = new ArrayList<>();

  @SuppressWarnings("FutureReturnValueIgnored") // the session that is played hands it on
  ImageInquiriesTest() {
    training.answerWith(
        command -> {
          CompletableFuture<Object> answer = new CompletableFuture<>();
          waiting.add(answer);
          return answer;
        });
  }

  private void publish(long step, Phase phase) {
    training.snapshotProperty().set(Optional.of(Samples.snapshot(step, phase, new MetricLog())));
  }

  /** Answers every question that waits, as of a step. */
  private void answer(long step) {
    List<Command<?>> asked = training.asked();
    int first = asked.size() - waiting.size();
    List<CompletableFuture<Object>> now = List.copyOf(waiting);
    waiting.clear();
    for (int i = 0; i < now.size(); i++) {
      now.get(i).complete(answer(asked.get(first + i), step));
    }
  }

  private static Object answer(Command<?> command, long step) {
    if (command instanceof Command.Explain explain) {
      return saliency(step, explain.label().orElse(3));
    } else if (command instanceof Command.Occlude) {
      return new Occlusion(step, 3, 1, Optional.empty());
    }
    int among = Math.min(60_000, ((Command.FindNeighbours) command).among());
    return new Neighbours(step, Optional.of("dense 8"), among, 60_000, 4, List.of(), List.of());
  }

  static Saliency saliency(long step, int label) {
    return new Saliency(
        step,
        label,
        Samples.surely(3),
        new Saliency.Attribution(1, 1, new float[1], 1, 0, 32),
        Optional.empty());
  }

  private List<Integer> wantedNeighbours() {
    return training.asked().stream()
        .filter(Command.FindNeighbours.class::isInstance)
        .map(command -> ((Command.FindNeighbours) command).among())
        .toList();
  }

  private long asked(Class<?> kind) {
    return training.asked().stream().filter(kind::isInstance).count();
  }

  @Test
  void asksNothingWithoutAnImageOrASession() {
    publish(10, Phase.TRAINING);
    inquiries.about(Optional.empty(), OptionalInt.empty());
    assertThat(training.asked()).isEmpty();
    training.snapshotProperty().set(Optional.empty());
    inquiries.about(Optional.of(IMAGE), OptionalInt.of(3));
    assertThat(training.asked()).isEmpty();
    publish(0, Phase.PREPARING);
    assertThat(training.asked()).isEmpty();
    publish(0, Phase.TRAINING);
    assertThat(training.asked()).hasSize(3);
  }

  @Test
  void asksAgainAfterTheNextEvaluationButNotAfterEveryStep() {
    publish(10, Phase.TRAINING);
    inquiries.about(Optional.of(IMAGE), OptionalInt.of(3));
    assertThat(training.asked()).hasSize(3);
    answer(10);
    assertThat(training.asked()).hasSize(3);
    publish(20, Phase.TRAINING);
    assertThat(training.asked()).hasSize(6);
  }

  @Test
  void keepsTheOldAnswerAndDoesNotReplaceAQuestionThatWaits() {
    publish(10, Phase.TRAINING);
    inquiries.about(Optional.of(IMAGE), OptionalInt.of(3));
    publish(20, Phase.TRAINING);
    publish(30, Phase.TRAINING);
    assertThat(training.asked()).hasSize(3);
    answer(12);
    assertThat(inquiries.saliency().value().orElseThrow().step()).isEqualTo(12);
    // What was asked at step 10 is of an older evaluation than the newest.
    assertThat(training.asked()).hasSize(6);
    assertThat(inquiries.saliency().value()).isPresent();
  }

  @Test
  void looksAmongAllTrainingImagesOnceTheNetworkStandsStill() {
    publish(10, Phase.TRAINING);
    inquiries.about(Optional.of(IMAGE), OptionalInt.of(3));
    answer(10);
    assertThat(wantedNeighbours()).containsExactly(ImageInquiries.FEW);
    publish(11, Phase.PAUSED);
    answer(11);
    assertThat(wantedNeighbours())
        .containsExactly(ImageInquiries.FEW, ImageInquiries.FEW, Integer.MAX_VALUE);
    answer(11);
    publish(11, Phase.PAUSED);
    assertThat(wantedNeighbours()).hasSize(3);
    assertThat(inquiries.neighbours().value().orElseThrow().compared()).isEqualTo(60_000);
  }

  @Test
  void leavesAnImageOutOfItsOwnNeighbours() {
    publish(10, Phase.TRAINING);
    inquiries.about(Optional.of(IMAGE), OptionalInt.of(3));
    Command.FindNeighbours find =
        (Command.FindNeighbours)
            training.asked().stream()
                .filter(Command.FindNeighbours.class::isInstance)
                .findFirst()
                .orElseThrow();
    assertThat(find.itself()).hasValue(7);
    assertThat(find.label()).isEqualTo(4);
  }

  @Test
  void tellsTheNeighboursOfADrawingApartByWhatItIsReadAs() {
    publish(10, Phase.TRAINING);
    byte[] pixels = new byte[784];
    CardImage drawing =
        new CardImage(
            new ChosenImage.Drawing(pixels), pixels, ImageShape.MNIST, OptionalInt.empty());
    inquiries.about(Optional.of(drawing), OptionalInt.empty());
    assertThat(asked(Command.FindNeighbours.class)).isZero();
    answer(10);
    Command.FindNeighbours find =
        (Command.FindNeighbours) training.asked().get(training.asked().size() - 1);
    assertThat(find.label()).isEqualTo(3);
    assertThat(find.itself()).isEmpty();
  }

  @Test
  void explainsAnotherClassAtOnce() {
    publish(10, Phase.TRAINING);
    inquiries.about(Optional.of(IMAGE), OptionalInt.of(3));
    inquiries.explain(OptionalInt.of(4));
    assertThat(asked(Command.Explain.class)).isEqualTo(2);
    inquiries.explain(OptionalInt.of(4));
    assertThat(asked(Command.Explain.class)).isEqualTo(2);
    answer(10);
    assertThat(inquiries.saliency().value().orElseThrow().label()).isEqualTo(4);
  }

  @Test
  void dropsAnswersToAnImageThatIsNotShownAnyMore() {
    publish(10, Phase.TRAINING);
    inquiries.about(Optional.of(IMAGE), OptionalInt.of(3));
    inquiries.about(Optional.empty(), OptionalInt.empty());
    answer(10);
    assertThat(inquiries.saliency().value()).isEmpty();
    assertThat(inquiries.neighbours().value()).isEmpty();
    assertThat(training.asked()).hasSize(3);
  }

  @Test
  void saysWhyThereIsNoAnswerAndTriesAgain() {
    publish(10, Phase.TRAINING);
    inquiries.about(Optional.of(IMAGE), OptionalInt.of(3));
    List<CompletableFuture<Object>> now = List.copyOf(waiting);
    waiting.clear();
    now.forEach(one -> one.completeExceptionally(new IllegalStateException("No network")));
    assertThat(inquiries.occlusion().problemProperty().get()).contains("No network");
    publish(20, Phase.TRAINING);
    answer(20);
    assertThat(inquiries.occlusion().problemProperty().get()).isEmpty();
    assertThat(inquiries.occlusion().value()).isPresent();
  }
}
