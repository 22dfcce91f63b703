package digitscope.ui.draw;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.train.Command;
import digitscope.train.MetricLog;
import digitscope.train.Phase;
import digitscope.train.Prediction;
import digitscope.ui.control.Stroke;
import digitscope.ui.fx.ChosenImage;
import digitscope.ui.fx.FakeTraining;
import digitscope.ui.fx.Samples;
import digitscope.ui.fx.Selection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

@SuppressWarnings("FutureReturnValueIgnored") // the double of the training passes futures on
class DrawViewModelTest {
  private final FakeTraining training = new FakeTraining();
  private final Selection selection = new Selection();
  private final MetricLog session = new MetricLog();
  private final Memory store = new Memory();
  private long nanos;

  /** A store without a disk. */
  private static final class Memory implements DrawingStore {
    private SavedDrawings saved = SavedDrawings.none();
    private boolean broken;

    @Override
    public SavedDrawings load() throws IOException {
      if (broken) {
        throw new IOException("cannot be read");
      }
      return saved;
    }

    @Override
    public void save(SavedDrawings drawings) {
      saved = drawings;
    }
  }

  @Test
  void asksForThePreparedDrawingAtEveryStrokeMove() {
    DrawViewModel model = activeModel();
    train(5);
    training.answerWith(command -> new Prediction(5, Samples.surely(1)));
    drawLine(model);

    assertThat(training.asked()).hasSizeGreaterThanOrEqualTo(3);
    Command.Predict last = (Command.Predict) training.asked().get(training.asked().size() - 1);
    assertThat(last.image()).isEqualTo(model.pictureProperty().get()).contains(new byte[] {-1});
    assertThat(model.predictionProperty().get().orElseThrow().label()).isEqualTo(1);
  }

  @Test
  void hasAtMostOneQuestionUnderWayAndAsksTheNewestNext() {
    DrawViewModel model = activeModel();
    train(5);
    List<CompletableFuture<Object>> answers = new ArrayList<>();
    training.answerWith(
        command -> {
          answers.add(new CompletableFuture<>());
          return answers.get(answers.size() - 1);
        });
    drawLine(model);
    assertThat(training.asked()).hasSize(1);

    answers.get(0).complete(new Prediction(5, Samples.surely(1)));
    assertThat(training.asked()).hasSize(2);
    assertThat(((Command.Predict) training.asked().get(1)).image())
        .isEqualTo(model.pictureProperty().get());
    answers.get(1).complete(new Prediction(5, Samples.surely(7)));
    assertThat(training.asked()).hasSize(2);
    assertThat(model.predictionProperty().get().orElseThrow().label()).isEqualTo(7);
  }

  @Test
  void asksAgainAsTheNetworkLearnsButNotAtEveryStep() {
    DrawViewModel model = activeModel();
    train(5);
    training.answerWith(
        command -> new Prediction(training.snapshot().orElseThrow().step(), Samples.surely(1)));
    drawLine(model);
    int asked = training.asked().size();

    nanos += 10_000_000;
    train(6);
    assertThat(training.asked()).hasSize(asked);
    nanos += 250_000_000;
    train(7);
    assertThat(training.asked()).hasSize(asked + 1);
    training.snapshotProperty().set(Optional.of(Samples.snapshot(8, Phase.PAUSED, session)));
    assertThat(training.asked()).hasSize(asked + 2);
    assertThat(model.predictionProperty().get().orElseThrow().step()).isEqualTo(8);
  }

  @Test
  void drawsWithoutANetworkAndAsksAsSoonAsThereIsOne() {
    DrawViewModel model = activeModel();
    drawLine(model);
    assertThat(model.networkProperty().get()).isFalse();
    assertThat(training.asked()).isEmpty();
    assertThat(model.sketch().blankProperty().get()).isFalse();

    training.answerWith(command -> new Prediction(0, Samples.surely(4)));
    train(0);
    assertThat(model.predictionProperty().get().orElseThrow().label()).isEqualTo(4);
  }

  @Test
  void forgetsThePredictionOfAnotherSession() {
    DrawViewModel model = activeModel();
    train(5);
    CompletableFuture<Object> late = new CompletableFuture<>();
    training.answerWith(command -> late);
    drawLine(model);
    training.answerWith(command -> new CompletableFuture<>());
    training
        .snapshotProperty()
        .set(Optional.of(Samples.snapshot(0, Phase.TRAINING, new MetricLog())));
    late.complete(new Prediction(5, Samples.surely(1)));

    assertThat(model.predictionProperty().get()).isEmpty();
    assertThat(training.asked()).hasSize(2);
  }

  @Test
  void costsNothingWhileNobodyLooks() {
    DrawViewModel model = model();
    train(5);
    drawLine(model);
    train(6);

    assertThat(training.asked()).isEmpty();
  }

  @Test
  void makesTheDrawingTheImageThatTheOtherViewsShow() {
    DrawViewModel model = activeModel();
    drawLine(model);
    ChosenImage.Drawing chosen = (ChosenImage.Drawing) selection.imageProperty().get();
    assertThat(chosen.pixels()).isEqualTo(model.pictureProperty().get());

    selection.imageProperty().set(new ChosenImage.OfTestSet(3));
    train(6);
    assertThat(selection.imageProperty().get()).isEqualTo(new ChosenImage.OfTestSet(3));

    drawLine(model);
    model.sketch().clear();
    assertThat(selection.imageProperty().get()).isInstanceOf(ChosenImage.None.class);
  }

  @Test
  void bringsTheDrawingsBackAtTheNextStart() {
    DrawViewModel first = activeModel();
    drawLine(first);
    List<Stroke> cleared = first.sketch().strokes();
    first.sketch().clear();
    first.sketch().begin(0.5, 0.5, false);
    first.sketch().end();
    selection.imageProperty().set(new ChosenImage.None());
    DrawViewModel second = activeModel();

    assertThat(second.sketch().strokes()).isEqualTo(first.sketch().strokes());
    assertThat(second.recent()).containsExactly(cleared);
    assertThat(selection.imageProperty().get()).isInstanceOf(ChosenImage.None.class);
  }

  @Test
  void exchangesARestoredDrawingForTheOneOnThePad() {
    DrawViewModel model = activeModel();
    drawLine(model);
    List<Stroke> line = model.sketch().strokes();
    model.sketch().clear();
    model.sketch().begin(0.5, 0.5, false);
    model.sketch().end();
    List<Stroke> dot = model.sketch().strokes();
    model.restore(line);

    assertThat(model.sketch().strokes()).isEqualTo(line);
    assertThat(model.recent()).containsExactly(dot);
    assertThat(store.saved).isEqualTo(new SavedDrawings(line, List.of(dot)));
  }

  @Test
  void saysWhyDrawingsCouldNotBeRead() {
    store.broken = true;

    assertThat(model().problemProperty().get()).isEqualTo("cannot be read");
  }

  private DrawViewModel model() {
    return new DrawViewModel(training, selection, store, Runnable::run, Runnable::run, () -> nanos);
  }

  private DrawViewModel activeModel() {
    training.dataProperty().set(Optional.of(Samples.data()));
    DrawViewModel model = model();
    model.activeProperty().set(true);
    return model;
  }

  private void train(long step) {
    training.dataProperty().set(Optional.of(Samples.data()));
    training.snapshotProperty().set(Optional.of(Samples.snapshot(step, Phase.TRAINING, session)));
  }

  private static void drawLine(DrawViewModel model) {
    model.sketch().begin(0.5, 0.2, false);
    model.sketch().extend(0.5, 0.5);
    model.sketch().extend(0.48, 0.8);
    model.sketch().end();
  }
}
