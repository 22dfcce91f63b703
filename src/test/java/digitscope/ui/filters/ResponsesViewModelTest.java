package digitscope.ui.filters;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.eval.MetricLog;
import digitscope.probe.UnitResponses;
import digitscope.session.Command;
import digitscope.session.Phase;
import digitscope.session.Question;
import digitscope.ui.fx.FakeLens;
import digitscope.ui.fx.Samples;
import digitscope.ui.fx.Selection;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("FutureReturnValueIgnored") // the double of the training passes futures on
class ResponsesViewModelTest {
  private final FakeLens lens = new FakeLens();
  private final Selection selection = new Selection();
  private final MetricLog session = new MetricLog();
  private final ResponsesViewModel model = new ResponsesViewModel(lens, selection);

  @BeforeEach
  void readData() {
    lens.dataProperty().set(Optional.of(Samples.data()));
    lens.layersProperty().set(Samples.layers());
    lens.answerWith(this::answer);
  }

  private Object answer(Command<?> command) {
    Question.MeasureResponses asked = (Question.MeasureResponses) command;
    return Samples.responses(lens.view().orElseThrow().step(), asked.layerIndex(), 4);
  }

  private void show(long step, Phase phase) {
    lens.show(Samples.snapshot(step, phase, session));
  }

  private void chooseUnit(int unit) {
    selection.unitProperty().set(OptionalInt.of(unit));
  }

  @Test
  void asksOnlyWhenAUnitIsLookedAt() {
    show(3, Phase.PAUSED);
    model.about(OptionalInt.of(0));
    chooseUnit(2);
    assertThat(lens.asked()).isEmpty();
    model.activeProperty().set(true);
    assertThat(lens.asked()).containsExactly(new Question.MeasureResponses(0));
    assertThat(model.unit()).map(UnitResponses.Unit::unit).hasValue(2);
  }

  @Test
  void answersForAnotherUnitWithoutAskingAgain() {
    lookAt(2);
    chooseUnit(1);
    assertThat(lens.asked()).hasSize(1);
    assertThat(model.unit()).map(UnitResponses.Unit::isDead).hasValue(true);
    chooseUnit(99);
    assertThat(model.unit()).isEmpty();
  }

  private void lookAt(int unit) {
    show(3, Phase.PAUSED);
    model.activeProperty().set(true);
    model.about(OptionalInt.of(0));
    chooseUnit(unit);
  }

  @Test
  void asksAgainOfAnotherStepAndAnotherLayer() {
    lookAt(2);
    show(3, Phase.PAUSED);
    assertThat(lens.asked()).hasSize(1);
    show(4, Phase.PAUSED);
    assertThat(lens.asked()).hasSize(2);
    assertThat(model.responsesProperty().get()).map(UnitResponses::step).hasValue(4L);
    model.about(OptionalInt.of(3));
    assertThat(lens.asked()).hasSize(3).last().isEqualTo(new Question.MeasureResponses(3));
    assertThat(model.isOutputLayer()).isTrue();
  }

  @Test
  void dropsTheAnswerAboutALayerThatIsNotLookedAtAnyMore() {
    CompletableFuture<Object> slow = new CompletableFuture<>();
    lens.answerWith(command -> slow);
    lookAt(2);
    assertThat(model.busyProperty().get()).isTrue();
    lens.answerWith(this::answer);
    model.about(OptionalInt.of(3));
    slow.complete(Samples.responses(3, 0, 4));
    assertThat(model.responsesProperty().get()).map(UnitResponses::layerIndex).hasValue(3);
    assertThat(model.busyProperty().get()).isFalse();
  }

  @Test
  void forgetsWhatWasFoundOfAnotherNetwork() {
    lookAt(2);
    lens.answerWith(command -> new CompletableFuture<>());
    lens.show(Samples.snapshot(0, Phase.TRAINING, new MetricLog()));
    assertThat(model.responsesProperty().get()).isEmpty();
  }

  @Test
  void saysWhyThereIsNoAnswerAndAsksNoMore() {
    lens.answerWith(command -> CompletableFuture.failedFuture(new OutOfMemoryError()));
    lookAt(2);
    show(3, Phase.PAUSED);
    assertThat(model.problemProperty().get()).startsWith("there is not enough memory");
    assertThat(lens.asked()).hasSize(1);
  }
}
