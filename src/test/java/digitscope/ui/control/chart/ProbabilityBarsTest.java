package digitscope.ui.control.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import digitscope.ui.fx.Fx;
import digitscope.ui.fx.SteadyRobot;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

@ExtendWith(SteadyRobot.class)
final class ProbabilityBarsTest {
  private static final PseudoClass TOP = PseudoClass.getPseudoClass("top");
  private static final PseudoClass ACTUAL = PseudoClass.getPseudoClass("actual");

  private final ProbabilityBars bars = new ProbabilityBars();

  @Start
  void start(Stage stage) {
    stage.setScene(new Scene(bars, 400, 300));
    stage.show();
  }

  @Test
  void marksTheLikeliestAndTheRightClass(FxRobot robot) {
    show(robot, List.of("cat", "dog", "cow"), 0.25f, 0.1f, 0.65f);
    robot.interact(() -> bars.actualProperty().set(OptionalInt.of(1)));

    assertThat(percentages(robot)).containsExactly("25.0 %", "10.0 %", "65.0 %");
    assertThat(having(robot, ".probability-fill", TOP)).containsExactly(2);
    assertThat(having(robot, ".probability-name", ACTUAL)).containsExactly(1);
  }

  @Test
  void showsNoBarsWithoutProbabilities(FxRobot robot) {
    show(robot, List.of("cat", "dog"));

    assertThat(bars.getChildrenUnmodifiable()).isNotEmpty().noneMatch(Node::isVisible);
    show(robot, List.of("cat", "dog"), 0.25f, 0.75f);
    assertThat(robot.lookup(".probability-track").queryAllAs(Node.class)).allMatch(Node::isVisible);
  }

  @Test
  void glidesToItsLength(FxRobot robot) throws Exception {
    show(robot, List.of("cat", "dog"), 0.25f, 0.75f);
    Node fill = robot.lookup(".probability-fill").nth(1).query();
    Node track = robot.lookup(".probability-track").nth(1).query();

    Fx.await(
        () ->
            Math.abs(
                    fill.getBoundsInParent().getWidth()
                        - 0.75 * track.getBoundsInParent().getWidth())
                < 1);
  }

  @Test
  void jumpsWhereOneValueFollowsAnotherAtOnce(FxRobot robot) {
    show(robot, List.of("cat", "dog"), 0.25f, 0.75f);
    Node fill = robot.lookup(".probability-fill").nth(0).query();
    Node track = robot.lookup(".probability-track").nth(0).query();
    robot.interact(
        () -> {
          bars.probabilitiesProperty().set(new float[] {0.5f, 0.5f});
          assertThat(partOf(fill, track)).isCloseTo(0.5, within(0.01));
        });
  }

  @Test
  void comesIntoSightAsLongAsItIs(FxRobot robot) {
    show(robot, List.of("cat", "dog"), 0.25f, 0.75f);
    Node fill = robot.lookup(".probability-fill").nth(0).query();
    Node track = robot.lookup(".probability-track").nth(0).query();
    robot.interact(
        () -> {
          bars.setVisible(false);
          bars.probabilitiesProperty().set(new float[] {0.9f, 0.1f});
          bars.setVisible(true);
          assertThat(partOf(fill, track)).isCloseTo(0.9, within(0.01));
        });
    assertThat(percentages(robot)).containsExactly("90.0 %", "10.0 %");
  }

  private static double partOf(Node fill, Node track) {
    return fill.getLayoutBounds().getWidth() / track.getLayoutBounds().getWidth();
  }

  @Test
  void holdsAnyNumberOfClassesInSeveralColumns(FxRobot robot) {
    float[] same = new float[62];
    Arrays.fill(same, 1 / 62f);
    robot.interact(() -> bars.columnsProperty().set(4));
    show(robot, IntStream.range(0, 62).mapToObj(Integer::toString).toList(), same);

    Set<Node> tracks = robot.lookup(".probability-track").queryAll();
    assertThat(tracks).hasSize(62);
    assertThat(tracks)
        .allMatch(track -> bars.getLayoutBounds().contains(track.getBoundsInParent()));
  }

  private void show(FxRobot robot, List<String> names, float... probabilities) {
    robot.interact(
        () -> {
          bars.classNamesProperty().set(names);
          bars.probabilitiesProperty().set(probabilities);
        });
  }

  /** The percentages; the first of these labels only holds their room. */
  private static List<String> percentages(FxRobot robot) {
    return robot.lookup(".probability-percent").queryAllAs(Labeled.class).stream()
        .filter(Node::isVisible)
        .map(Labeled::getText)
        .toList();
  }

  private static List<Integer> having(FxRobot robot, String query, PseudoClass state) {
    List<Node> nodes = List.copyOf(robot.lookup(query).queryAll());
    return IntStream.range(0, nodes.size())
        .filter(i -> nodes.get(i).getPseudoClassStates().contains(state))
        .boxed()
        .toList();
  }
}
