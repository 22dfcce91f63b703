package digitscope.ui.confusion;

import static digitscope.ui.fx.SampleSnapshots.evaluation;
import static org.assertj.core.api.Assertions.assertThat;

import digitscope.eval.Evaluation;
import digitscope.eval.EvaluationHistory;
import digitscope.eval.MetricLog;
import digitscope.probe.NearestImages;
import digitscope.probe.Occlusion;
import digitscope.probe.Saliency;
import digitscope.probe.SaliencyMethod;
import digitscope.session.Command;
import digitscope.session.Question;
import digitscope.ui.control.chart.LineChartView;
import digitscope.ui.control.chart.LineSeries;
import digitscope.ui.control.chart.ProbabilityBars;
import digitscope.ui.control.images.ImageGrid;
import digitscope.ui.fx.ChosenImage;
import digitscope.ui.fx.FakeLens;
import digitscope.ui.fx.Fx;
import digitscope.ui.fx.SampleSnapshots;
import digitscope.ui.fx.Selection;
import digitscope.ui.fx.SteadyRobot;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

@ExtendWith(SteadyRobot.class)
final class ImageCardTest {
  private final FakeLens lens = new FakeLens();
  private final Selection selection = new Selection();
  private final ConfusionViewModel model =
      new ConfusionViewModel(lens, selection, Runnable::run, Runnable::run);
  private final Evaluation last = evaluation(300, 10, 200, 1);
  private final EvaluationHistory history =
      EvaluationHistory.NONE
          .with(SampleSnapshots.misreading(last, 100, Set.of()))
          .with(SampleSnapshots.misreading(last, 200, Set.of(0, 1, 2)))
          .with(last);

  @Start
  void start(Stage stage) {
    Scene scene = new Scene(new ConfusionView(model), 1280, 800);
    scene.getStylesheets().addAll("css/confusion.css", "css/card.css");
    stage.setScene(scene);
    stage.show();
    lens.dataProperty().set(Optional.of(SampleSnapshots.data(last)));
    model.activeProperty().set(true);
    lens.show(SampleSnapshots.training(300, history, new MetricLog()));
  }

  @Test
  void showsWhatTheNetworkSaysAndSaid(FxRobot robot) {
    int image = shown(robot).get(0);
    open(robot, image);
    assertThat(text(robot, "#card-title")).isEqualTo("Test image " + image);
    assertThat(text(robot, "#card-actual")).isEqualTo(String.valueOf(last.actual(image)));
    assertThat(text(robot, "#card-predicted")).isEqualTo(String.valueOf(last.predicted(image)));
    assertThat(text(robot, "#card-rank")).isEqualTo(last.rankOfActual(image) + " of 10");
    assertThat(text(robot, "#card-learned")).isEqualTo("step 100");
    assertThat(robot.lookup("#card-probabilities").queryAs(ProbabilityBars.class))
        .extracting(bars -> bars.probabilitiesProperty().get())
        .isEqualTo(last.probabilities(image));
  }

  @Test
  void escapeClosesTheCardAlsoAfterAnotherButtonOfTheWindowWasPressed(FxRobot robot) {
    open(robot, 2);
    Button other = new Button("elsewhere");
    robot.interact(
        () -> {
          ((Pane) robot.lookup("#image-card").query().getParent()).getChildren().add(other);
          other.requestFocus();
        });
    robot.type(KeyCode.ESCAPE);
    assertThat(model.card().openProperty().get()).isFalse();
  }

  @Test
  void countsHowOftenAnImageWasForgotten(FxRobot robot) {
    open(robot, 2);
    assertThat(text(robot, "#card-learned")).isEqualTo("step 100");
    assertThat(text(robot, "#card-forgotten")).isEqualTo("once");
  }

