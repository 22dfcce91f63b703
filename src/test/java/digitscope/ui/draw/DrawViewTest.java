package digitscope.ui.draw;

import static org.assertj.core.api.Assertions.assertThat;

import atlantafx.base.theme.PrimerLight;
import digitscope.eval.MetricLog;
import digitscope.session.Phase;
import digitscope.session.Prediction;
import digitscope.session.Question;
import digitscope.ui.control.chart.ProbabilityBars;
import digitscope.ui.control.pad.DrawPad;
import digitscope.ui.fx.FakeLens;
import digitscope.ui.fx.Fx;
import digitscope.ui.fx.Samples;
import digitscope.ui.fx.Selection;
import digitscope.ui.fx.SteadyRobot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.geometry.Bounds;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

@ExtendWith(SteadyRobot.class)
final class DrawViewTest {
  private final FakeLens lens = new FakeLens();
  private final DrawViewModel model;

  private final Path folder;

  DrawViewTest(@TempDir Path folder) {
    this.folder = folder.resolve("drawings");
    model =
        new DrawViewModel(
            lens,
            new Selection(),
            new DrawingFile(this.folder),
            Runnable::run,
            Runnable::run,
            System::nanoTime);
  }

  @Start
  void start(Stage stage) {
    lens.dataProperty().set(Optional.of(Samples.data()));
    lens.answerWith(command -> new Prediction(5, Samples.surely(7)));
    model.activeProperty().set(true);
    DrawCard card = new DrawCard(model);
    card.setId("card");
    DrawView view = new DrawView(model);
    view.setId("view");
    Scene scene = new Scene(new HBox(view, card), 1400, 700);
    scene.setUserAgentStylesheet(new PrimerLight().getUserAgentStylesheet());
    scene.getStylesheets().addAll("css/maps.css", "css/draw.css");
    stage.setScene(scene);
    stage.show();
  }

  @Test
  void movesTheBarsWithTheMouse(FxRobot robot) {
    publish(robot);
    assertThat(bars(robot, "#view").probabilitiesProperty().get()).isEmpty();
    drawLine(robot, MouseButton.PRIMARY);

    assertThat(model.sketch().blankProperty().get()).isFalse();
    Question.Predict asked = (Question.Predict) lens.asked().get(lens.asked().size() - 1);
    assertThat(asked.image()).isEqualTo(model.pictureProperty().get()).contains(new byte[] {-1});
    assertThat(bars(robot, "#view").probabilitiesProperty().get()).isEqualTo(Samples.surely(7));
    assertThat(text(robot, "#view .verdict-label")).isEqualTo("7");
    assertThat(text(robot, "#view .verdict-confidence")).isEqualTo("91.0 % confident");
  }

  @Test
  void showsTheSameDrawingInTheCard(FxRobot robot) {
    publish(robot);
    drawLine(robot, MouseButton.PRIMARY);

    assertThat(bars(robot, "#card").probabilitiesProperty().get()).isEqualTo(Samples.surely(7));
    DrawPad pad = robot.lookup("#card .draw-pad").queryAs(DrawPad.class);
    assertThat(pad.sketch().strokes()).hasSize(1);
  }

  @Test
  void drawsBeforeThereIsANetworkAndSaysWhatToDo(FxRobot robot) {
    drawLine(robot, MouseButton.PRIMARY);

    assertThat(model.sketch().strokes()).hasSize(1);
    assertThat(lens.asked()).isEmpty();
    assertThat(text(robot, "#view .verdict-confidence")).contains("Train a network");
  }

  @Test
  void erasesWithTheRightButton(FxRobot robot) {
    drawLine(robot, MouseButton.PRIMARY);
    assertThat(model.sketch().blankProperty().get()).isFalse();
    drawLine(robot, MouseButton.SECONDARY);

    assertThat(model.sketch().blankProperty().get()).isTrue();
  }

