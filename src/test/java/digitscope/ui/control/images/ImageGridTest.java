package digitscope.ui.control.images;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.ui.fx.Fx;
import digitscope.ui.fx.SteadyRobot;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import javafx.geometry.VerticalDirection;
import javafx.scene.AccessibleAttribute;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

@ExtendWith(SteadyRobot.class)
final class ImageGridTest {
  private static final List<Integer> MANY =
      IntStream.range(0, 10_000).map(i -> 9_999 - i).boxed().toList();

  private final Set<Integer> described = new HashSet<>();
  private final ThumbnailCache thumbnails =
      new ThumbnailCache(
          image -> new ArgbPixels(new int[28 * 28], 28, 28), Runnable::run, Runnable::run);

  @Start
  void start(Stage stage) {
    ImageGrid grid = new ImageGrid();
    grid.show(content(MANY));
    stage.setScene(new Scene(grid, 540, 500));
    stage.show();
  }

  @Test
  void describesOnlyWhatIsInSight(FxRobot robot) {
    assertThat(described).contains(9_999).hasSizeLessThan(100);
    assertThat(robot.lookup(".picture-cell").queryAll()).hasSizeLessThan(100);
  }

  @Test
  void longTitlesTakeTwoLines(FxRobot robot) {
    robot.interact(
        () ->
            grid(robot)
                .show(
                    new ImageGrid.Content(
                        MANY,
                        List.of(),
                        image -> new ImageGrid.Caption("Ankle boot\n→ Sneaker", "99 %", ""),
                        thumbnails)));
    Fx.settle();
    Node cell = ImageGrids.picture(robot, 9_997);
    Label title = robot.from(cell).lookup(".picture-title").query();
    Label detail = robot.from(cell).lookup(".picture-detail").query();
    assertThat(title.getHeight()).isEqualTo(2 * detail.getHeight());
    assertThat(detail.getBoundsInParent().getMinY()).isEqualTo(title.getBoundsInParent().getMaxY());
    assertThat(detail.getBoundsInParent().getMaxY())
        .isLessThanOrEqualTo(cell.getLayoutBounds().getHeight());
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
    Fx.settle();
    assertThat(grid(robot).chosenProperty().get()).isEqualTo(OptionalInt.of(0));
    assertThat(ImageGrids.isInSight(robot, 0)).isTrue();
    robot.type(KeyCode.HOME);
    Fx.settle();
    assertThat(ImageGrids.isInSight(robot, 9_999)).isTrue();
  }

  @Test
  void otherImagesKeepTheScroll(FxRobot robot) {
    robot.clickOn(ImageGrids.picture(robot, 9_999)).type(KeyCode.PAGE_DOWN, 10);
    Fx.settle();
    List<Integer> before = shown(robot);
    robot.interact(() -> grid(robot).show(content(MANY.subList(0, 9_000))));
    Fx.settle();
    assertThat(shown(robot)).isEqualTo(before).doesNotContain(9_999);
    robot.interact(() -> grid(robot).scrollToTop());
    Fx.settle();
    assertThat(shown(robot)).contains(9_999);
  }

  @Test
  void wheelScrollsWithoutDescribingWhatIsStillInSight(FxRobot robot) {
    described.clear();
    robot.moveTo(ImageGrids.picture(robot, 9_999)).scroll(1, VerticalDirection.DOWN);
    Fx.settle();
    assertThat(described).doesNotContain(9_999).hasSizeLessThan(12);
    robot.interact(() -> grid(robot).reveal(123));
    assertThat(ImageGrids.isInSight(robot, 123)).isTrue();
  }

  @Test
  void lessRoomOrLargerPicturesMeanFewerInARow(FxRobot robot) {
    double before = ImageGrids.picture(robot, 9_999).getBoundsInParent().getWidth();
    robot.interact(() -> grid(robot).pictureSideProperty().set(200));
    Fx.settle();
    Node larger = ImageGrids.picture(robot, 9_999);
    assertThat(larger.getBoundsInParent().getWidth()).isGreaterThan(before).isGreaterThan(200);
    assertThat(ImageGrids.isInSight(robot, 9_990)).isFalse();
  }

  @Test
  void headingsStandAboveTheirImagesAndStayInSight(FxRobot robot) {
    robot.interact(
        () ->
            grid(robot)
                .show(
                    new ImageGrid.Content(
                        MANY,
                        List.of(
                            new ImageGrid.Section("few", 3), new ImageGrid.Section("many", 9_997)),
                        this::describe,
                        thumbnails)));
    Fx.settle();
    assertThat(headings(robot)).containsExactly("few", "many");
    assertThat(ImageGrids.picture(robot, 9_996).localToScene(0, 0).getY())
        .isGreaterThan(ImageGrids.picture(robot, 9_997).localToScene(0, 0).getY());
    robot.interact(() -> grid(robot).reveal(5_000));
    Fx.settle();
    assertThat(headings(robot)).containsExactly("many");
    assertThat(robot.lookup(".image-heading").query().localToScene(0, 0).getY()).isZero();
  }

