package digitscope.ui.confusion;

import static digitscope.ui.fx.SampleSnapshots.evaluation;
import static digitscope.ui.fx.SampleSnapshots.training;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import atlantafx.base.theme.PrimerLight;
import digitscope.eval.Calibration;
import digitscope.eval.CellChoice;
import digitscope.eval.ClassMeasures;
import digitscope.eval.ClassOrder;
import digitscope.eval.Evaluation;
import digitscope.eval.EvaluationHistory;
import digitscope.eval.GalleryQuery.Grouping;
import digitscope.eval.GalleryQuery.Order;
import digitscope.eval.MetricLog;
import digitscope.eval.SuspectLabels;
import digitscope.ui.control.chart.LineChartView;
import digitscope.ui.control.chart.LineSeries;
import digitscope.ui.control.chart.ProbabilityBars;
import digitscope.ui.control.images.ImageGrid;
import digitscope.ui.control.images.ImageGrids;
import digitscope.ui.control.matrix.MatrixView;
import digitscope.ui.fx.ChosenImage;
import digitscope.ui.fx.FakeLens;
import digitscope.ui.fx.Fx;
import digitscope.ui.fx.SampleSnapshots;
import digitscope.ui.fx.Selection;
import digitscope.ui.fx.SteadyRobot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Slider;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.controlsfx.control.RangeSlider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

@ExtendWith(SteadyRobot.class)
final class ConfusionViewTest {
  private final FakeLens lens = new FakeLens();
  private final Selection selection = new Selection();
  private final ConfusionViewModel model =
      new ConfusionViewModel(lens, selection, Runnable::run, Runnable::run);
  private final Evaluation first = evaluation(100, 10, 2000, 1);

  @Start
  void start(Stage stage) {
    Scene scene = new Scene(new ConfusionView(model), 1280, 800);
    scene.getStylesheets().addAll("css/confusion.css");
    stage.setScene(scene);
    stage.show();
    lens.dataProperty().set(Optional.of(SampleSnapshots.data(first)));
    model.activeProperty().set(true);
  }

  @Test
  void saysWhatToDoBeforeTheFirstEvaluation(FxRobot robot) {
    assertThat(visibleEmptyStates(robot)).isEqualTo(1);
    publish(robot, first);
    assertThat(visibleEmptyStates(robot)).isZero();
    assertThat(text(robot, "#confusion-accuracy")).endsWith("% correct");
  }

  @Test
  void clickedCellShowsItsImages(FxRobot robot) {
    publish(robot, first);
    robot.clickOn("#cell-5-3");
    int count = first.confusion().count(5, 3);
    assertThat(shown(robot)).hasSize(count);
    assertThat(text(robot, "#gallery-title"))
        .startsWith(count + " of " + first.confusion().actual(5) + " fives were read as 3");
    robot.clickOn("#row-5");
    assertThat(shown(robot)).hasSize(first.confusion().measures().get(5).falseNegatives());
    robot.clickOn("#column-5");
    assertThat(shown(robot)).hasSize(first.confusion().measures().get(5).falsePositives());
    robot.clickOn("#choose-images").clickOn("#show-all-errors");
    assertThat(shown(robot)).hasSize(2000 - first.confusion().correct());
  }

  @Test
  void choosingBringsTheImagesForward(FxRobot robot) {
    publish(robot, first);
    TabPane tabs = robot.lookup(".image-side").query();
    for (String choice : List.of("#cell-5-3", "#row-5", "#cell-5-3", "#cell-5-3")) {
      robot.clickOn("#tab-calibration");
      robot.clickOn(choice);
      assertThat(tabs.getSelectionModel().getSelectedIndex()).as(choice).isZero();
    }
    robot.clickOn("#tab-classes");
    robot.clickOn("#choose-images").clickOn("#show-all-errors");
    assertThat(tabs.getSelectionModel().getSelectedIndex()).isZero();
  }

