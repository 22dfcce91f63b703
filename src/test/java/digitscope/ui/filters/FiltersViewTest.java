package digitscope.ui.filters;

import static org.assertj.core.api.Assertions.assertThat;

import atlantafx.base.theme.PrimerLight;
import digitscope.eval.MetricLog;
import digitscope.probe.FilterPatterns;
import digitscope.session.Phase;
import digitscope.session.Question;
import digitscope.ui.control.images.MapGrid;
import digitscope.ui.control.images.MapTile;
import digitscope.ui.fx.ChosenImage;
import digitscope.ui.fx.FakeLens;
import digitscope.ui.fx.FileOffer;
import digitscope.ui.fx.Samples;
import digitscope.ui.fx.Selection;
import digitscope.ui.fx.SteadyRobot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import javafx.geometry.Point2D;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.MenuButton;
import javafx.scene.input.KeyCode;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import org.testfx.robot.Motion;

@ExtendWith(SteadyRobot.class)
final class FiltersViewTest {
  private final FakeLens lens = new FakeLens();
  private final Selection selection = new Selection();
  private final FiltersViewModel model = new FiltersViewModel(lens, selection);
  private final MetricLog session = new MetricLog();

  @Start
  void start(Stage stage) {
    model.activeProperty().set(true);
    FiltersView view = new FiltersView(model);
    view.setId("view");
    Scene scene = new Scene(view, 1000, 700);
    scene.setUserAgentStylesheet(new PrimerLight().getUserAgentStylesheet());
    scene.getStylesheets().add("css/maps.css");
    stage.setScene(scene);
    stage.show();
  }

  @Test
  void saysWhatToDoBeforeThereIsANetwork(FxRobot robot) {
    assertThat(robot.lookup("#view .empty-state").queryAll()).hasSize(1);
    publish(robot, 3, Samples.patterns(3, 0, 4));
    assertThat(robot.lookup("#view .empty-state").queryAll()).isEmpty();
  }

  @Test
  void callsDeadFiltersDead(FxRobot robot) {
    publish(robot, 3, Samples.patterns(3, 0, 4));

    assertThat(grid(robot).tiles())
        .extracting(MapTile::dead)
        .containsExactly(false, true, false, false);
    assertThat(grid(robot).tiles()).extracting(MapTile::caption).contains("2\n1.00 · 1.25×");
    assertThat(texts(robot, "#view .label"))
        .contains("Step 3 · 4 patterns · median 1.25× · 1 dead");
  }

  @Test
  void enlargesTheFilterThatTheWindowSpeaksOf(FxRobot robot) {
    publish(robot, 3, Samples.patterns(3, 0, 4));
    robot.interact(() -> selection.unitProperty().set(OptionalInt.of(1)));
    assertThat(texts(robot, "#view .map-inspector .label"))
        .contains(
            "Filter 1 is dead: no training image activates it. Activation of this pattern: 0.500");

    robot.interact(() -> grid(robot).selectedProperty().set(OptionalInt.of(2)));
    assertThat(selection.unitProperty().get()).isEqualTo(OptionalInt.of(2));
    assertThat(texts(robot, "#view .map-inspector .label"))
        .contains(
            "Filter 2 · activation 1.00: 1.25× the best training image, 0.800. Responds only where"
                + " nothing is drawn.");
  }

  @Test
  void showsTheImagesThatExciteAFilterMostAndWhichDigitsItServes(FxRobot robot) {
    lens.dataProperty().set(Optional.of(Samples.data()));
    publish(robot, 3, Samples.patterns(3, 0, 4));
    assertThat(robot.lookup("#view .unit-example").queryAll()).isEmpty();
    robot.interact(() -> selection.unitProperty().set(OptionalInt.of(2)));

    assertThat(robot.lookup("#view .unit-example").queryAllAs(Button.class))
        .extracting(Node::getUserData)
        .containsExactly(13, 7, 3, 17);
    assertThat(robot.lookup("#view .unit-example .patch-outline").queryAll()).hasSize(4);
    assertThat(robot.lookup("#view .unit-example .patch").queryAll()).hasSize(4);
    assertThat(texts(robot, "#unit-serves"))
        .containsExactly(
            "Responds mainly to 3, 7: their mean is at least half the largest. Positive in 20.0 % of"
                + " images.");
    assertThat(texts(robot, "#view .class-bar-value"))
        .containsExactly("0", "0", "0", "3.00", "0", "0", "0", "2.00", "0", "0");
    assertThat(robot.lookup("#unit-dead").queryAll()).isEmpty();
  }