  @Test
  void shiftAndCtrlSelectSeveral(FxRobot robot) {
    robot.interact(() -> grid(robot).multipleProperty().set(true));
    robot.clickOn(ImageGrids.picture(robot, 9_998));
    robot.press(KeyCode.SHIFT).clickOn(ImageGrids.picture(robot, 9_996)).release(KeyCode.SHIFT);
    assertThat(selected(robot)).containsExactlyInAnyOrder(9_998, 9_997, 9_996);
    robot.press(KeyCode.CONTROL).clickOn(ImageGrids.picture(robot, 9_997));
    robot.clickOn(ImageGrids.picture(robot, 9_994)).release(KeyCode.CONTROL);
    assertThat(selected(robot)).containsExactlyInAnyOrder(9_998, 9_996, 9_994);
    robot.press(KeyCode.SHIFT).type(KeyCode.RIGHT).release(KeyCode.SHIFT);
    assertThat(selected(robot)).containsExactlyInAnyOrder(9_994, 9_993);
    robot.press(KeyCode.CONTROL).type(KeyCode.A).release(KeyCode.CONTROL);
    assertThat(selected(robot)).hasSize(10_000);
    robot.type(KeyCode.LEFT);
    assertThat(selected(robot)).containsExactly(9_994);
    robot.interact(() -> grid(robot).chosenProperty().set(OptionalInt.of(17)));
    assertThat(selected(robot)).containsExactly(17);
  }

  @Test
  void onlyOneIsSelectedWhereThatIsAllThatIsAsked(FxRobot robot) {
    robot.clickOn(ImageGrids.picture(robot, 9_998));
    robot.press(KeyCode.SHIFT).clickOn(ImageGrids.picture(robot, 9_996)).release(KeyCode.SHIFT);
    assertThat(selected(robot)).containsExactly(9_996);
  }

  @Test
  void plusMinusAndTheWheelWithCtrlAskForOtherSizes(FxRobot robot) {
    List<Integer> steps = new ArrayList<>();
    robot.interact(() -> grid(robot).onMagnifyProperty().set(steps::add));
    robot.clickOn(ImageGrids.picture(robot, 9_999)).type(KeyCode.PLUS, KeyCode.MINUS);
    assertThat(steps).containsExactly(1, -1);
    robot.press(KeyCode.CONTROL).scroll(1, VerticalDirection.UP).release(KeyCode.CONTROL);
    assertThat(steps).hasSize(3);
    assertThat(ImageGrids.isInSight(robot, 9_999)).isTrue();
  }

  @Test
  void chosenImageStaysWhereItIsWhenPicturesGetAnotherSize(FxRobot robot) {
    robot.interact(() -> grid(robot).chosenProperty().set(OptionalInt.of(4_321)));
    robot.interact(() -> grid(robot).reveal(4_321));
    for (double side : new double[] {28, 140}) {
      robot.interact(() -> grid(robot).pictureSideProperty().set(side));
      Fx.settle();
      assertThat(ImageGrids.isInSight(robot, 4_321)).as("side %s", side).isTrue();
    }
  }

  @Test
  void withoutCaptionsThereIsRoomForMoreAndTheMouseTellsThem(FxRobot robot) {
    robot.interact(() -> grid(robot).pictureSideProperty().set(28));
    Fx.settle();
    int captioned = shown(robot).size();
    robot.interact(() -> grid(robot).captionedProperty().set(false));
    Fx.settle();
    assertThat(shown(robot)).hasSizeGreaterThan(2 * captioned);
    assertThat(robot.lookup(".picture-title").queryAll()).isEmpty();
    assertThat(ImageGrids.picture(robot, 9_990).queryAccessibleAttribute(AccessibleAttribute.TEXT))
        .isEqualTo("5 → 3, 99.0 %, #9990");
  }

  @Test
  void manySmallPicturesComeAPartInEachPulse(FxRobot robot) throws TimeoutException {
    ImageGrid grid = grid(robot);
    List<Integer> cellsAfterEachLayout = new ArrayList<>();
    Runnable count = () -> cellsAfterEachLayout.add(grid.lookupAll(".picture-cell").size());
    robot.interact(
        () -> {
          grid.getScene().addPostLayoutPulseListener(count);
          grid.captionedProperty().set(false);
          grid.pictureSideProperty().set(12);
        });
    int inSight = (540 / 20) * (500 / 18);
    Fx.await(() -> shown(robot).size() >= inSight);
    robot.interact(() -> grid.getScene().removePostLayoutPulseListener(count));
    for (int i = 1; i < cellsAfterEachLayout.size(); i++) {
      assertThat(cellsAfterEachLayout.get(i) - cellsAfterEachLayout.get(i - 1))
          .isLessThanOrEqualTo(200);
    }
    assertThat(cellsAfterEachLayout.stream().distinct()).hasSizeGreaterThan(2);
  }

  @Test
  void picturesComeWhenTheyAreRead(FxRobot robot) {
    List<Runnable> waiting = new ArrayList<>();
    ThumbnailCache slow =
        new ThumbnailCache(
            image -> new ArgbPixels(new int[28 * 28], 28, 28), waiting::add, Runnable::run);
    robot.interact(
        () -> grid(robot).show(new ImageGrid.Content(MANY, List.of(), this::describe, slow)));
    Fx.settle();
    assertThat(pictures(robot)).isZero();
    robot.interact(() -> waiting.remove(0).run());
    assertThat(pictures(robot)).isGreaterThan(10);
  }

  private static long pictures(FxRobot robot) {
    return robot.lookup(".picture-cell").lookup(ImageView.class::isInstance).queryAll().stream()
        .filter(Node::isVisible)
        .count();
  }

  private static List<String> headings(FxRobot robot) {
    return robot.lookup(".image-heading").queryAllAs(Label.class).stream()
        .filter(Node::isVisible)
        .map(Label::getText)
        .toList();
  }

  private static Set<Integer> selected(FxRobot robot) {
    return grid(robot).selectedProperty().get();
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

  private ImageGrid.Content content(List<Integer> images) {
    return new ImageGrid.Content(images, List.of(), this::describe, thumbnails);
  }

  private ImageGrid.Caption describe(int image) {
    described.add(image);
    return new ImageGrid.Caption("5 → 3", "99.0 %", "#" + image);
  }

  private static ImageGrid grid(FxRobot robot) {
    return robot.lookup(".image-grid").queryAs(ImageGrid.class);
  }
}