  @Test
  void drawsTheCourseOfTheActualAndThePredictedClassOverTheOthers(FxRobot robot) {
    int image = shown(robot).get(0);
    open(robot, image);
    List<LineSeries> lines = linesOf(robot, 3);
    assertThat(lines).hasSize(10);
    assertThat(lines.subList(0, 8)).extracting(LineSeries::styleClass).containsOnly("line-other");
    LineSeries actual = lines.get(8);
    LineSeries predicted = lines.get(9);
    assertThat(actual.name()).isEqualTo(last.actual(image) + " (actual)");
    assertThat(predicted.name()).isEqualTo(last.predicted(image) + " (predicted)");
    assertThat(actual.data().size()).isEqualTo(3);
    assertThat(actual.data().x(1)).isEqualTo(200);
    assertThat(actual.data().lastY()).isEqualTo(last.probability(image, last.actual(image)));
    assertThat(predicted.data().lastY()).isEqualTo(last.confidence(image));
  }

  @Test
  void followsTheNextEvaluationWhileItIsOpen(FxRobot robot) {
    open(robot, shown(robot).get(0));
    Evaluation next = evaluation(400, 10, 200, 1);
    robot.interact(
        () -> lens.show(SampleSnapshots.training(400, history.with(next), new MetricLog())));
    assertThat(text(robot, "#card-detail")).isEqualTo("at step 400");
    assertThat(linesOf(robot, 4)).hasSize(10);
  }

  @Test
  void stepsThroughTheGalleryAndClosesWithEscape(FxRobot robot) {
    List<Integer> images = shown(robot);
    robot.interact(() -> model.chooseImage(images.get(1)));
    robot.clickOn("#image-open");
    Fx.settle();
    assertThat(robot.lookup("#card-previous").<Node>query().isDisabled()).isFalse();
    robot.type(KeyCode.LEFT);
    assertThat(chosen()).isEqualTo(images.get(0));
    assertThat(robot.lookup("#card-previous").<Node>query().isDisabled()).isTrue();
    robot.type(KeyCode.LEFT);
    assertThat(chosen()).isEqualTo(images.get(0));
    robot.type(KeyCode.RIGHT, 2);
    assertThat(chosen()).isEqualTo(images.get(2));
    assertThat(text(robot, "#card-title")).isEqualTo("Test image " + images.get(2));
    robot.type(KeyCode.ESCAPE);
    assertThat(isOpen(robot)).isFalse();
    assertThat(robot.lookup("#gallery").<Node>query().getParent().isVisible()).isTrue();
  }

  @Test
  void goesToATrainingImageAndBack(FxRobot robot) {
    open(robot, 2);
    robot.interact(() -> model.card().follow(new ChosenImage.OfTrainingSet(7)));
    assertThat(text(robot, "#card-title")).isEqualTo("Training image 7");
    assertThat(robot.lookup("#card-course").<Node>query().getParent().isVisible()).isFalse();
    robot.clickOn("#card-before");
    assertThat(selection.imageProperty().get()).isEqualTo(new ChosenImage.OfTestSet(2));
    assertThat(robot.lookup("#card-before").<Node>query().isVisible()).isFalse();
  }

  private static Object answer(Command<?> command) {
    if (command instanceof Question.Explain explain) {
      float[] half = new float[16];
      half[3] = 0.5f;
      return new Saliency(
          300,
          explain.label().orElse(1),
          new float[] {0.3f, 0.7f, 0, 0, 0, 0, 0, 0, 0, 0},
          answer(explain.method(), new Saliency.PixelMap(4, 4, half)));
    } else if (command instanceof Question.Occlude) {
      return new Occlusion(300, 3, 1, Optional.of(new Occlusion.Square(2, 1, 0, 8, 0.75, 4)));
    }
    return new NearestImages(
        300,
        Optional.of("dense 64"),
        5000,
        60_000,
        3,
        List.of(new NearestImages.Neighbor(11, 3, 0.25)),
        List.of(new NearestImages.Neighbor(12, 5, 0.5), new NearestImages.Neighbor(13, 6, 0.75)));
  }

  private static Saliency.Answer answer(SaliencyMethod method, Saliency.PixelMap map) {
    return switch (method) {
      case GRADIENT -> new Saliency.Gradient(map);
      case INTEGRATED -> new Saliency.Attribution(4, 4, map.values(), 2.25, 1.5, 32);
      case SMOOTH -> new Saliency.SmoothGradient(map);
      case GRADCAM -> new Saliency.NoConvolution();
      case OCCLUSION -> new Saliency.Occluded(2, map);
    };
  }

