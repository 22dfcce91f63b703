package digitscope.ui.confusion;

import static org.assertj.core.api.Assertions.assertThat;

import atlantafx.base.theme.PrimerLight;
import digitscope.Patience;
import digitscope.data.ImageFiles;
import digitscope.data.own.CsvTable;
import digitscope.eval.Evaluation;
import digitscope.eval.EvaluationTables;
import digitscope.eval.MetricLog;
import digitscope.ui.control.matrix.MatrixView;
import digitscope.ui.fx.BackgroundTasks;
import digitscope.ui.fx.FakeLens;
import digitscope.ui.fx.FileOffer;
import digitscope.ui.fx.Fx;
import digitscope.ui.fx.SampleSnapshots;
import digitscope.ui.fx.Selection;
import digitscope.ui.fx.SteadyRobot;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

@ExtendWith(SteadyRobot.class)
final class ExportMenuTest {
  /** Pixels of a picture to one of the matrix. */
  private static final int SCALE = 2;

  private final FakeLens lens = new FakeLens();
  private final ConfusionViewModel model =
      new ConfusionViewModel(lens, new Selection(), Runnable::run, Runnable::run);
  private final Evaluation evaluation = SampleSnapshots.evaluation(1234, 10, 500, 1);
  private final List<FileOffer> offers = new ArrayList<>();
  private final BackgroundTasks tasks = new BackgroundTasks();

  @TempDir private Path temp = Path.of("");

  @Start
  void start(Stage stage) {
    Scene scene = new Scene(new ConfusionView(model), 1280, 800);
    scene.setUserAgentStylesheet(new PrimerLight().getUserAgentStylesheet());
    scene.getStylesheets().addAll("css/confusion.css");
    stage.setScene(scene);
    stage.show();
    lens.dataProperty().set(Optional.of(SampleSnapshots.data(evaluation)));
    model.activeProperty().set(true);
    model.setOnOffer(offers::add);
  }

  @AfterEach
  void endTasks(FxRobot robot) {
    robot.interact(tasks::close);
  }

  @Test
  void offersPicturesAndTablesOfTheEvaluationThatIsShown(FxRobot robot) throws Exception {
    fire(robot, "export-png");
    assertThat(offers).isEmpty();
    show(robot, evaluation);
    List<String> names = model.classNames();

    assertThat(write(robot, "png", "confusion-step-1234.png")).exists();
    MatrixView matrix = robot.lookup(".matrix").queryAs(MatrixView.class);
    assertThat(ImageFiles.readPicture(temp.resolve("confusion-step-1234.png")).shape().width())
        .isPositive();
    assertThat(Files.readString(write(robot, "svg", "confusion-step-1234.svg")))
        .contains(
            "<svg",
            "at step 1,234",
            String.format(Locale.ROOT, "width=\"%d\"", (int) matrix.getBoundsInLocal().getWidth()));
    assertThat(Files.readString(write(robot, "matrix", "confusion-step-1234.csv")))
        .isEqualTo(CsvTable.format(EvaluationTables.matrix(evaluation.confusion(), names)));
    assertThat(Files.readString(write(robot, "classes", "classes-step-1234.csv")))
        .isEqualTo(CsvTable.format(EvaluationTables.classes(evaluation.confusion(), names)));
    assertThat(Files.readString(write(robot, "errors", "errors-step-1234.csv")))
        .isEqualTo(CsvTable.format(EvaluationTables.errors(evaluation, names)));
  }

  @Test
  void adviceToThePersonAtTheWindowIsNotInPictures(FxRobot robot) throws Exception {
    Evaluation evaluation = SampleSnapshots.evaluation(7, 20, 400, 3);
    show(robot, evaluation);
    Label advice = robot.lookup(".matrix-advice").query();
    assertThat(advice.isVisible()).isTrue();
    assertThat(Files.readString(write(robot, "svg", "confusion-step-7.svg")))
        .contains("correct", "incorrect")
        .doesNotContain(advice.getText());
    assertThat(advice.isVisible()).isTrue();
  }

