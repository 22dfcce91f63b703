package digitscope.ui.filters;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.config.LayerSummary;
import digitscope.engine.AblationEffect;
import digitscope.eval.ConfusionMatrix;
import digitscope.eval.Evaluation;
import digitscope.eval.MetricLog;
import digitscope.eval.UnitImportance;
import digitscope.io.UnreadyException;
import digitscope.probe.Ablation;
import digitscope.session.Command;
import digitscope.session.Phase;
import digitscope.session.Question;
import digitscope.ui.fx.ChosenImage;
import digitscope.ui.fx.FakeLens;
import digitscope.ui.fx.Samples;
import digitscope.ui.fx.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("FutureReturnValueIgnored") // the double of the training passes futures on
class AblationViewModelTest {
  private final FakeLens lens = new FakeLens();
  private final Selection selection = new Selection();
  private final AblationViewModel model = new AblationViewModel(lens, selection);
  private final MetricLog session = new MetricLog();
  private final LayerSummary convolution = Samples.layers().get(0);
  private final LayerSummary last = Samples.layers().get(3);

  @BeforeEach
  void answer() {
    lens.dataProperty().set(Optional.of(Samples.data()));
    lens.layersProperty().set(Samples.layers());
    lens.answerWith(this::answer);
    model.activeProperty().set(true);
    publish(100, Phase.PAUSED);
  }

  private Object answer(Command<?> command) {
    Evaluation evaluation = Samples.evaluation(lens.view().orElseThrow().step());
    if (command instanceof Question.RankUnits) {
      ConfusionMatrix matrix = evaluation.confusion();
      return new UnitImportance(100, 0, matrix, List.of(matrix, matrix, matrix, matrix));
    }
    Question.Ablate asked = (Question.Ablate) command;
    return new AblationEffect(
        asked.ablation(),
        evaluation,
        evaluation,
        asked
            .image()
            .map(image -> new AblationEffect.OfImage(image, Samples.surely(1), Samples.surely(2))));
  }

  private void publish(long step, Phase phase) {
    lens.show(Samples.snapshot(step, phase, session));
  }

  private List<Ablation> asked() {
    List<Ablation> ablations = new ArrayList<>();
    for (Command<?> command : lens.asked()) {
      ablations.add(((Question.Ablate) command).ablation());
    }
    return ablations;
  }

  @Test
  void asksNothingAsLongAsNothingIsSwitched() {
    publish(101, Phase.PAUSED);
    assertThat(lens.asked()).isEmpty();
    assertThat(model.effectProperty().get()).isEmpty();
  }

  @Test
  void showsTheEffectOfAFilterThatIsSwitchedOff() {
    model.setFactor(convolution, 2, 0);
    assertThat(asked()).containsExactly(Ablation.off(0, 2));
    assertThat(model.effectProperty().get())
        .map(AblationEffect::ablation)
        .hasValue(Ablation.off(0, 2));
    assertThat(((Question.Ablate) lens.asked().get(0)).before())
        .as("what was evaluated at this very step")
        .map(Evaluation::step)
        .hasValue(100L);
    assertThat(model.factor(convolution, 2)).isZero();
    assertThat(model.factor(convolution, 1)).isOne();
  }

  @Test
  void takesOneSwitchBackAtATime() {
    model.setFactor(convolution, 2, 0);
    model.setFactor(convolution, 1, 0.5);
    model.restoreAll();
    assertThat(model.ablationProperty().get().isNone()).isTrue();
    assertThat(model.effectProperty().get()).isEmpty();
    model.undo();
    assertThat(model.factor(convolution, 1)).isEqualTo(0.5);
    model.undo();
    assertThat(model.ablationProperty().get()).isEqualTo(Ablation.off(0, 2));
    model.undo();
    assertThat(model.ablationProperty().get()).isEqualTo(Ablation.NONE);
    assertThat(model.undoableProperty().get()).isFalse();
  }

  @Test
  void doesNotSwitchClasses() {
    model.setFactor(last, 3, 0);
    assertThat(model.ablationProperty().get().isNone()).isTrue();
    assertThat(model.isSwitchable(last)).isFalse();
    assertThat(model.isSwitchable(convolution)).isTrue();
  }

  @Test
  void dropsAnAnswerThatCameTooLate() {
    List<CompletableFuture<Object>> waiting = new ArrayList<>();
    lens.answerWith(
        command -> {
          waiting.add(new CompletableFuture<>());
          return waiting.get(waiting.size() - 1);
        });
    model.setFactor(convolution, 2, 0);
    model.setFactor(convolution, 3, 0);
    Evaluation evaluation = Samples.evaluation(100);
    waiting.get(0).completeExceptionally(new CancellationException());
    assertThat(model.effectProperty().get()).isEmpty();
    waiting
        .get(1)
        .complete(
            new AblationEffect(Ablation.off(0, 2, 3), evaluation, evaluation, Optional.empty()));
    assertThat(model.effectProperty().get())
        .map(AblationEffect::ablation)
        .hasValue(Ablation.off(0, 2, 3));
    assertThat(waiting).hasSize(2);
  }

  @Test
  void asksAnewAfterEachEvaluationWhileTheNetworkLearns() {
    model.setFactor(convolution, 2, 0);
    publish(200, Phase.TRAINING);
    publish(200, Phase.TRAINING);
    publish(300, Phase.TRAINING);
    assertThat(lens.asked()).hasSize(3);
    model.activeProperty().set(false);
    publish(400, Phase.TRAINING);
    assertThat(lens.asked()).hasSize(3);
    model.activeProperty().set(true);
    assertThat(lens.asked()).hasSize(4);
  }

  @Test
  void asksAboutAnImageThatIsNotOfTheTestSet() {
    model.setFactor(convolution, 2, 0);
    selection.imageProperty().set(new ChosenImage.OfTestSet(4));
    assertThat(lens.asked()).hasSize(1);
    byte[] drawing = new byte[784];
    selection.imageProperty().set(new ChosenImage.Drawing(drawing));
    assertThat(lens.asked()).hasSize(2);
    assertThat(model.effectProperty().get().flatMap(AblationEffect::image))
        .map(AblationEffect.OfImage::pixels)
        .hasValue(drawing);
  }

  @Test
  void forgetsWhatWasSwitchedInAnotherNetwork() {
    model.setFactor(convolution, 2, 0);
    lens.layersProperty().set(Samples.layers().subList(2, 4));
    assertThat(model.ablationProperty().get().isNone()).isTrue();
    assertThat(model.undoableProperty().get()).isFalse();
  }

  @Test
  void saysWhyThereIsNoEffect() {
    lens.answerWith(command -> CompletableFuture.failedFuture(new UnreadyException("No weights.")));
    model.setFactor(convolution, 2, 0);
    assertThat(model.problemProperty().get()).hasValue("No weights.");
    model.undo();
    assertThat(model.problemProperty().get()).isEmpty();
  }

  @Test
  void ranksTheFiltersOfALayer() {
    model.rank(convolution);
    assertThat(model.rankingProperty().get()).isFalse();
    assertThat(model.importance(convolution)).isPresent();
    assertThat(model.importance(last)).isEmpty();
    assertThat(lens.asked()).hasSize(1);
    publish(50, Phase.PAUSED); // an earlier step, and so another network
    assertThat(model.importance(convolution)).isEmpty();
  }
}