  @Test
  void showsDifferentPatternsOfAFilterOnDemand(FxRobot robot) {
    publish(robot, 3, Samples.patterns(3, 0, 4));
    robot.interact(() -> selection.unitProperty().set(OptionalInt.of(2)));
    CompletableFuture<Object> answer = new CompletableFuture<>();
    lens.answerWith(command -> answer);
    robot.clickOn("#facets-find");
    assertThat(robot.lookup("#facets-cancel").query().isVisible()).isTrue();
    robot.interact(() -> answer.complete(Samples.facets(3, 0, 2, 3)));

    assertThat(robot.lookup("#facets-cancel").query().isVisible()).isFalse();
    assertThat(robot.lookup("#facets-grid").queryAs(MapGrid.class).tiles())
        .extracting(MapTile::caption)
        .containsExactly("1.00\n1.25×", "0.900\n1.13×", "0.800\n1.00×");
    assertThat(texts(robot, "#facets-sentence"))
        .containsExactly(
            "3 different patterns, each reaching at least 70 % of the strongest activation · step 3");
    assertThat(robot.lookup("#facets-grid").queryAs(MapGrid.class).getHeight()).isPositive();
  }

  @Test
  void saysAllOfWhatItSaysInANarrowWindow(FxRobot robot) {
    robot.interact(() -> robot.lookup("#view").query().getScene().getWindow().setWidth(640));
    publish(robot, 3, Samples.patterns(3, 0, 4));
    robot.moveTo(grid(robot), Pos.TOP_LEFT, new Point2D(30, 30), Motion.DEFAULT);

    robot.interact(() -> robot.lookup("#view").<Parent>query().layout());
    Label readout = robot.lookup("#view .map-card .map-readout").queryAs(Label.class);
    assertThat(readout.getText()).endsWith("activation 0. Responds only where nothing is drawn.");
    assertThat(readout.getLayoutX() + readout.getWidth())
        .isLessThanOrEqualTo(grid(robot).getWidth());
    for (Label label :
        List.of(readout, robot.lookup("#view .about-line .label").queryAs(Label.class))) {
      Text shown = from(robot, label);
      assertThat(shown.getText()).isEqualTo(label.getText());
    }
  }

  /** What a label paints: its text, or as much of it as fits. */
  private static Text from(FxRobot robot, Label label) {
    return robot.from(label).lookup(".text").queryAs(Text.class);
  }

  @Test
  void saysThatAFilterMeansOneThing(FxRobot robot) {
    publish(robot, 3, Samples.patterns(3, 0, 4));
    robot.interact(() -> selection.unitProperty().set(OptionalInt.of(2)));
    lens.answerWith(command -> Samples.facets(3, 0, 2, 1));
    robot.clickOn("#facets-find");
    assertThat(texts(robot, "#facets-sentence"))
        .containsExactly(
            "One facet: all 32 searches, most of them pushed apart, ended at this pattern or at ones"
                + " that reach less than 70 % of its activation · step 3");
    robot.interact(() -> selection.unitProperty().set(OptionalInt.of(1)));
    assertThat(robot.lookup("#facets").query().isVisible()).as("of a dead filter").isFalse();
  }

  @Test
  void makesAClickedImageTheOneThatAllViewsSpeakOf(FxRobot robot) {
    lens.dataProperty().set(Optional.of(Samples.data()));
    publish(robot, 3, Samples.patterns(3, 0, 4));
    robot.interact(() -> selection.unitProperty().set(OptionalInt.of(2)));
    robot.clickOn(robot.lookup("#view .unit-example").nth(1).queryButton());

    assertThat(selection.imageProperty().get()).isEqualTo(new ChosenImage.OfTrainingSet(7));
  }

  @Test
  void saysWhatComesNearestToWakingADeadFilter(FxRobot robot) {
    lens.dataProperty().set(Optional.of(Samples.data()));
    publish(robot, 3, Samples.patterns(3, 0, 4));
    robot.interact(() -> selection.unitProperty().set(OptionalInt.of(1)));

    assertThat(texts(robot, "#unit-dead"))
        .containsExactly(
            "Dead: not positive anywhere in 20 training images. Largest value: −0.25 in training"
                + " image 13, label 3.");
  }

  @Test
  void namesThePatternsOfTheOutputAfterTheClasses(FxRobot robot) {
    lens.dataProperty().set(Optional.of(Samples.data()));
    publish(robot, 3, Samples.patterns(3, 3, 10));
    robot.interact(() -> selection.layerProperty().set(OptionalInt.of(3)));
    robot.interact(() -> selection.unitProperty().set(OptionalInt.of(7)));

    assertThat(texts(robot, "#view .map-inspector-title")).containsExactly("Class 7");
  }

  @Test
  void showsWhatAFilterSeesAndHowFarASearchIs(FxRobot robot) {
    publish(robot, 3, Samples.patterns(3, 0, 4));
    assertThat(grid(robot).tiles()).extracting(MapTile::width).containsOnly(18);

    CompletableFuture<Object> answer = new CompletableFuture<>();
    lens.answerWith(command -> answer);
    robot.clickOn("Refresh");
    assertThat(robot.lookup("#view .filter-progress").query().isVisible()).isTrue();
    robot.clickOn("Cancel");
    assertThat(answer).isCancelled();
    assertThat(robot.lookup("#view .filter-progress").query().isVisible()).isFalse();
  }

