package digitscope.ui.draw;

import static org.assertj.core.api.Assertions.assertThat;

import atlantafx.base.theme.PrimerLight;
import digitscope.ui.control.pad.DrawPad;
import digitscope.ui.control.pad.LostPoints;
import digitscope.ui.control.pad.Stroke;
import digitscope.ui.fx.FakeLens;
import digitscope.ui.fx.Fx;
import digitscope.ui.fx.Moves;
import digitscope.ui.fx.Selection;
import digitscope.ui.fx.SteadyRobot;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Bounds;
import javafx.scene.Scene;
import javafx.scene.input.MouseButton;
import javafx.scene.robot.Robot;
import javafx.stage.Stage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

/** A hand draws on while the JavaFX thread has no time for it. */
@ExtendWith(SteadyRobot.class)
final class BusyPadTest {
  /** This many positions per second, as of a mouse, make an 8 of 0.8 s. */
  private static final int MOVES = 100;

  private final DrawViewModel model;
  private final List<Stroke.Point> hand = new ArrayList<>();

  BusyPadTest(@TempDir Path folder) {
    model =
        new DrawViewModel(
            new FakeLens(),
            new Selection(),
            new DrawingFile(folder),
            Runnable::run,
            Runnable::run,
            System::nanoTime);
  }

  @Start
  void start(Stage stage) {
    Scene scene = new Scene(new DrawView(model), 1000, 700);
    scene.setUserAgentStylesheet(new PrimerLight().getUserAgentStylesheet());
    scene.getStylesheets().addAll("css/maps.css", "css/draw.css");
    stage.setScene(scene);
    stage.show();
  }

  @BeforeEach
  void enterThePad(FxRobot robot) {
    assertThat(Moves.canBeAskedFor()).isTrue();
    robot.moveTo(".root").moveTo(".draw-pad");
    Fx.settle();
  }

  @Test
  void keepsEveryPointThatComesWhileTheThreadIsBusy(FxRobot fx) {
    draw(fx, MOVES);

    assertThat(model.sketch().strokes()).hasSize(1);
    assertThat(LostPoints.count(hand, model.sketch().strokes())).isZero();
    assertThat(model.sketch().strokes().get(0).points()).hasSizeGreaterThan(MOVES * 9 / 10);
  }

  @Test
  void keepsThemAgainInEveryStroke(FxRobot fx) {
    draw(fx, 25);
    draw(fx, 10);

    assertThat(model.sketch().strokes()).hasSize(2);
    assertThat(LostPoints.count(hand, model.sketch().strokes())).isZero();
    for (Stroke stroke : model.sketch().strokes()) {
      assertThat(stroke.points()).hasSizeGreaterThan(MOVES * 9 / 10);
    }
  }

  @Test
  void endsTheStrokeWhereTheButtonIsReleased(FxRobot fx) {
    draw(fx, MOVES);
    Stroke stroke = model.sketch().strokes().get(0);

    Stroke.Point end = stroke.points().get(stroke.points().size() - 1);
    Stroke.Point released = hand.get(hand.size() - 1);
    assertThat(Math.hypot(end.x() - released.x(), end.y() - released.y())).isLessThan(0.01);
  }

  /**
   * Draws an 8 of 100 points, this many of them between two moments in which the thread is free.
   */
  private void draw(FxRobot fx, int atOnce) {
    DrawPad pad = fx.lookup(".draw-pad").queryAs(DrawPad.class);
    Bounds bounds = pad.localToScreen(pad.lookup(".draw-pad-paper").getBoundsInParent());
    List<Stroke.Point> eight = new ArrayList<>();
    for (int i = 0; i <= MOVES; i++) {
      double t = 2 * Math.PI * i / MOVES + 0.4;
      eight.add(new Stroke.Point(0.5 + 0.2 * Math.sin(2 * t), 0.5 - 0.35 * Math.cos(t)));
    }
    hand.addAll(eight);
    for (int first = 0; first <= MOVES; first += atOnce) {
      List<Stroke.Point> part = eight.subList(first, Math.min(MOVES + 1, first + atOnce));
      boolean begins = first == 0;
      fx.interact(() -> move(new Robot(), bounds, part, begins));
    }
    int before = model.sketch().strokes().size();
    fx.interact(() -> new Robot().mouseRelease(MouseButton.PRIMARY));
    Fx.await(() -> model.sketch().strokes().size() > before);
  }

  private static void move(Robot robot, Bounds pad, List<Stroke.Point> places, boolean begins) {
    for (int i = 0; i < places.size(); i++) {
      Stroke.Point place = places.get(i);
      robot.mouseMove(
          pad.getMinX() + place.x() * pad.getWidth(), pad.getMinY() + place.y() * pad.getHeight());
      if (begins && i == 0) {
        robot.mousePress(MouseButton.PRIMARY);
      }
    }
  }
}