  @Test
  void choosingScrollsToTheImagesWhereTheyStandBelowTheMatrix(FxRobot robot) {
    publish(robot, first);
    Stage stage = (Stage) robot.lookup("#confusion-matrix").query().getScene().getWindow();
    robot.interact(
        () -> {
          stage.setWidth(700);
          stage.setHeight(620);
        });
    ScrollPane page = robot.lookup(".adaptive-split").queryAs(ScrollPane.class);
    Node gallery = robot.lookup("#gallery").query();
    Fx.settle();
    robot.clickOn("#cell-5-3");
    Fx.settle();
    assertThat(page.localToScreen(page.getLayoutBounds()))
        .as("%s at %s of %s", gallery.localToScreen(0, 0), page.getVvalue(), page.getContent())
        .matches(view -> view.contains(gallery.localToScreen(1, 1)));
  }

  @Test
  void saysThatTheImageIsNotInTheList(FxRobot robot) {
    publish(robot, first);
    robot.clickOn("#cell-5-3");
    int listed = shown(robot).get(0);
    robot.interact(() -> model.chooseImage(listed));
    assertThat(text(robot, ".image-detail-title")).isEqualTo("Image " + listed);
    robot.clickOn("#cell-2-8");
    assertThat(text(robot, ".image-detail-title")).isEqualTo("Image " + shown(robot).get(0));
    robot.interact(() -> model.chooseImage(listed));
    assertThat(text(robot, ".image-detail-title"))
        .isEqualTo("Image " + listed + " · not in this list");
  }

  @Test
  void showsPartsChangesAndAnotherOrder(FxRobot robot) {
    Evaluation later = SampleSnapshots.misreading(first, 200, Set.of(0, 1, 2));
    EvaluationHistory history =
        EvaluationHistory.NONE.with(SampleSnapshots.misreading(first, 100, Set.of())).with(later);
    robot.interact(() -> lens.show(SampleSnapshots.training(200, history, new MetricLog())));
    robot.clickOn("#matrix-mode-CHANGE");
    int label = first.actual(0);
    int misread = later.confusion().count(label, (label + 1) % 10);
    String cell = "#cell-" + label + "-" + (label + 1) % 10;
    Parent node = robot.lookup(cell).query();
    assertThat(node.getChildrenUnmodifiable())
        .filteredOn(Text.class::isInstance)
        .extracting(text -> ((Text) text).getText())
        .contains("+" + misread);
    robot.clickOn("#choose-images").clickOn("#show-NEWLY_WRONG");
    assertThat(shown(robot)).containsExactlyInAnyOrder(0, 1, 2);
    assertThat(text(robot, "#gallery-title")).startsWith("3 images that were correct at step 100");
    robot.clickOn("#matrix-options").clickOn("#order-ERROR");
    assertThat(robot.lookup(".matrix").queryAs(MatrixView.class).orderProperty().get())
        .isEqualTo(ClassOrder.ERROR);
  }

  @Test
  void comparesWithAnyStep(FxRobot robot) {
    EvaluationHistory history =
        EvaluationHistory.NONE
            .with(SampleSnapshots.misreading(first, 100, Set.of()))
            .with(SampleSnapshots.misreading(first, 150, Set.of(0, 1, 2)))
            .with(SampleSnapshots.misreading(first, 300, Set.of()));
    robot.interact(() -> lens.show(SampleSnapshots.training(300, history, new MetricLog())));
    assertThat(robot.lookup(".comparison-bar").<Node>query().isVisible()).isFalse();
    robot.clickOn("#matrix-compare").clickOn("#reference-step");
    Slider slider = robot.lookup("#comparison-step").query();
    assertThat(slider.isVisible()).isTrue();
    assertThat(robot.lookup("#matrix-mode-CHANGE").queryAs(ToggleButton.class).isSelected())
        .isTrue();
    robot.interact(() -> slider.setValue(1));
    robot.moveTo("#all-errors");
    assertThat(robot.lookup("#confusion-matrix").queryAs(MatrixView.class).hintProperty().get())
        .endsWith("0 of 2,000 images were misread (0.0 %), 3 fewer than at step 150");
    robot.clickOn("#comparison-close");
    assertThat(slider.getParent().getParent().isVisible()).isFalse();
  }