  @Test
  void saysThatTheFirstPatternsAreBeingSearched(FxRobot robot) {
    lens.answerWith(command -> new CompletableFuture<>());
    robot.interact(
        () -> {
          lens.layersProperty().set(Samples.layers());
          lens.show(Samples.snapshot(3, Phase.PAUSED, session, Optional.empty(), Optional.empty()));
        });
    assertThat(texts(robot, "#view .about-line .label"))
        .anyMatch(text -> text.startsWith("Searching for patterns"));
    publish(robot, 4, Samples.patterns(4, 0, 4));
    assertThat(texts(robot, "#view .about-line .label"))
        .noneMatch(text -> text.startsWith("Searching for patterns"));
  }

  @Test
  void makesThePatternsAnewWhenAsked(FxRobot robot) {
    publish(robot, 3, Samples.patterns(3, 0, 4));
    lens.answerWith(command -> Samples.patterns(8, 0, 4));
    robot.clickOn("Refresh");

    assertThat(texts(robot, "#view .label"))
        .contains("Step 8 · 4 patterns · median 1.25× · 1 dead");
  }

  /** From the button to the step, to the file, and back. */
  @Test
  void filmStripLeadsFromFrameToFrame(FxRobot robot) throws Exception {
    List<FileOffer> offers = new ArrayList<>();
    publish(robot, 30, Samples.patterns(30, 0, 4));
    robot.interact(
        () -> {
          model.film().setOnOffer(offers::add);
          lens.moments()
              .answerWith(
                  (step, question) ->
                      Samples.patterns(step, ((Question.FollowPatterns) question).layerIndex(), 4));
          lens.moments().stepsProperty().set(List.of(0L, 30L, 1200L));
        });
    assertThat(robot.lookup("#film-pane").query().isVisible()).isFalse();
    robot.clickOn("#film-toggle");
    MapGrid strip = robot.lookup("#film-strip").queryAs(MapGrid.class);
    assertThat(strip.tiles()).extracting(MapTile::caption).containsExactly("0", "30", "1,200");
    assertThat(strip.tiles()).extracting(MapTile::dead).containsOnly(false);
    robot.interact(() -> selection.unitProperty().set(OptionalInt.of(1)));
    assertThat(strip.tiles()).extracting(MapTile::dead).containsOnly(true);

    robot.interact(strip::requestFocus);
    robot.type(KeyCode.RIGHT);
    assertThat(lens.moments().shownProperty().get()).hasValue(0);
    robot.type(KeyCode.RIGHT);
    assertThat(lens.moments().shownProperty().get()).hasValue(30);
    robot.clickOn(strip);
    assertThat(strip.selectedProperty().get()).isPresent();
    assertThat(texts(robot, "#film-reading").get(0)).startsWith("Step ").contains("Filter 1");
    robot.interact(() -> lens.moments().look(1200));
    assertThat(strip.selectedProperty().get()).hasValue(2);

    robot.interact(() -> fire(robot, "film-export-filter", "film-export-sheet"));
    assertThat(offers)
        .extracting(FileOffer::name)
        .containsExactly("layer-1-filter-1", "layer-1-patterns");
    assertThat(offers).extracting(FileOffer::ending).containsExactly(".gif", ".png");
    robot.clickOn("#film-toggle");
    assertThat(robot.lookup("#film-pane").query().isVisible()).isFalse();
  }

  /** Otherwise all would be as small as the largest of them makes it. */
  @Test
  void framesThatAreAwaitedAreAsLargeAsTheOthers(FxRobot robot) {
    publish(robot, 30, Samples.patterns(30, 0, 4));
    FilterPatterns small = Samples.smallPatterns(0, 0, 4);
    robot.interact(
        () -> {
          lens.moments()
              .answerWith((step, question) -> step == 0 ? small : new CompletableFuture<>());
          lens.moments().stepsProperty().set(List.of(0L, 30L));
          model.film().openProperty().set(true);
        });
    MapGrid strip = robot.lookup("#film-strip").queryAs(MapGrid.class);
    assertThat(strip.tiles()).extracting(MapTile::width).containsExactly(3, 3);
    assertThat(robot.lookup("#film-cancel").query().isVisible()).isTrue();
  }

  private static void fire(FxRobot robot, String... items) {
    MenuButton menu = robot.lookup("#film-export").queryAs(MenuButton.class);
    for (String id : items) {
      menu.getItems().stream()
          .filter(item -> id.equals(item.getId()))
          .findFirst()
          .orElseThrow()
          .fire();
    }
  }

  private void publish(FxRobot robot, long step, FilterPatterns patterns) {
    int units = patterns.patterns().size();
    lens.answerWith(
        command ->
            command instanceof Question.MeasureResponses asked
                ? Samples.responses(step, asked.layerIndex(), units)
                : Samples.patterns(step, patterns.layerIndex(), units));
    robot.interact(
        () -> {
          lens.layersProperty().set(Samples.layers());
          lens.show(
              Samples.snapshot(
                  step, Phase.PAUSED, session, Optional.empty(), Optional.of(patterns)));
        });
  }

  private static MapGrid grid(FxRobot robot) {
    return robot.lookup("#view .map-card .map-grid").queryAs(MapGrid.class);
  }

  private static List<String> texts(FxRobot robot, String query) {
    return robot.lookup(query).queryAllAs(Labeled.class).stream().map(Labeled::getText).toList();
  }
}
