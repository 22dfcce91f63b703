package digitscope.ui.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import digitscope.config.Activation;
import digitscope.config.Dense;
import digitscope.config.Flatten;
import digitscope.config.LayerSummary;
import digitscope.config.NetworkSpec;
import digitscope.data.ImageShape;
import digitscope.eval.CellChoice;
import digitscope.eval.Evaluation;
import digitscope.eval.EvaluationHistory;
import digitscope.eval.MetricLog;
import digitscope.probe.FeatureMaps;
import digitscope.probe.MeanMaps;
import digitscope.session.Command;
import digitscope.session.Phase;
import digitscope.session.Question;
import digitscope.ui.fx.ChosenImage;
import digitscope.ui.fx.ChosenImages;
import digitscope.ui.fx.FakeLens;
import digitscope.ui.fx.SampleSnapshots;
import digitscope.ui.fx.Samples;
import digitscope.ui.fx.Selection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FeaturesViewModelTest {
  private final FakeLens lens = new FakeLens();
  private final Selection selection = new Selection();
  private final MetricLog session = new MetricLog();
  private final FeaturesViewModel model =
      new FeaturesViewModel(
          lens,
          selection,
          new ChosenImages(lens, selection, Runnable::run, Runnable::run),
          new Random(1));

  @BeforeEach
  void readData() {
    lens.dataProperty().set(Optional.of(Samples.data()));
    lens.layersProperty().set(Samples.layers());
  }

  @Test
  void looksAtTheFirstTestImageWhenNothingIsChosen() {
    model.activeProperty().set(true);

    assertThat(lens.watchedImage()).hasValue(testImage(0));
    assertThat(model.subjectProperty().get().orElseThrow().actual()).hasValue(0);
  }

  @Test
  void followsATrainingImage() {
    model.activeProperty().set(true);
    selection.imageProperty().set(new ChosenImage.OfTrainingSet(7));
    InspectedImage subject = model.subjectProperty().get().orElseThrow();
    assertThat(subject.pixels()).isEqualTo(lens.data().orElseThrow().train().image(7));
    assertThat(subject.actual()).hasValue(7);
    assertThat(lens.watchedImage()).hasValue(subject.pixels());
    assertThat(new Readings().subject(subject)).isEqualTo("Training image 7");
    model.showNext();
    assertThat(selection.imageProperty().get()).isEqualTo(new ChosenImage.OfTestSet(0));
  }

  @Test
  void showsTheFirstImageOfAChoiceAndLeadsToTheNext() {
    Evaluation labels = SampleSnapshots.evaluation(10, 10, 10, 1);
    EvaluationHistory history =
        EvaluationHistory.NONE.with(SampleSnapshots.misreading(labels, 10, Set.of(2, 5, 8)));
    lens.show(SampleSnapshots.training(10, history, new MetricLog()));
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
    assertThat(lens.watchedImage()).isEmpty();

    model.activeProperty().set(true);
    assertThat(lens.watchedImage()).hasValue(testImage(3));
    model.activeProperty().set(false);
    assertThat(lens.watchedImage()).isEmpty();
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
    assertThat(lens.watchedImage()).hasValue(testImage(1));
  }

  @Test
  void dropsTheMapsOfAnotherSession() {
    model.activeProperty().set(true);
    publish(4, testImage(0));
    model.selectedProperty().set(Optional.of(new MapAddress(2, 3)));
    lens.show(Samples.snapshot(0, Phase.TRAINING, new MetricLog()));

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

    // The evaluation takes all for a 3, so that image 3 is classified correctly.
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
  void namesTheImageThatTheMapsAreOf() {
    model.activeProperty().set(true);
    assertThat(shownTestIndex()).hasValue(0);
    model.showTestImage(3);
    assertThat(shownTestIndex()).hasValue(3);
    publish(4, testImage(3));
    byte[] pixels = new byte[784];
    pixels[400] = 99;
    selection.imageProperty().set(new ChosenImage.Drawing(pixels));
    assertThat(shownTestIndex()).hasValue(3);
    publish(5, testImage(3));
    assertThat(shownTestIndex()).hasValue(3);
    publish(6, pixels);
    assertThat(shownTestIndex()).isEmpty();
    model.showTestImage(5);
    assertThat(model.shownSubjectProperty().get().orElseThrow().pixels()).isEqualTo(pixels);
    publish(7, testImage(5));
    assertThat(shownTestIndex()).hasValue(5);
  }

  private OptionalInt shownTestIndex() {
    return model.shownSubjectProperty().get().orElseThrow().testIndex();
  }

  @Test
  void sharesTheSelectedFilterWithTheOtherViews() {
    model.activeProperty().set(true);
    publish(4, testImage(0));
    model.selectedProperty().set(Optional.of(new MapAddress(3, 2)));

    assertThat(selection.layerProperty().get()).isEqualTo(OptionalInt.of(1));
    assertThat(selection.unitProperty().get()).isEqualTo(OptionalInt.of(2));
  }

  @Test
  void showsDifferencesFromAnotherImageOrFromTheMeanOfAClass() {
    model.activeProperty().set(true);
    publish(4, testImage(0));
    float[] own = model.stacksProperty().get().get(1).values();
    assertThat(own[5]).isEqualTo(5);
    lens.answerWith(this::answerOfReference);
    MapReference reference = model.reference();
    reference.choiceProperty().set(Optional.of(new MapReference.Comparison.WithMeanOf(3)));

    MapStack difference = model.stacksProperty().get().get(1);
    assertThat(difference.isDifference()).isTrue();
    assertThat(difference.values()).containsOnly(0).hasSameSizeAs(own);
    assertThat(MapColors.of(difference).diverging()).isTrue();
    assertThat(model.stacksProperty().get().get(0).isDifference()).isFalse();
    publish(5, testImage(0));
    assertThat(reference.mapsProperty().get().map(FeatureMaps::step)).hasValue(5L);

    InspectedImage first = model.subjectProperty().get().orElseThrow();
    reference.choiceProperty().set(Optional.of(new MapReference.Comparison.WithImage(first)));
    assertThat(lens.asked()).contains(new Question.ComputeMaps(first.pixels()));
    reference.choiceProperty().set(Optional.empty());
    assertThat(model.stacksProperty().get().get(1).isDifference()).isFalse();
    assertThat(model.stacksProperty().get().get(1).values()).isEqualTo(own);
  }

  @Test
  void showsAnImageThatIsFlattenedAsTheImage() {
    List<LayerSummary> layers =
        new NetworkSpec(List.of(new Flatten(), new Dense(10, Activation.SOFTMAX)))
            .summarize(ImageShape.MNIST, 10);
    FeatureMaps maps =
        new FeatureMaps(
            1,
            testImage(0),
            List.of(
                new FeatureMaps.LayerMaps(
                    0, "flatten", FeatureMaps.Stage.OUTPUT, 784, 1, 1, new float[784])),
            Optional.empty(),
            new float[10]);
    assertThat(MapStack.of(maps, layers))
        .extracting(MapStack::count, MapStack::height, MapStack::width)
        .containsExactly(tuple(1, 28, 28));
  }

  private Object answerOfReference(Command<?> command) {
    if (command instanceof Question.ComputeMeanMaps mean) {
      return new MeanMaps(
          mean.label(), 64, Samples.maps(lens.view().orElseThrow().step(), new byte[784]));
    }
    if (command instanceof Question.ComputeMaps question) {
      return Samples.maps(5, question.image());
    }
    throw new IllegalStateException("Not asked here");
  }

  private long step() {
    return model.mapsProperty().get().map(FeatureMaps::step).orElse(-1L);
  }

  private void publish(long step, byte[] image) {
    lens.show(
        Samples.snapshot(
            step,
            Phase.TRAINING,
            session,
            Optional.of(Samples.maps(step, image)),
            Optional.empty()));
  }

  private byte[] testImage(int index) {
    return model.testSet().orElseThrow().image(index);
  }
}