  @Test
  void showsWhatIsNewSinceAStepThatIsChosen(FxRobot robot) {
    EvaluationHistory history =
        EvaluationHistory.NONE
            .with(SampleSnapshots.misreading(first, 100, Set.of(4)))
            .with(SampleSnapshots.misreading(first, 150, Set.of(4, 0, 1)))
            .with(SampleSnapshots.misreading(first, 160, Set.of(0, 1, 2)));
    robot.interact(() -> lens.show(SampleSnapshots.training(160, history, new MetricLog())));
    robot.clickOn("#choose-images").clickOn("#since").clickOn("#since-150");
    robot.clickOn("#choose-images").clickOn("#show-NEWLY_WRONG");
    assertThat(shown(robot)).containsExactly(2);
    robot.clickOn("#choose-images").clickOn("#since").clickOn("#since-FIRST");
    assertThat(shown(robot)).containsExactlyInAnyOrder(0, 1, 2);
    assertThat(text(robot, "#gallery-title")).contains("step 100");
  }

  @Test
  void showsImagesWhoseLabelLooksWrongTheMostDoubtfulFirst(FxRobot robot) {
    publish(robot, first);
    robot.clickOn("#choose-images").clickOn("#show-mislabeled");
    List<Integer> suspects =
        SuspectLabels.of(first).stream().map(SuspectLabels.Suspect::image).toList();
    assertThat(suspects).isNotEmpty();
    assertThat(shown(robot)).isEqualTo(suspects);
    assertThat(text(robot, "#gallery-title")).contains("look wrong");
  }

  @Test
  void galleryFiltersWithTwoThumbsAndSaysHowManyPass(FxRobot robot) {
    publish(robot, first);
    robot.clickOn("#gallery-filter");
    RangeSlider slider = robot.lookup("#gallery-confidence").queryAs(RangeSlider.class);
    robot.interact(
        () -> {
          slider.setLowValue(20);
          slider.setHighValue(30);
        });
    List<Integer> shown = shown(robot);
    assertThat(shown)
        .isNotEmpty()
        .allMatch(image -> first.confidence(image) >= 0.2 && first.confidence(image) <= 0.3);
    int errors = 2000 - first.confusion().correct();
    assertThat(text(robot, "#gallery-count")).isEqualTo(shown.size() + " of " + errors + " images");
    assertThat(text(robot, "#gallery-confidence-range")).isEqualTo("20 % – 30 %");
    robot.interact(
        () -> robot.lookup("#gallery-rival").queryAs(RangeSlider.class).setLowValue(100));
    assertThat(robot.lookup("#gallery-none").queryAs(Label.class).isVisible()).isTrue();
    robot.clickOn("#gallery-filter-clear");
    assertThat(shown(robot)).hasSize(errors);
    assertThat(slider.getLowValue()).isZero();
    assertThat(slider.getHighValue()).isEqualTo(100);
  }

  @Test
  void gallerySortsGroupsAndZooms(FxRobot robot) {
    publish(robot, first);
    robot.interact(
        () -> robot.lookup("#gallery-order").<Order>queryComboBox().setValue(Order.LOSS));
    robot.clickOn("#gallery-descending");
    List<Integer> shown = shown(robot);
    assertThat(shown).isSortedAccordingTo(Comparator.comparingDouble(image -> -first.loss(image)));
    robot.interact(
        () ->
            robot
                .lookup("#gallery-grouping")
                .<Grouping>queryComboBox()
                .setValue(Grouping.PREDICTED));
    Fx.settle();
    int zeros = first.confusion().measures().get(0).falsePositives();
    assertThat(robot.lookup(".image-heading").queryAs(Label.class).getText())
        .isEqualTo("Read as 0 · " + zeros);
    ImageGrid grid = robot.lookup("#gallery").queryAs(ImageGrid.class);
    robot.clickOn("#gallery-zoom-LARGE");
    double large = grid.pictureSideProperty().get();
    robot.interact(grid::requestFocus);
    robot.type(KeyCode.MINUS, 2);
    assertThat(grid.pictureSideProperty().get()).isLessThan(large / 2);
    assertThat(grid.captionedProperty().get()).isFalse();
    assertThat(robot.lookup("#gallery-zoom-SMALL").queryAs(ToggleButton.class).isSelected())
        .isTrue();
  }