  @Test
  void pictureHasTheColorsOfTheCells(FxRobot robot) throws Exception {
    show(robot, evaluation);
    BufferedImage plain = ImageIO.read(write(robot, "png", "confusion-step-1234.png").toFile());
    MatrixView matrix = robot.lookup(".matrix").queryAs(MatrixView.class);
    Set<Region> cells = robot.lookup(".matrix-cell").queryAllAs(Region.class);
    assertThat(cells).hasSize(100);
    for (Region cell : cells) {
      Color background = (Color) cell.getBackground().getFills().get(0).getFill();
      assertThat(difference(edge(plain, matrix, cell), background)).isLessThanOrEqualTo(2);
    }
    Region right = robot.lookup("#cell-5-5").query();
    Region wrong = robot.lookup("#cell-5-3").query();
    int paper = plain.getRGB(0, 0);
    int ofRight = edge(plain, matrix, right);
    assertThat(Set.of(paper, ofRight, edge(plain, matrix, wrong))).hasSize(3);
    robot.interact(() -> matrix.diagonalHiddenProperty().set(true));
    Fx.settle();
    BufferedImage hidden = ImageIO.read(write(robot, "png", "confusion-step-1234.png").toFile());
    assertThat(edge(hidden, matrix, right)).isEqualTo(paper);
    assertThat(edge(hidden, matrix, wrong)).isEqualTo(edge(plain, matrix, wrong));
  }

  /** What a picture has at the left edge of a cell, where no text is. */
  private static int edge(BufferedImage picture, MatrixView matrix, Region cell) {
    Point2D at = matrix.sceneToLocal(cell.localToScene(2, cell.getHeight() / 2));
    // What hangs over the side of the matrix is in the picture as well.
    Bounds whole = matrix.getBoundsInLocal();
    return picture.getRGB(
        (int) (SCALE * (at.getX() - whole.getMinX())),
        (int) (SCALE * (at.getY() - whole.getMinY())));
  }

  /** The largest difference of a channel, of 255: a renderer may round otherwise. */
  private static double difference(int argb, Color color) {
    double red = (argb >> 16 & 0xff) - 255 * color.getRed();
    double green = (argb >> 8 & 0xff) - 255 * color.getGreen();
    double blue = (argb & 0xff) - 255 * color.getBlue();
    return Math.max(Math.abs(red), Math.max(Math.abs(green), Math.abs(blue)));
  }

  private void show(FxRobot robot, Evaluation found) {
    robot.interact(
        () -> {
          lens.dataProperty().set(Optional.of(SampleSnapshots.data(found)));
          lens.show(SampleSnapshots.training(found.step(), Optional.of(found), new MetricLog()));
        });
    Fx.settle();
  }

  /** Chooses an item of the menu, and writes what it offers as the window does. */
  private Path write(FxRobot robot, String item, String name) throws Exception {
    offers.clear();
    fire(robot, "export-" + item);
    FileOffer offer = offers.get(0);
    Path file = temp.resolve(offer.name() + offer.ending());
    assertThat(file).hasFileName(name);
    List<CompletableFuture<Path>> written = new ArrayList<>();
    robot.interact(
        () ->
            written.add(
                tasks
                    .start(
                        name,
                        own -> {
                          offer.content().writeTo(file, own);
                          return file;
                        })
                    .result()));
    return written.get(0).get(Patience.SECONDS, TimeUnit.SECONDS);
  }

  private static void fire(FxRobot robot, String id) {
    MenuItem item =
        robot.lookup("#matrix-export").queryAs(MenuButton.class).getItems().stream()
            .filter(some -> id.equals(some.getId()))
            .findFirst()
            .orElseThrow();
    robot.interact(item::fire);
  }
}
