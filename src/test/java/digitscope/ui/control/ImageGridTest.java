package digitscope.ui.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import javafx.geometry.VerticalDirection;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
final class ImageGridTest {
  private static final List<Integer> MANY =
      IntStream.range(0, 10_000).map(i -> 9_999 - i).boxed().toList();

  private final Set<Integer> described = new HashSet<>();

  @Start
  void start(Stage stage) {
    ImageGrid grid = new ImageGrid();
    grid.show(MANY, this::describe);
    stage.setScene(new Scene(grid, 540, 500));
    stage.show();
  }

  @Test
  void describesOnlyWhatIsInSight(FxRobot robot) {
    assertThat(described).contains(9_999).hasSizeLessThan(100);
    assertThat(robot.lookup(".picture-cell").queryAll()).hasSizeLessThan(100);
  }

  @Test
  void clickedImageIsChosen(FxRobot robot) {
    robot.clickOn(ImageGrids.picture(robot, 9_997));
    assertThat(grid(robot).chosenProperty().get()).isEqualTo(OptionalInt.of(9_997));
  }

  @Test
  void doubleClickAndEnterOpenAnImage(FxRobot robot) {
    List<Integer> opened = new ArrayList<>();
    robot.interact(() -> grid(robot).onOpenProperty().set(opened::add));
    robot.clickOn(ImageGrids.picture(robot, 9_997));
    assertThat(opened).isEmpty();
    robot.doubleClickOn(ImageGrids.picture(robot, 9_998));
    assertThat(opened).containsExactly(9_998);
    robot.type(KeyCode.RIGHT).type(KeyCode.ENTER);
    assertThat(opened).containsExactly(9_998, 9_997);
    robot.interact(() -> grid(robot).chosenProperty().set(OptionalInt.of(10_000)));
    robot.type(KeyCode.ENTER);
    assertThat(opened).hasSize(2);
  }

  @Test
  void keysChooseAndScroll(FxRobot robot) {
    robot.clickOn(ImageGrids.picture(robot, 9_999)).type(KeyCode.RIGHT, 2).type(KeyCode.LEFT);
    assertThat(grid(robot).chosenProperty().get()).isEqualTo(OptionalInt.of(9_998));
    robot.type(KeyCode.DOWN).type(KeyCode.UP);
    assertThat(grid(robot).chosenProperty().get()).isEqualTo(OptionalInt.of(9_998));
    robot.type(KeyCode.END);
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(grid(robot).chosenProperty().get()).isEqualTo(OptionalInt.of(0));
    assertThat(ImageGrids.isInSight(robot, 0)).isTrue();
    robot.type(KeyCode.HOME);
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(ImageGrids.isInSight(robot, 9_999)).isTrue();
  }

  @Test
  void otherImagesKeepTheScroll(FxRobot robot) {
    robot.clickOn(ImageGrids.picture(robot, 9_999)).type(KeyCode.PAGE_DOWN, 10);
    WaitForAsyncUtils.waitForFxEvents();
    List<Integer> before = shown(robot);
    robot.interact(() -> grid(robot).show(MANY.subList(0, 9_000), this::describe));
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(shown(robot)).isEqualTo(before).doesNotContain(9_999);
    robot.interact(() -> grid(robot).scrollToTop());
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(shown(robot)).contains(9_999);
  }

  @Test
  void wheelScrollsWithoutDescribingWhatIsStillInSight(FxRobot robot) {
    described.clear();
    robot.moveTo(ImageGrids.picture(robot, 9_999)).scroll(1, VerticalDirection.DOWN);
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(described).doesNotContain(9_999).hasSizeLessThan(12);
    robot.interact(() -> grid(robot).reveal(123));
    assertThat(ImageGrids.isInSight(robot, 123)).isTrue();
  }

  @Test
  void lessRoomOrLargerPicturesMeanFewerInARow(FxRobot robot) {
    double before = ImageGrids.picture(robot, 9_999).getBoundsInParent().getWidth();
    robot.interact(() -> grid(robot).pictureSideProperty().set(200));
    WaitForAsyncUtils.waitForFxEvents();
    Node larger = ImageGrids.picture(robot, 9_999);
    assertThat(larger.getBoundsInParent().getWidth()).isGreaterThan(before).isGreaterThan(200);
    assertThat(ImageGrids.isInSight(robot, 9_990)).isFalse();
  }

  private static List<Integer> shown(FxRobot robot) {
    return robot.lookup(".picture-cell").queryAll().stream()
        .filter(cell -> cell.isVisible() && isInSight(robot, cell))
        .map(cell -> (Integer) cell.getUserData())
        .sorted()
        .toList();
  }

  private static boolean isInSight(FxRobot robot, Node cell) {
    return grid(robot)
        .localToScene(grid(robot).getBoundsInLocal())
        .contains(cell.localToScene(cell.getBoundsInLocal()));
  }

  private ImageGrid.Picture describe(int image) {
    described.add(image);
    return new ImageGrid.Picture(new WritableImage(28, 28), "5 → 3", "99.0 %", "#" + image);
  }

  private static ImageGrid grid(FxRobot robot) {
    return robot.lookup(".image-grid").queryAs(ImageGrid.class);
  }
}