  @Test
  void menuOfAnImageShowsItsMapsAndItsCard(FxRobot robot) {
    List<Object> shownMaps = new ArrayList<>();
    robot.interact(
        () -> model.onShowMapsProperty().set(() -> shownMaps.add(selection.imageProperty().get())));
    publish(robot, first);
    int image = shown(robot).get(1);
    robot.rightClickOn(ImageGrids.picture(robot, image)).clickOn("#gallery-menu-maps");
    assertThat(shownMaps).containsExactly(new ChosenImage.OfTestSet(image));
    robot.press(KeyCode.SHIFT).type(KeyCode.F10).release(KeyCode.SHIFT);
    robot.clickOn("#gallery-menu-saliency");
    assertThat(model.card().openProperty().get()).isTrue();
    assertThat(model.card().overlayProperty().get()).isEqualTo(CardOverlay.INTEGRATED_GRADIENTS);
  }

  @Test
  void openMenuSaysHowManyImagesThereAreNow(FxRobot robot) {
    publish(robot, first);
    GalleryMenu menu =
        (GalleryMenu) robot.lookup("#gallery").queryAs(ImageGrid.class).getContextMenu();
    robot.rightClickOn(ImageGrids.picture(robot, shown(robot).get(0)));
    assertThat(listItem(menu)).contains(" " + shown(robot).size() + " images");
    Evaluation other = evaluation(200, 10, 2000, 3);
    publish(robot, other);
    int errors = other.size() - other.confusion().correct();
    assertThat(menu.isShowing()).isTrue();
    assertThat(listItem(menu)).contains(String.format(Locale.ROOT, " %,d images", errors));
    robot.interact(menu::hide);
  }

  private static String listItem(GalleryMenu menu) {
    return menu.getItems().stream()
        .filter(item -> "gallery-menu-csv".equals(item.getId()))
        .findFirst()
        .orElseThrow()
        .getText();
  }

  @Test
  void copiesTheSelectedPicturesSideBySide(FxRobot robot) {
    publish(robot, first);
    robot.clickOn(ImageGrids.picture(robot, shown(robot).get(0)));
    robot.press(KeyCode.SHIFT).type(KeyCode.RIGHT).release(KeyCode.SHIFT);
    robot.press(KeyCode.CONTROL).type(KeyCode.C).release(KeyCode.CONTROL);
    Fx.settle();
    assertThat(text(robot, "#gallery-status")).isEqualTo("2 pictures copied");
    double[] width = new double[1];
    robot.interact(() -> width[0] = Clipboard.getSystemClipboard().getImage().getWidth());
    // Two pictures of 4×4 pixels, 28 times as large, and the gap between them.
    assertThat(width[0]).isEqualTo(2 * 112 + 2);
    robot.clickOn("#gallery-status-dismiss");
    assertThat(robot.lookup("#gallery-status").queryAs(Label.class).getParent().isVisible())
        .isFalse();
  }