  @Test
  void saysWhyTheImageIsReadAsItIs(FxRobot robot) {
    lens.answerWith(ImageCardTest::answer);
    int image = shown(robot).get(0);
    open(robot, image);
    String predicted = String.valueOf(last.predicted(image));
    assertThat(text(robot, "#card-explanation"))
        .contains("logit of " + predicted, "32 steps", "Together 0.50", "is 0.75 above");
    assertThat(robot.lookup("#card-overlay").<Node>query().isVisible()).isTrue();
    robot.clickOn("#card-for-actual");
    assertThat(text(robot, "#card-explanation")).contains("logit of " + last.actual(image));
    robot.clickOn("#card-overlay-GRAD_CAM");
    assertThat(text(robot, "#card-explanation")).contains("this network has none");
    assertThat(robot.lookup("#card-overlay").<Node>query().isVisible()).isFalse();
    robot.clickOn("#card-overlay-OCCLUSION");
    assertThat(text(robot, "#card-explanation"))
        .contains("2×2 square at row 2, column 1", "from 3 to 8 (75 %)", "4 squares");
    Rectangle square = robot.lookup("#card-square").query();
    Node picture = robot.lookup("#card-picture").query();
    assertThat(square.isVisible()).isTrue();
    assertThat(square.getX()).isEqualTo(picture.getBoundsInParent().getMinX());
    assertThat(square.getWidth()).isEqualTo(picture.getBoundsInParent().getWidth() / 2);
    assertThat(square.getY()).isEqualTo(picture.getBoundsInParent().getHeight() / 4);
    robot.clickOn("#card-overlay-NONE");
    assertThat(square.isVisible()).isFalse();
  }

  @Test
  void showsEachMethodForAnyClassAndWarnsOfWhatItDoesNotShow(FxRobot robot) {
    lens.answerWith(ImageCardTest::answer);
    open(robot, shown(robot).get(0));
    robot.interact(
        () ->
            robot.lookup("#card-class").<ComboBox<OptionalInt>>query().setValue(OptionalInt.of(9)));
    for (String method :
        List.of("GRADIENT", "INTEGRATED_GRADIENTS", "SMOOTH_GRAD", "OCCLUSION_MAP")) {
      robot.clickOn("#card-overlay-" + method);
      assertThat(text(robot, "#card-explanation")).contains("logit of 9", "tep 300");
      assertThat(text(robot, "#card-warning")).isNotEmpty();
      assertThat(robot.lookup("#card-overlay").<Node>query().isVisible()).isTrue();
    }
    robot.clickOn("#card-overlay-OCCLUSION_MAP");
    assertThat(text(robot, "#card-explanation")).contains("2×2 square");
    robot.clickOn("#card-overlay-NONE");
    assertThat(text(robot, "#card-warning")).isEmpty();
    assertThat(robot.lookup("#card-class").<Node>query().getParent().isVisible()).isFalse();
  }

  @Test
  void theOverlayIsAsStrongAsOneLikes(FxRobot robot) {
    lens.answerWith(ImageCardTest::answer);
    open(robot, shown(robot).get(0));
    robot.interact(() -> robot.lookup("#card-strength").queryAs(Slider.class).setValue(0.25));
    assertThat(robot.lookup("#card-overlay").<Node>query().getOpacity()).isEqualTo(0.25);
  }

  @Test
  void goesBackFromAnyClassToTheOneThatItIs(FxRobot robot) {
    lens.answerWith(ImageCardTest::answer);
    int image = shown(robot).get(0);
    open(robot, image);
    robot.interact(() -> model.card().explainedClassProperty().set(OptionalInt.of(9)));
    assertThat(text(robot, "#card-explanation")).contains("logit of 9");
    robot.clickOn("#card-for-actual");
    assertThat(text(robot, "#card-explanation")).contains("logit of " + last.actual(image));
    assertThat(model.card().explainedClassProperty().get()).isEmpty();
  }

