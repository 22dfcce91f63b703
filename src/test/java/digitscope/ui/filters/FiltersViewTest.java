package digitscope.ui.filters;

import static org.assertj.core.api.Assertions.assertThat;

import atlantafx.base.theme.PrimerLight;
import digitscope.probe.FilterPatterns;
import digitscope.train.MetricLog;
import digitscope.train.Phase;
import digitscope.ui.control.MapGrid;
import digitscope.ui.control.MapTile;
import digitscope.ui.fx.FakeTraining;
import digitscope.ui.fx.Samples;
import digitscope.ui.fx.Selection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
final class FiltersViewTest {
  private final FakeTraining training = new FakeTraining();
  private final Selection selection = new Selection();
  private final FiltersViewModel model = new FiltersViewModel(training, selection);
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
    assertThat(grid(robot).tiles()).extracting(MapTile::caption).contains("2\n1.00");
    assertThat(texts(robot, "#view .label"))
        .contains("Step 3 · 4 patterns by gradient ascent on the input · 1 dead");
  }

  @Test
  void enlargesTheFilterThatTheWindowSpeaksOf(FxRobot robot) {
    publish(robot, 3, Samples.patterns(3, 0, 4));
    robot.interact(() -> selection.unitProperty().set(OptionalInt.of(1)));
    assertThat(texts(robot, "#view .map-inspector .label"))
        .contains("Filter 1 is dead: nothing excites it");

    robot.interact(() -> grid(robot).selectedProperty().set(OptionalInt.of(2)));
    assertThat(selection.unitProperty().get()).isEqualTo(OptionalInt.of(2));
    assertThat(texts(robot, "#view .map-inspector .label")).contains("Filter 2 · excitation 1.00");
  }

  @Test
  void namesThePatternsOfTheOutputAfterTheClasses(FxRobot robot) {
    training.dataProperty().set(Optional.of(Samples.data()));
    publish(robot, 3, Samples.patterns(3, 3, 10));
    robot.interact(() -> selection.layerProperty().set(OptionalInt.of(3)));
    robot.interact(() -> selection.unitProperty().set(OptionalInt.of(7)));

    assertThat(texts(robot, "#view .map-inspector-title")).containsExactly("Class 7");
  }

  @Test
  void makesThePatternsAnewWhenAsked(FxRobot robot) {
    publish(robot, 3, Samples.patterns(3, 0, 4));
    training.answerWith(command -> Samples.patterns(8, 0, 4));
    robot.clickOn("Refresh");

    assertThat(texts(robot, "#view .label"))
        .contains("Step 8 · 4 patterns by gradient ascent on the input · 1 dead");
  }

  private void publish(FxRobot robot, long step, FilterPatterns patterns) {
    training.answerWith(
        command -> Samples.patterns(step, patterns.layerIndex(), patterns.patterns().size()));
    robot.interact(
        () -> {
          training.layersProperty().set(Samples.layers());
          training
              .snapshotProperty()
              .set(
                  Optional.of(
                      Samples.snapshot(
                          step, Phase.PAUSED, session, Optional.empty(), Optional.of(patterns))));
        });
  }

  private static MapGrid grid(FxRobot robot) {
    return robot.lookup("#view .map-card .map-grid").queryAs(MapGrid.class);
  }

  private static List<String> texts(FxRobot robot, String query) {
    return robot.lookup(query).queryAllAs(Labeled.class).stream().map(Labeled::getText).toList();
  }
}