  @Test
  void showsHowSureTheNetworkIs(FxRobot robot) {
    publish(robot, first);
    robot.clickOn("#tab-calibration");
    Calibration calibration = Calibration.of(first, 10);
    assertThat(text(robot, "#calibration-error"))
        .endsWith(String.format(Locale.ROOT, "%.2f %%", 100 * calibration.expectedError()));
    Region bar = robot.lookup("#confidence-1").query();
    assertThat(bar.getAccessibleText()).contains(calibration.bins().get(1).images() + " images");
    List<LineSeries> curves =
        robot.lookup("#rejection-curve").queryAs(LineChartView.class).getSeries();
    Calibration.Rejection at = Calibration.rejections(first, 101).get(15);
    assertThat(curves.get(0).data().size()).isEqualTo(101);
    assertThat(curves.get(0).data().y(15)).isEqualTo(at.accuracy());
    assertThat(curves.get(1).data().y(15)).isEqualTo(at.answered());
    robot.interact(() -> robot.lookup("#calibration-threshold").queryAs(Slider.class).setValue(0));
    assertThat(text(robot, "#calibration-rejection")).contains("answers 100.0 %");
  }

  @Test
  void thresholdStandsBelowItsPlaceOnTheCurve(FxRobot robot) {
    publish(robot, first);
    robot.clickOn("#tab-calibration");
    Slider slider = robot.lookup("#calibration-threshold").queryAs(Slider.class);
    LineChartView curve = robot.lookup("#rejection-curve").queryAs(LineChartView.class);
    robot.interact(
        () -> slider.getScene().setUserAgentStylesheet(new PrimerLight().getUserAgentStylesheet()));
    for (double confidence : new double[] {0, 0.3, 1}) {
      robot.interact(
          () -> {
            slider.setValue(confidence);
            curve.crosshairProperty().set(100 * confidence);
            curve.getScene().getRoot().layout();
          });
      assertThat(center(slider.lookup(".thumb")))
          .isCloseTo(center(curve.lookup(".chart-crosshair")), within(1.0));
    }
    assertThat(text(robot, ".chart-readout-position")).isEqualTo("Minimum confidence 100 %");
  }

  private static double center(Node node) {
    return node.localToScene(node.getLayoutBounds()).getCenterX();
  }

  @Test
  void menuShowsItsKeysOnlyWhileItIsOpen(FxRobot robot) {
    publish(robot, first);
    GalleryMenu menu =
        (GalleryMenu) robot.lookup("#gallery").queryAs(ImageGrid.class).getContextMenu();
    for (int time = 0; time < 2; time++) {
      robot.rightClickOn(ImageGrids.picture(robot, shown(robot).get(0)));
      assertThat(robot.lookup(".context-menu .accelerator-text").queryAllAs(Labeled.class))
          .extracting(Labeled::getText)
          .containsExactlyInAnyOrder("↵", "Ctrl+C", "Ctrl+A");
      robot.interact(menu::hide);
      assertThat(menu.getItems()).allMatch(item -> item.getAccelerator() == null);
    }
  }

  @Test
  void clickedImageIsTheOneAllViewsSpeakOf(FxRobot robot) {
    publish(robot, first);
    robot.clickOn("#cell-5-3");
    int image = shown(robot).get(1);
    robot.clickOn(ImageGrids.picture(robot, image));
    assertThat(selection.imageProperty().get()).isEqualTo(new ChosenImage.OfTestSet(image));
    assertThat(text(robot, "#image-actual")).isEqualTo("5");
    assertThat(text(robot, "#image-learned")).isEqualTo("not yet");
    assertThat(text(robot, "#image-forgotten")).isEqualTo("never");
    assertThat(text(robot, "#image-predicted")).isEqualTo("3");
    assertThat(
            robot
                .lookup("#image-probabilities")
                .queryAs(ProbabilityBars.class)
                .probabilitiesProperty()
                .get())
        .isEqualTo(first.probabilities(image));
  }

  @Test
  void newEvaluationKeepsTheChoiceAndTheScroll(FxRobot robot) {
    publish(robot, first);
    robot.clickOn(ImageGrids.picture(robot, shown(robot).get(0))).type(KeyCode.PAGE_DOWN, 5);
    Fx.settle();
    int there = ((ChosenImage.OfTestSet) selection.imageProperty().get()).index();
    assertThat(ImageGrids.isInSight(robot, there)).isTrue();
    publish(robot, evaluation(200, 10, 2000, 1));
    assertThat(ImageGrids.isInSight(robot, there)).isTrue();
  }

