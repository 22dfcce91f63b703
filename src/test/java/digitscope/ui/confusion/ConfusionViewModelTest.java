package digitscope.ui.confusion;

import static digitscope.ui.fx.SampleSnapshots.evaluation;
import static digitscope.ui.fx.SampleSnapshots.misreading;
import static digitscope.ui.fx.SampleSnapshots.training;
import static org.assertj.core.api.Assertions.assertThat;

import digitscope.eval.CellChoice;
import digitscope.eval.Evaluation;
import digitscope.eval.EvaluationHistory;
import digitscope.eval.MetricLog;
import digitscope.session.Validation;
import digitscope.ui.confusion.GalleryViewModel.Gallery;
import digitscope.ui.fx.ChosenImage;
import digitscope.ui.fx.FakeLens;
import digitscope.ui.fx.SampleSnapshots;
import digitscope.ui.fx.Selection;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ConfusionViewModelTest {
  private static final CellChoice CELL = new CellChoice.Cell(5, 3);

  private final FakeLens lens = new FakeLens();
  private final Selection selection = new Selection();
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private final ConfusionViewModel model =
      new ConfusionViewModel(lens, selection, waiting::add, Runnable::run);
  private final Evaluation first = evaluation(100, 10, 2000, 1);
  private final Evaluation second = evaluation(200, 10, 2000, 2);

  @Test
  void showsAllErrorsUntilSomethingIsChosen() {
    look(first);
    assertThat(gallery().choice()).isEqualTo(new CellChoice.AllErrors());
    assertThat(gallery().images()).hasSize(first.confusion().total() - first.confusion().correct());
  }

  @Test
  void imagesOfACellAreAsManyAsItCounts() {
    look(first);
    choose(CELL);
    assertThat(gallery().images()).hasSize(first.confusion().count(5, 3)).isNotEmpty();
    assertThat(gallery().images())
        .allMatch(image -> first.actual(image) == 5 && first.predicted(image) == 3);
  }

  @Test
  void newEvaluationKeepsTheChoice() {
    look(first);
    choose(CELL);
    look(second);
    assertThat(model.evaluationProperty().get()).contains(second);
    assertThat(gallery().evaluation()).isSameAs(second);
    assertThat(gallery().choice()).isEqualTo(CELL);
  }

  @Test
  void imagesThatCameTooLateAreDropped() {
    look(first);
    selection.cellsProperty().set(Optional.of(CELL));
    Runnable slow = waiting.remove();
    choose(new CellChoice.FalseNegatives(2));
    slow.run();
    assertThat(gallery().choice()).isEqualTo(new CellChoice.FalseNegatives(2));
  }

  @Test
  void sortsOnlyWhatChanged() {
    look(first);
    lens.show(training(150, Optional.of(first), new MetricLog()));
    assertThat(waiting).isEmpty();
  }

  @Test
  void doesNothingWhileNobodyLooks() {
    publish(first);
    selection.cellsProperty().set(Optional.of(CELL));
    assertThat(waiting).isEmpty();
    assertThat(model.evaluationProperty().get()).isEmpty();
    model.activeProperty().set(true);
    work();
    assertThat(gallery().choice()).isEqualTo(CELL);
  }

  @Test
  void forgetsTheOldRunWhenANewOneHasNoEvaluationYet() {
    look(first);
    lens.show(training(0, Optional.empty(), new MetricLog()));
    assertThat(model.evaluationProperty().get()).isEmpty();
    assertThat(model.galleryProperty().get()).isEmpty();
    assertThat(model.stageProperty().get()).isEqualTo(ConfusionViewModel.Stage.TRAINING);
  }

  @Test
  void theCardOfAnImageForgetsWhatTheRunBeforeSaidOfIt() {
    lens.dataProperty().set(Optional.of(SampleSnapshots.data(first)));
    look(first);
    model.openCard(3);
    assertThat(model.card().readingProperty().get()).isPresent();
    lens.show(training(0, Optional.empty(), new MetricLog()));
    assertThat(model.card().openProperty().get()).isTrue();
    assertThat(model.card().readingProperty().get()).isEmpty();
    assertThat(model.card().courseProperty().get()).isEmpty();
  }

  @Test
  void expectsAnEvaluationAlsoOfARunThatIsOver() {
    assertThat(model.stageProperty().get()).isEqualTo(ConfusionViewModel.Stage.NO_RUN);
    model.activeProperty().set(true);
    Validation validation = new Validation(100, 0.2, 1, true, true);
    lens.show(SampleSnapshots.finished(100, validation, new MetricLog()));
    assertThat(model.stageProperty().get()).isEqualTo(ConfusionViewModel.Stage.OVER);
  }

  @Test
  void dropsAChoiceThatTheNewClassesDoNotHave() {
    look(first);
    choose(CELL);
    look(evaluation(1, 4, 100, 3));
    assertThat(selection.cellsProperty().get()).isEmpty();
    assertThat(gallery().choice()).isEqualTo(new CellChoice.AllErrors());
    assertThat(model.classNames()).containsExactly("0", "1", "2", "3");
  }

  @Test
  void comparesWithAnEpochAgoThePreviousOrTheFirst() {
    EvaluationHistory history = EvaluationHistory.NONE;
    for (long step : new long[] {10, 50, 90, 150}) {
      history = history.with(misreading(first, step, Set.of()));
    }
    lookBack(history);
    ComparisonViewModel comparison = model.comparison();
    assertThat(comparison.since().map(Evaluation::step)).contains(50L);
    assertThat(comparedStep()).isEqualTo(50);
    comparison.sinceProperty().set(Reference.Ago.EVALUATION);
    assertThat(comparison.since().map(Evaluation::step)).contains(90L);
    assertThat(comparedStep()).isEqualTo(90);
    comparison.sinceProperty().set(Reference.Ago.FIRST);
    assertThat(comparison.since().map(Evaluation::step)).contains(10L);
    assertThat(comparison.steps()).containsExactly(10, 50, 90);
    comparison.setStep(90);
    assertThat(comparedStep()).isEqualTo(90);
  }

  private long comparedStep() {
    return model.comparison().comparedProperty().get().orElseThrow().at().step();
  }

  @Test
  void hasNothingToCompareTheFirstEvaluationWith() {
    look(first);
    assertThat(model.comparison().since()).isEmpty();
    assertThat(model.comparison().comparedProperty().get()).isEmpty();
  }

  @Test
  void givesTheImagesThatBecameWrongOrRight() {
    EvaluationHistory history =
        EvaluationHistory.NONE
            .with(misreading(first, 10, Set.of(1, 2, 3)))
            .with(misreading(first, 20, Set.of(3, 4)));
    lookBack(history);
    choose(new CellChoice.Changed(EvaluationHistory.Change.NEWLY_WRONG, 10));
    assertThat(gallery().images()).containsExactly(4);
    choose(new CellChoice.Changed(EvaluationHistory.Change.NEWLY_RIGHT, 10));
    assertThat(gallery().images()).containsExactly(1, 2);
  }

  private void lookBack(EvaluationHistory history) {
    long step = history.newest().map(Evaluation::step).orElse(0L);
    lens.show(training(step, history, new MetricLog()));
    model.activeProperty().set(true);
    work();
  }

  @Test
  void afterAChoiceTheImageIsOneOfThoseThatWereChosen() {
    look(first);
    choose(CELL);
    int own = gallery().images().get(1);
    model.chooseImage(own);
    CellChoice wider = new CellChoice.FalseNegatives(5);
    choose(wider);
    assertThat(model.imageProperty().get()).hasValue(own);
    choose(new CellChoice.Cell(2, 8));
    assertThat(model.imageProperty().get()).hasValue(gallery().images().get(0));
    assertThat(model.isListed(own)).isFalse();
    choose(new CellChoice.Changed(EvaluationHistory.Change.NEWLY_WRONG, 100));
    assertThat(gallery().images()).isEmpty();
    assertThat(selection.imageProperty().get()).isEqualTo(new ChosenImage.None());
  }

  @Test
  void anImageThatLeavesTheListOrWasChosenElsewhereStaysTheOneAllViewsSpeakOf() {
    look(first);
    choose(CELL);
    model.chooseImage(gallery().images().get(0));
    look(second);
    assertThat(model.imageProperty().get()).isPresent();
    ChosenImage drawing = new ChosenImage.Drawing(new byte[16]);
    selection.imageProperty().set(drawing);
    choose(new CellChoice.Cell(2, 8));
    assertThat(selection.imageProperty().get()).isEqualTo(drawing);
  }

  @Test
  void chosenImageIsTheOneAllViewsSpeakOf() {
    model.chooseImage(17);
    assertThat(selection.imageProperty().get()).isEqualTo(new ChosenImage.OfTestSet(17));
    assertThat(model.imageProperty().get()).isEqualTo(OptionalInt.of(17));
    selection.imageProperty().set(new ChosenImage.Drawing(new byte[16]));
    assertThat(model.imageProperty().get()).isEmpty();
  }

  @Test
  void showsNoPicturesOfOtherData() {
    look(first);
    lens.dataProperty().set(Optional.of(SampleSnapshots.data(first)));
    assertThat(model.testSet()).isPresent();
    lens.dataProperty().set(Optional.of(SampleSnapshots.data(evaluation(1, 10, 50, 1))));
    assertThat(model.testSet()).isEmpty();
  }

  private Gallery gallery() {
    return model.galleryProperty().get().orElseThrow();
  }

  private void choose(CellChoice choice) {
    selection.cellsProperty().set(Optional.of(choice));
    work();
  }

  private void look(Evaluation evaluation) {
    model.activeProperty().set(true);
    publish(evaluation);
    work();
  }

  private void publish(Evaluation evaluation) {
    lens.show(training(evaluation.step(), Optional.of(evaluation), new MetricLog()));
  }

  private void work() {
    while (!waiting.isEmpty()) {
      waiting.remove().run();
    }
  }
}