  @Test
  void undoesClearsAndKeepsWhatWasCleared(FxRobot robot) {
    drawLine(robot, MouseButton.PRIMARY);
    robot.press(KeyCode.CONTROL).press(KeyCode.Z).release(KeyCode.Z).release(KeyCode.CONTROL);
    assertThat(model.sketch().blankProperty().get()).isTrue();
    robot.press(KeyCode.CONTROL).press(KeyCode.Y).release(KeyCode.Y).release(KeyCode.CONTROL);
    assertThat(model.sketch().blankProperty().get()).isFalse();
    robot.press(KeyCode.DELETE).release(KeyCode.DELETE);
    assertThat(model.sketch().blankProperty().get()).isTrue();
    robot.clickOn("#view .recent-drawing");

    assertThat(model.sketch().strokes()).hasSize(1);
    assertThat(model.recent()).isEmpty();
  }

  @Test
  void thePadKeepsItsSizeWhateverIsSaidBesideIt(FxRobot robot) throws Exception {
    fixWidth(robot, "#view", 900);
    fixWidth(robot, "#card", 480);
    List<Bounds> atFirst = papers(robot);
    drawLine(robot, MouseButton.PRIMARY);
    assertThat(papers(robot)).isEqualTo(atFirst);
    publish(robot);
    drawLine(robot, MouseButton.PRIMARY);
    assertThat(papers(robot)).isEqualTo(atFirst);
    for (float[] said : List.of(new float[10], Samples.surely(1), Samples.surely(7))) {
      lens.answerWith(command -> new Prediction(123_456, said));
      drawLine(robot, MouseButton.PRIMARY);
      assertThat(papers(robot)).isEqualTo(atFirst);
    }
    robot.press(KeyCode.DELETE).release(KeyCode.DELETE);
    assertThat(model.recent()).isNotEmpty();
    assertThat(papers(robot)).isEqualTo(atFirst);
    // Drawings cannot be kept from here on.
    try (Stream<Path> files = Files.exists(folder) ? Files.list(folder) : Stream.empty()) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.deleteIfExists(folder);
    Files.createFile(folder);
    drawLine(robot, MouseButton.PRIMARY);
    robot.press(KeyCode.DELETE).release(KeyCode.DELETE);
    Fx.settle();
    assertThat(model.problemProperty().get()).isNotEmpty();
    assertThat(papers(robot)).isEqualTo(atFirst);
  }

  /** As in the window, where the page says how wide each is. */
  private static void fixWidth(FxRobot robot, String query, double width) {
    Region region = robot.lookup(query).query();
    robot.interact(
        () -> {
          region.setMinWidth(width);
          region.setMaxWidth(width);
        });
    Fx.settle();
  }

  private static List<Bounds> papers(FxRobot robot) {
    Fx.settle();
    return robot.lookup(".draw-pad-paper").queryAll().stream()
        .map(paper -> paper.localToScene(paper.getLayoutBounds()))
        .toList();
  }

  private void publish(FxRobot robot) {
    robot.interact(() -> lens.show(Samples.snapshot(5, Phase.PAUSED, new MetricLog())));
  }

  private void drawLine(FxRobot robot, MouseButton button) {
    DrawPad pad = robot.lookup("#view .draw-pad").queryAs(DrawPad.class);
    Bounds bounds = pad.localToScreen(pad.getBoundsInLocal());
    double x = bounds.getCenterX();
    robot.moveTo(x, bounds.getMinY() + bounds.getHeight() * 0.3);
    robot.press(button).moveBy(10, bounds.getHeight() * 0.4).release(button);
    Fx.settle();
  }

  private static ProbabilityBars bars(FxRobot robot, String root) {
    return robot.lookup(root + " .probability-bars").queryAs(ProbabilityBars.class);
  }

  private static String text(FxRobot robot, String query) {
    return robot.lookup(query).queryAs(Labeled.class).getText();
  }
}
