package digitscope.ui.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import digitscope.eval.CellChoice;
import digitscope.eval.Evaluation;
import digitscope.eval.EvaluationHistory;
import digitscope.probe.FeatureMaps;
import digitscope.train.MetricLog;
import digitscope.train.Phase;
import digitscope.ui.fx.ChosenImage;
import digitscope.ui.fx.ChosenImages;
import digitscope.ui.fx.FakeTraining;
import digitscope.ui.fx.SampleSnapshots;
import digitscope.ui.fx.Samples;
import digitscope.ui.fx.Selection;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FeaturesViewModelTest {
  private final FakeTraining training = new FakeTraining();
  private final Selection selection = new Selection();
  private final MetricLog session = new MetricLog();
  private final FeaturesViewModel model =
      new FeaturesViewModel(
          training,
          selection,
          new ChosenImages(training, selection, Runnable::run, Runnable::run),
          new Random(1));

  @BeforeEach
  void readData() {
    training.dataProperty().set(Optional.of(Samples.data()));
    training.layersProperty().set(Samples.layers());
  }

  @Test
  void looksAtTheFirstTestImageWhenNothingIsChosen() {
    model.activeProperty().set(true);

    assertThat(training.watchedImage()).hasValue(testImage(0));
    assertThat(model.subjectProperty().get().orElseThrow().actual()).hasValue(0);
  }

  @Test
  void followsATrainingImage() {
    model.activeProperty().set(true);
    selection.imageProperty().set(new ChosenImage.OfTrainingSet(7));
    Subject subject = model.subjectProperty().get().orElseThrow();
    assertThat(subject.pixels()).isEqualTo(training.data().orElseThrow().train().image(7));
    assertThat(subject.actual()).hasValue(7);
    assertThat(training.watchedImage()).hasValue(subject.pixels());
    assertThat(new Readings().subject(subject)).isEqualTo("Training image 7");
    model.showNext();
    assertThat(selection.imageProperty().get()).isEqualTo(new ChosenImage.OfTestSet(0));
  }

  @Test
  void showsTheFirstImageOfAChoiceAndLeadsToTheNext() {
    Evaluation labels = SampleSnapshots.evaluation(10, 10, 10, 1);
    EvaluationHistory history =
        EvaluationHistory.NONE.with(SampleSnapshots.misreading(labels, 10, Set.of(2, 5, 8)));
    training
        .snapshotProperty()
        .set(Optional.of(SampleSnapshots.training(10, history, new MetricLog())));
    selection.imageProperty().set(new ChosenImage.OfTestSet(1));
    selection.cellsProperty().set(Optional.of(new CellChoice.AllErrors()));
    assertThat(selection.imageProperty().get()).isEqualTo(new ChosenImage.OfTestSet(1));

    model.activeProperty().set(true);
    assertThat(selection.imageProperty().get()).isEqualTo(new ChosenImage.OfTestSet(2));
    model.showNextChosen();
    assertThat(selection.imageProperty().get()).isEqualTo(new ChosenImage.OfTestSet(5));
    // An image that is chosen after the cells is the one to look at.
    selection.imageProperty().set(new ChosenImage.OfTestSet(7));
    model.activeProperty().set(false);
    model.activeProperty().set(true);
    assertThat(selection.imageProperty().get()).isEqualTo(new ChosenImage.OfTestSet(7));
    model.showNextChosen();
    assertThat(selection.imageProperty().get()).isEqualTo(new ChosenImage.OfTestSet(2));
    selection.cellsProperty().set(Optional.of(new CellChoice.FalseNegatives(labels.actual(8))));
    assertThat(model.chosenProperty().get().orElseThrow().images())
        .contains(((ChosenImage.OfTestSet) selection.imageProperty().get()).index());
  }

  @Test
  void watchesNothingWhileNobodyLooks() {
    selection.imageProperty().set(new ChosenImage.OfTestSet(3));
    assertThat(training.watchedImage()).isEmpty();

    model.activeProperty().set(true);
    assertThat(training.watchedImage()).hasValue(testImage(3));
    model.activeProperty().set(false);
    assertThat(training.watchedImage()).isEmpty();
    publish(4, testImage(3));
    assertThat(model.mapsProperty().get()).isEmpty();
  }

  @Test
  void showsEveryStageAndTheKernelsBeforeTheirMaps() {
    model.activeProperty().set(true);
    publish(4, testImage(0));

    assertThat(model.stacksProperty().get())
        .extracting(MapStack::kind, MapStack::count)
        .containsExactly(
            tuple(MapStack.Kind.KERNELS, 4),
            tuple(MapStack.Kind.PRE_ACTIVATION, 4),
            tuple(MapStack.Kind.ACTIVATION, 4),
            tuple(MapStack.Kind.POOLED, 4),
            tuple(MapStack.Kind.OUTPUT, 676),
            tuple(MapStack.Kind.PRE_ACTIVATION, 10),
            tuple(MapStack.Kind.ACTIVATION, 10));
  }

  @Test
  void ignoresMapsOfAnImageThatWasChosenBefore() {
    model.activeProperty().set(true);
    publish(4, testImage(0));
    model.showNext();
    publish(5, testImage(0));
    assertThat(step()).isEqualTo(4);

    publish(6, testImage(1));
    assertThat(step()).isEqualTo(6);
    assertThat(training.watchedImage()).hasValue(testImage(1));
  }

  @Test
  void dropsTheMapsOfAnotherSession() {
    model.activeProperty().set(true);
    publish(4, testImage(0));
    model.selectedProperty().set(Optional.of(new MapAddress(2, 3)));
    training
        .snapshotProperty()
        .set(Optional.of(Samples.snapshot(0, Phase.TRAINING, new MetricLog())));

    assertThat(model.mapsProperty().get()).isEmpty();
    assertThat(model.selectedProperty().get()).isEmpty();
  }

  @Test
  void walksThroughTheTestSetInARing() {
    model.showPrevious();
    assertThat(selection.imageProperty().get()).isEqualTo(new ChosenImage.OfTestSet(19));
    model.showNext();
    assertThat(selection.imageProperty().get()).isEqualTo(new ChosenImage.OfTestSet(0));
    model.showRandom();
    assertThat(selection.imageProperty().get()).isInstanceOf(ChosenImage.OfTestSet.class);
  }

  @Test
  void findsTheNextMisreadImage() {
    model.activeProperty().set(true);
    assertThat(model.misreadKnownProperty().get()).isFalse();
    publish(4, testImage(0));
    assertThat(model.misreadKnownProperty().get()).isTrue();
    model.showTestImage(2);
    model.showNextMisread();

    // The evaluation takes all for a 3, so that image 3 is read rightly.
    assertThat(selection.imageProperty().get()).isEqualTo(new ChosenImage.OfTestSet(4));
  }

  @Test
  void goesBackToTheNewestDrawing() {
    byte[] pixels = new byte[784];
    pixels[400] = 99;
    ChosenImage.Drawing drawing = new ChosenImage.Drawing(pixels);
    selection.imageProperty().set(drawing);
    assertThat(model.subjectProperty().get().orElseThrow().actual()).isEmpty();
    model.showTestImage(5);
    model.showDrawing();

    assertThat(selection.imageProperty().get()).isEqualTo(drawing);
    assertThat(model.subjectProperty().get().orElseThrow().pixels()).isEqualTo(pixels);
  }

  @Test
  void sharesTheSelectedFilterWithTheOtherViews() {
    model.activeProperty().set(true);
    publish(4, testImage(0));
    model.selectedProperty().set(Optional.of(new MapAddress(3, 2)));

    assertThat(selection.layerProperty().get()).isEqualTo(OptionalInt.of(1));
    assertThat(selection.unitProperty().get()).isEqualTo(OptionalInt.of(2));
  }

  private long step() {
    return model.mapsProperty().get().map(FeatureMaps::step).orElse(-1L);
  }

  private void publish(long step, byte[] image) {
    training
        .snapshotProperty()
        .set(
            Optional.of(
                Samples.snapshot(
                    step,
                    Phase.TRAINING,
                    session,
                    Optional.of(Samples.maps(step, image)),
                    Optional.empty())));
  }

  private byte[] testImage(int index) {
    return model.testSet().orElseThrow().image(index);
  }
}
