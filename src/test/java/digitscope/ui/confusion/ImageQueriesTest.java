package digitscope.ui.confusion;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.data.ImageShape;
import digitscope.eval.MetricLog;
import digitscope.probe.NearestImages;
import digitscope.probe.Occlusion;
import digitscope.probe.Saliency;
import digitscope.probe.SaliencyMethod;
import digitscope.session.Command;
import digitscope.session.Phase;
import digitscope.session.Question;
import digitscope.ui.fx.ChosenImage;
import digitscope.ui.fx.FakeLens;
import digitscope.ui.fx.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ImageQueriesTest {
  private static final CardImage IMAGE =
      new CardImage(
          new ChosenImage.OfTrainingSet(7), new byte[784], ImageShape.MNIST, OptionalInt.of(4));

  private final FakeLens lens = new FakeLens();
  private final ImageQueries inquiries = new ImageQueries(lens);
  private final List<CompletableFuture<Object>> waiting = new ArrayList<>();

  private final MetricLog session = new MetricLog();

  @SuppressWarnings("FutureReturnValueIgnored") // the session that is played hands it on
  ImageQueriesTest() {
    lens.answerWith(
        command -> {
          CompletableFuture<Object> answer = new CompletableFuture<>();
          waiting.add(answer);
          return answer;
        });
  }

  private void publish(long step, Phase phase) {
    lens.show(Samples.snapshot(step, phase, session));
  }

  /** Answers every question that waits, as of a step. */
  private void answer(long step) {
    List<Command<?>> asked = lens.asked();
    int first = asked.size() - waiting.size();
    List<CompletableFuture<Object>> now = List.copyOf(waiting);
    waiting.clear();
    for (int i = 0; i < now.size(); i++) {
      now.get(i).complete(answer(asked.get(first + i), step));
    }
  }

  private static Object answer(Command<?> command, long step) {
    if (command instanceof Question.Explain explain) {
      return saliency(step, explain.label().orElse(3));
    } else if (command instanceof Question.Occlude) {
      return new Occlusion(step, 3, 1, Optional.empty());
    }
    int among = Math.min(60_000, ((Question.FindNeighbors) command).among());
    return new NearestImages(step, Optional.of("dense 8"), among, 60_000, 4, List.of(), List.of());
  }

  static Saliency saliency(long step, int label) {
    return new Saliency(
        step, label, Samples.surely(3), new Saliency.Attribution(1, 1, new float[1], 1, 0, 32));
  }

  private List<Integer> wantedNeighbors() {
    return lens.asked().stream()
        .filter(Question.FindNeighbors.class::isInstance)
        .map(command -> ((Question.FindNeighbors) command).among())
        .toList();
  }

  private long asked(Class<?> kind) {
    return lens.asked().stream().filter(kind::isInstance).count();
  }

  @Test
  void asksNothingWithoutAnImageOrASession() {
    publish(10, Phase.TRAINING);
    inquiries.about(Optional.empty(), OptionalInt.empty());
    assertThat(lens.asked()).isEmpty();
    lens.forget();
    inquiries.about(Optional.of(IMAGE), OptionalInt.of(3));
    assertThat(lens.asked()).isEmpty();
    publish(0, Phase.PREPARING);
    assertThat(lens.asked()).isEmpty();
    publish(0, Phase.TRAINING);
    assertThat(lens.asked()).hasSize(3);
  }

  @Test
  void asksAgainAfterTheNextEvaluationButNotAfterEveryStep() {
    publish(10, Phase.TRAINING);
    inquiries.about(Optional.of(IMAGE), OptionalInt.of(3));
    assertThat(lens.asked()).hasSize(3);
    answer(10);
    assertThat(lens.asked()).hasSize(3);
    publish(20, Phase.TRAINING);
    assertThat(lens.asked()).hasSize(6);
  }

  @Test
  void keepsTheOldAnswerAndDoesNotReplaceAQuestionThatWaits() {
    publish(10, Phase.TRAINING);
    inquiries.about(Optional.of(IMAGE), OptionalInt.of(3));
    publish(20, Phase.TRAINING);
    publish(30, Phase.TRAINING);
    assertThat(lens.asked()).hasSize(3);
    answer(12);
    assertThat(inquiries.saliency().value().orElseThrow().step()).isEqualTo(12);
    // What was asked at step 10 is of an older evaluation than the newest.
    assertThat(lens.asked()).hasSize(6);
    assertThat(inquiries.saliency().value()).isPresent();
  }

  @Test
  void looksAmongAllTrainingImagesOnceTheNetworkStandsStill() {
    publish(10, Phase.TRAINING);
    inquiries.about(Optional.of(IMAGE), OptionalInt.of(3));
    answer(10);
    assertThat(wantedNeighbors()).containsExactly(ImageQueries.FEW);
    publish(11, Phase.PAUSED);
    answer(11);
    assertThat(wantedNeighbors())
        .containsExactly(ImageQueries.FEW, ImageQueries.FEW, Integer.MAX_VALUE);
    answer(11);
    publish(11, Phase.PAUSED);
    assertThat(wantedNeighbors()).hasSize(3);
    assertThat(inquiries.neighbors().value().orElseThrow().compared()).isEqualTo(60_000);
  }

  @Test
  void leavesAnImageOutOfItsOwnNeighbors() {
    publish(10, Phase.TRAINING);
    inquiries.about(Optional.of(IMAGE), OptionalInt.of(3));
    Question.FindNeighbors find =
        (Question.FindNeighbors)
            lens.asked().stream()
                .filter(Question.FindNeighbors.class::isInstance)
                .findFirst()
                .orElseThrow();
    assertThat(find.itself()).hasValue(7);
    assertThat(find.label()).isEqualTo(4);
  }

  @Test
  void tellsTheNeighborsOfADrawingApartByWhatItIsReadAs() {
    publish(10, Phase.TRAINING);
    byte[] pixels = new byte[784];
    CardImage drawing =
        new CardImage(
            new ChosenImage.Drawing(pixels), pixels, ImageShape.MNIST, OptionalInt.empty());
    inquiries.about(Optional.of(drawing), OptionalInt.empty());
    assertThat(asked(Question.FindNeighbors.class)).isZero();
    answer(10);
    Question.FindNeighbors find =
        (Question.FindNeighbors) lens.asked().get(lens.asked().size() - 1);
    assertThat(find.label()).isEqualTo(3);
    assertThat(find.itself()).isEmpty();
  }

  @Test
  void explainsAnotherClassAtOnce() {
    publish(10, Phase.TRAINING);
    inquiries.about(Optional.of(IMAGE), OptionalInt.of(3));
    inquiries.explain(OptionalInt.of(4));
    assertThat(asked(Question.Explain.class)).isEqualTo(2);
    inquiries.explain(OptionalInt.of(4));
    assertThat(asked(Question.Explain.class)).isEqualTo(2);
    answer(10);
    assertThat(inquiries.saliency().value().orElseThrow().label()).isEqualTo(4);
  }

  private List<SaliencyMethod> methodsAsked() {
    return lens.asked().stream()
        .filter(Question.Explain.class::isInstance)
        .map(command -> ((Question.Explain) command).method())
        .toList();
  }

  @Test
  void asksOnlyTheChosenMethodAndKeepsWhatOthersSaid() {
    publish(10, Phase.PAUSED);
    inquiries.choose(SaliencyMethod.INTEGRATED);
    inquiries.about(Optional.of(IMAGE), OptionalInt.of(3));
    answer(10);
    inquiries.choose(SaliencyMethod.SMOOTH);
    answer(10);
    inquiries.choose(SaliencyMethod.INTEGRATED);
    assertThat(methodsAsked()).containsExactly(SaliencyMethod.INTEGRATED, SaliencyMethod.SMOOTH);
    assertThat(inquiries.saliency().value()).isPresent();
    inquiries.explain(OptionalInt.of(4));
    assertThat(inquiries.saliency(SaliencyMethod.SMOOTH).value()).isEmpty();
    assertThat(methodsAsked()).hasSize(3).last().isEqualTo(SaliencyMethod.INTEGRATED);
  }

  @Test
  void asksAMethodAgainThatWasLeftBeforeItAnswered() {
    publish(10, Phase.PAUSED);
    inquiries.choose(SaliencyMethod.OCCLUSION);
    inquiries.about(Optional.of(IMAGE), OptionalInt.of(3));
    inquiries.choose(SaliencyMethod.GRADCAM);
    inquiries.choose(SaliencyMethod.OCCLUSION);
    assertThat(methodsAsked())
        .containsExactly(
            SaliencyMethod.OCCLUSION, SaliencyMethod.GRADCAM, SaliencyMethod.OCCLUSION);
    answer(10);
    assertThat(inquiries.saliency().value()).isPresent();
  }

  @Test
  void dropsAnswersToAnImageThatIsNotShownAnyMore() {
    publish(10, Phase.TRAINING);
    inquiries.about(Optional.of(IMAGE), OptionalInt.of(3));
    inquiries.about(Optional.empty(), OptionalInt.empty());
    answer(10);
    assertThat(inquiries.saliency().value()).isEmpty();
    assertThat(inquiries.neighbors().value()).isEmpty();
    assertThat(lens.asked()).hasSize(3);
  }

  @Test
  void saysWhyThereIsNoAnswerAndTriesAgain() {
    publish(10, Phase.TRAINING);
    inquiries.about(Optional.of(IMAGE), OptionalInt.of(3));
    List<CompletableFuture<Object>> now = List.copyOf(waiting);
    waiting.clear();
    now.forEach(one -> one.completeExceptionally(new OutOfMemoryError()));
    assertThat(inquiries.occlusion().problemProperty().get().orElseThrow())
        .contains("not enough memory");
    publish(20, Phase.TRAINING);
    answer(20);
    assertThat(inquiries.occlusion().problemProperty().get()).isEmpty();
    assertThat(inquiries.occlusion().value()).isPresent();
  }
}