  @Test
  void showsTheNeighborsAndGoesToTheOneThatIsClicked(FxRobot robot) {
    lens.answerWith(ImageCardTest::answer);
    open(robot, 5);
    assertThat(text(robot, "#card-neighbors-detail"))
        .contains("cosine distance of dense 64", "5,000 of 60,000", "step 300");
    Pane others = robot.lookup("#card-neighbors-of-others").query();
    assertThat(others.getChildren())
        .extracting(Node::getAccessibleText)
        .containsExactly(
            "Training image 12, labeled 5, at distance 0.5000",
            "Training image 13, labeled 6, at distance 0.7500");
    robot.clickOn(others.getChildren().get(1));
    assertThat(selection.imageProperty().get()).isEqualTo(new ChosenImage.OfTrainingSet(13));
    assertThat(text(robot, "#card-title")).isEqualTo("Training image 13");
    assertThat(text(robot, "#card-predicted")).isEqualTo("1");
    assertThat(text(robot, "#card-confidence")).isEqualTo("70.0 %");
    assertThat(robot.lookup("#card-learned").<Node>query().getParent().isVisible()).isFalse();
    robot.type(KeyCode.BACK_SPACE);
    assertThat(text(robot, "#card-title")).isEqualTo("Test image 5");
  }

  @Test
  void goesToTheNeighborsOnceTheyAreFoundIfSimilarImagesAreAskedFor(FxRobot robot) {
    lens.answerWith(ImageCardTest::answer);
    robot.rightClickOn("#gallery .picture-cell").clickOn("#gallery-menu-similar");
    Fx.settle();
    assertThat(isOpen(robot)).isTrue();
    assertThat(robot.lookup("#image-card").query().getScene().getFocusOwner().getUserData())
        .isEqualTo(11);
    robot.type(KeyCode.ESCAPE);
    assertThat(isOpen(robot)).isFalse();
  }

  @Test
  void fitsBesideTheSetUpInASmallWindow(FxRobot robot) {
    lens.answerWith(ImageCardTest::answer);
    open(robot, shown(robot).get(0));
    Region card = robot.lookup("#image-card").query();
    assertThat(card.minWidth(-1)).isLessThan(884);
  }

  @Test
  void saysQuietlyWhatIsStillWorkedOut(FxRobot robot) {
    lens.answerWith(command -> new CompletableFuture<>());
    open(robot, 5);
    assertThat(text(robot, "#card-explanation")).isEqualTo("Computing the explanation");
    assertThat(text(robot, "#card-neighbors-detail")).isEqualTo("Comparing training images");
  }

  @Test
  void closesWhenTheDataHasNoSuchImage(FxRobot robot) {
    open(robot, 150);
    robot.interact(
        () -> lens.dataProperty().set(Optional.of(SampleSnapshots.data(evaluation(1, 10, 50, 1)))));
    assertThat(isOpen(robot)).isFalse();
  }

  /**
   * The lines of the course, once they have this many points: they come a moment after the card.
   */
  private static List<LineSeries> linesOf(FxRobot robot, int points) {
    LineChartView chart = robot.lookup("#card-course").queryAs(LineChartView.class);
    Fx.await(
        () ->
            !chart.getSeries().isEmpty()
                && chart.getSeries().stream().allMatch(line -> line.data().size() == points));
    return chart.getSeries();
  }

  private void open(FxRobot robot, int image) {
    robot.interact(() -> model.openCard(image));
    Fx.settle();
    assertThat(isOpen(robot)).isTrue();
  }

  private static boolean isOpen(FxRobot robot) {
    return robot.lookup("#image-card").<Node>query().isVisible();
  }

  private int chosen() {
    return ((ChosenImage.OfTestSet) selection.imageProperty().get()).index();
  }

  private static List<Integer> shown(FxRobot robot) {
    Fx.settle();
    return robot.lookup("#gallery").queryAs(ImageGrid.class).contentProperty().get().images();
  }

  private static String text(FxRobot robot, String query) {
    return robot.lookup(query).queryAs(Label.class).getText();
  }
}
