package digitscope.ui.draw;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.data.Fit;
import digitscope.data.Preparation;
import digitscope.eval.MetricLog;
import digitscope.io.WordedIOException;
import digitscope.session.Phase;
import digitscope.session.Prediction;
import digitscope.session.Question;
import digitscope.ui.control.pad.Stroke;
import digitscope.ui.fx.ChosenImage;
import digitscope.ui.fx.FakeLens;
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
  private final FakeLens lens = new FakeLens();
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
        throw new WordedIOException("The drawings cannot be read");
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
    lens.answerWith(command -> new Prediction(5, Samples.surely(1)));
    drawLine(model);

    assertThat(lens.asked()).hasSizeGreaterThanOrEqualTo(3);
    Question.Predict last = (Question.Predict) lens.asked().get(lens.asked().size() - 1);
    assertThat(last.image()).isEqualTo(model.pictureProperty().get()).contains(new byte[] {-1});
    assertThat(model.predictionProperty().get().orElseThrow().label()).isEqualTo(1);
  }

  @Test
  void hasAtMostOneQuestionUnderWayAndAsksTheNewestNext() {
    DrawViewModel model = activeModel();
    train(5);
    List<CompletableFuture<Object>> answers = new ArrayList<>();
    lens.answerWith(
        command -> {
          answers.add(new CompletableFuture<>());
          return answers.get(answers.size() - 1);
        });
    drawLine(model);
    assertThat(lens.asked()).hasSize(1);

    answers.get(0).complete(new Prediction(5, Samples.surely(1)));
    assertThat(lens.asked()).hasSize(2);
    assertThat(((Question.Predict) lens.asked().get(1)).image())
        .isEqualTo(model.pictureProperty().get());
    answers.get(1).complete(new Prediction(5, Samples.surely(7)));
    assertThat(lens.asked()).hasSize(2);
    assertThat(model.predictionProperty().get().orElseThrow().label()).isEqualTo(7);
  }

  @Test
  void asksAgainAsTheNetworkLearnsButNotAtEveryStep() {
    DrawViewModel model = activeModel();
    train(5);
    lens.answerWith(command -> new Prediction(lens.view().orElseThrow().step(), Samples.surely(1)));
    drawLine(model);
    int asked = lens.asked().size();

    nanos += 10_000_000;
    train(6);
    assertThat(lens.asked()).hasSize(asked);
    nanos += 250_000_000;
    train(7);
    assertThat(lens.asked()).hasSize(asked + 1);
    lens.show(Samples.snapshot(8, Phase.PAUSED, session));
    assertThat(lens.asked()).hasSize(asked + 2);
    assertThat(model.predictionProperty().get().orElseThrow().step()).isEqualTo(8);
  }

  @Test
  void drawsWithoutANetworkAndAsksAsSoonAsThereIsOne() {
    DrawViewModel model = activeModel();
    drawLine(model);
    assertThat(model.networkProperty().get()).isFalse();
    assertThat(lens.asked()).isEmpty();
    assertThat(model.sketch().blankProperty().get()).isFalse();

    lens.answerWith(command -> new Prediction(0, Samples.surely(4)));
    train(0);
    assertThat(model.predictionProperty().get().orElseThrow().label()).isEqualTo(4);
  }

  @Test
  void forgetsThePredictionOfAnotherSession() {
    DrawViewModel model = activeModel();
    train(5);
    CompletableFuture<Object> late = new CompletableFuture<>();
    lens.answerWith(command -> late);
    drawLine(model);
    lens.answerWith(command -> new CompletableFuture<>());
    lens.show(Samples.snapshot(0, Phase.TRAINING, new MetricLog()));
    late.complete(new Prediction(5, Samples.surely(1)));

    assertThat(model.predictionProperty().get()).isEmpty();
    assertThat(lens.asked()).hasSize(2);
  }

  @Test
  void costsNothingWhileNobodyLooks() {
    DrawViewModel model = model();
    train(5);
    drawLine(model);
    train(6);

    assertThat(lens.asked()).isEmpty();
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

    assertThat(model().problemProperty().get()).isEqualTo("The drawings cannot be read");
  }

  @Test
  void preparesTheDrawingAsTheRunSays() {
    DrawViewModel model = activeModel();
    drawLine(model);
    byte[] fitted = model.pictureProperty().get();

    lens.dataProperty()
        .set(
            Optional.of(
                Samples.data()
                    .prepared(
                        new Preparation(
                            Fit.WHOLE,
                            Preparation.Polarity.KEPT,
                            Optional.of(255),
                            Preparation.Ground.LIGHT,
                            true,
                            false,
                            false))));

    byte[] plain = model.pictureProperty().get();
    assertThat(fitted[0]).isZero();
    assertThat(plain[0]).isEqualTo((byte) 255);
  }

  private DrawViewModel model() {
    return new DrawViewModel(lens, selection, store, Runnable::run, Runnable::run, () -> nanos);
  }

  private DrawViewModel activeModel() {
    lens.dataProperty().set(Optional.of(Samples.data()));
    DrawViewModel model = model();
    model.activeProperty().set(true);
    return model;
  }

  private void train(long step) {
    lens.dataProperty().set(Optional.of(Samples.data()));
    lens.show(Samples.snapshot(step, Phase.TRAINING, session));
  }

  private static void drawLine(DrawViewModel model) {
    model.sketch().begin(0.5, 0.2, false);
    model.sketch().extend(0.5, 0.5);
    model.sketch().extend(0.48, 0.8);
    model.sketch().end();
  }
}
