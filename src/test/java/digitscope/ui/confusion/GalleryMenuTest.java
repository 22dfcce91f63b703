package digitscope.ui.confusion;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.data.DataSplits;
import digitscope.data.Dataset;
import digitscope.data.ImageShape;
import digitscope.eval.Evaluation;
import digitscope.eval.MetricLog;
import digitscope.ui.control.images.ImageGrid;
import digitscope.ui.control.images.ImageGrids;
import digitscope.ui.fx.FakeLens;
import digitscope.ui.fx.Fx;
import digitscope.ui.fx.SampleSnapshots;
import digitscope.ui.fx.Selection;
import digitscope.ui.fx.SteadyRobot;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.image.Image;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.controlsfx.control.RangeSlider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

@ExtendWith(SteadyRobot.class)
final class GalleryMenuTest {
  private static final ImageShape SHAPE = new ImageShape(1, 4, 4);

  private final FakeLens lens = new FakeLens();
  private final Selection selection = new Selection();
  private final ConfusionViewModel model =
      new ConfusionViewModel(lens, selection, Runnable::run, Runnable::run);
  private final Evaluation evaluation = SampleSnapshots.evaluation(100, 10, 300, 1);
  private final Dataset set = noise();

  @Start
  void start(Stage stage) {
    stage.setScene(new Scene(new ConfusionView(model), 1280, 800));
    stage.show();
    lens.dataProperty().set(Optional.of(new DataSplits("noise", set, set)));
    model.activeProperty().set(true);
    lens.show(SampleSnapshots.training(100, Optional.of(evaluation), new MetricLog()));
  }

  @Test
  void exportsNoPicturesBeforeSomeAreSelected(FxRobot robot) {
    open(robot);
    assertThat(item(robot, "copy").isDisable()).isTrue();
    assertThat(item(robot, "png").isDisable()).isTrue();
    assertThat(item(robot, "csv").isDisable()).isFalse();
    assertThat(item(robot, "csv").getText()).contains(" " + shown(robot).size() + " images");
    robot.interact(menu(robot)::hide);
  }

  @Test
  void offersAsManyPicturesAsAreSelectedAndShown(FxRobot robot) {
    List<Integer> images = shown(robot);
    robot.clickOn(ImageGrids.picture(robot, images.get(0)));
    open(robot);
    assertThat(item(robot, "png").getText()).isEqualTo("Export picture as PNG…");
    robot.interact(menu(robot)::hide);
    robot.interact(() -> grid(robot).selectAll());
    open(robot);
    assertThat(item(robot, "png").getText())
        .isEqualTo("Export " + images.size() + " pictures as PNG…");
    robot.interact(menu(robot)::hide);
    robot.clickOn("#gallery-filter");
    robot.interact(
        () -> robot.lookup("#gallery-confidence").queryAs(RangeSlider.class).setLowValue(20));
    List<Integer> left = shown(robot);
    assertThat(left).hasSizeBetween(2, images.size() - 1);
    open(robot);
    assertThat(item(robot, "png").getText())
        .isEqualTo("Export " + left.size() + " pictures as PNG…");
    assertThat(item(robot, "csv").getText())
        .isEqualTo("Export list of " + left.size() + " images as CSV…");
    robot.interact(menu(robot)::hide);
  }

  @Test
  void exportsNoPicturesOfImagesThatAreNotAtHand(FxRobot robot) {
    robot.clickOn(ImageGrids.picture(robot, shown(robot).get(0)));
    robot.interact(() -> lens.dataProperty().set(Optional.empty()));
    open(robot);
    assertThat(item(robot, "copy").isDisable()).isTrue();
    assertThat(item(robot, "png").isDisable()).isTrue();
    assertThat(item(robot, "csv").isDisable()).isFalse();
    robot.interact(menu(robot)::hide);
  }

  @Test
  void copiesTheChosenPicturesInTheOrderOfTheGallery(FxRobot robot) {
    List<Integer> images = shown(robot);
    robot.clickOn(ImageGrids.picture(robot, images.get(3)));
    robot.press(KeyCode.CONTROL).clickOn(ImageGrids.picture(robot, images.get(1)));
    robot.release(KeyCode.CONTROL);
    open(robot);
    robot.interact(item(robot, "copy")::fire);
    robot.interact(menu(robot)::hide);
    assertThat(robot.lookup("#gallery-status").queryAs(Label.class).getText())
        .isEqualTo("2 pictures copied");
    Image[] copied = new Image[1];
    robot.interact(() -> copied[0] = Clipboard.getSystemClipboard().getImage());
    int side = (int) copied[0].getHeight() / SHAPE.height();
    int second = (int) copied[0].getWidth() - SHAPE.width() * side;
    assertThat(grays(copied[0], 0, side)).isEqualTo(grays(images.get(1)));
    assertThat(grays(copied[0], second, side)).isEqualTo(grays(images.get(3)));
  }

  /** Pixels of a picture in a sheet that begins at a column and is this many times as large. */
  private static List<Integer> grays(Image sheet, int left, int side) {
    return IntStream.range(0, SHAPE.size())
        .mapToObj(
            i ->
                sheet
                        .getPixelReader()
                        .getArgb(
                            left + i % SHAPE.width() * side + side / 2,
                            i / SHAPE.width() * side + side / 2)
                    & 0xff)
        .toList();
  }

  private List<Integer> grays(int image) {
    byte[] pixels = set.image(image);
    return IntStream.range(0, pixels.length).mapToObj(i -> pixels[i] & 0xff).toList();
  }

  /** Opens the menu beside the pictures, so that what is selected stays so. */
  private static void open(FxRobot robot) {
    robot.interact(() -> menu(robot).show(grid(robot), 0, 0));
  }

  private static MenuItem item(FxRobot robot, String key) {
    return menu(robot).getItems().stream()
        .filter(item -> ("gallery-menu-" + key).equals(item.getId()))
        .findFirst()
        .orElseThrow();
  }

  private static GalleryMenu menu(FxRobot robot) {
    return (GalleryMenu) grid(robot).getContextMenu();
  }

  private static ImageGrid grid(FxRobot robot) {
    return robot.lookup("#gallery").queryAs(ImageGrid.class);
  }

  private static List<Integer> shown(FxRobot robot) {
    Fx.settle();
    return grid(robot).contentProperty().get().images();
  }

  /** Images that can be told apart, with the labels of the evaluation. */
  private Dataset noise() {
    byte[] pixels = new byte[evaluation.size() * SHAPE.size()];
    new SplittableRandom(1).nextBytes(pixels);
    byte[] labels = new byte[evaluation.size()];
    for (int image = 0; image < labels.length; image++) {
      labels[image] = (byte) evaluation.actual(image);
    }
    List<String> names = IntStream.range(0, 10).mapToObj(String::valueOf).toList();
    return new Dataset("test", SHAPE, names, pixels, labels);
  }
}