  @Test
  void measuresThatAreUndefinedAreDashes(FxRobot robot) {
    float[] sure = {1, 0, 0, 1, 0, 0};
    publish(robot, new Evaluation(1, 3, new byte[2], sure, 0));
    robot.clickOn("Per class");
    TableView<ClassMeasures> table = robot.lookup("#class-table").queryTableView();
    assertThat(table.getItems()).hasSize(3);
    assertThat(robot.lookup(".table-cell").queryAllAs(Labeled.class))
        .extracting(Labeled::getText)
        .contains("1.0000", "–")
        .noneMatch(text -> text.contains("NaN"));
  }

  @Test
  void classTableChoosesClassesAndFollowsTheChoice(FxRobot robot) {
    publish(robot, first);
    robot.clickOn("#tab-classes");
    TableView<ClassMeasures> table = robot.lookup("#class-table").queryTableView();
    robot.interact(() -> table.getSelectionModel().select(5));
    assertThat(selection.cellsProperty().get()).contains(new CellChoice.FalseNegatives(5));
    robot.interact(() -> table.getSelectionModel().select(7));
    assertThat(selection.cellsProperty().get().orElseThrow().classes()).containsExactly(5, 7);
    robot.clickOn("#cell-2-8");
    assertThat(selection.cellsProperty().get()).contains(new CellChoice.Cell(2, 8));
    assertThat(table.getSelectionModel().getSelectedIndices()).containsExactlyInAnyOrder(2, 8);
    publish(robot, evaluation(200, 10, 2000, 2));
    assertThat(selection.cellsProperty().get()).contains(new CellChoice.Cell(2, 8));
    assertThat(table.getSelectionModel().getSelectedIndices()).containsExactlyInAnyOrder(2, 8);
  }

  @Test
  void classTableFollowsWhatIsNotChosenInTheMatrixByItsImages(FxRobot robot) {
    publish(robot, first);
    robot.clickOn("#tab-classes");
    robot.clickOn("#choose-images").clickOn("#show-mislabeled");
    TableView<ClassMeasures> table = robot.lookup("#class-table").queryTableView();
    Set<Integer> classes =
        SuspectLabels.of(first).stream()
            .map(suspect -> first.actual(suspect.image()))
            .collect(Collectors.toSet());
    assertThat(classes).isNotEmpty();
    assertThat(table.getSelectionModel().getSelectedIndices())
        .containsExactlyInAnyOrderElementsOf(classes);
    robot.clickOn("#all-errors");
    assertThat(table.getSelectionModel().getSelectedIndices()).isEmpty();
  }

  @Test
  void matrixFollowsAChoiceMadeElsewhere(FxRobot robot) {
    publish(robot, first);
    robot.interact(
        () -> selection.cellsProperty().set(Optional.of(new CellChoice.FalsePositives(7))));
    assertThat(robot.lookup("#column-7").<Node>query().getPseudoClassStates())
        .anyMatch(state -> state.getPseudoClassName().equals("selected"));
    assertThat(shown(robot)).hasSize(first.confusion().measures().get(7).falsePositives());
  }

  private void publish(FxRobot robot, Evaluation evaluation) {
    robot.interact(
        () -> lens.show(training(evaluation.step(), Optional.of(evaluation), new MetricLog())));
    Fx.settle();
  }

  private static long visibleEmptyStates(FxRobot robot) {
    return robot.lookup(".empty-state").queryAll().stream().filter(Node::isVisible).count();
  }

  private static List<Integer> shown(FxRobot robot) {
    Fx.settle();
    return robot.lookup("#gallery").queryAs(ImageGrid.class).contentProperty().get().images();
  }

  private static String text(FxRobot robot, String query) {
    return robot.lookup(query).queryAs(Label.class).getText();
  }
}
