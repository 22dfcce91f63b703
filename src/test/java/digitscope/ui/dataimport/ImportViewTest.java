package digitscope.ui.dataimport;

import static org.assertj.core.api.Assertions.assertThat;

import atlantafx.base.theme.PrimerLight;
import digitscope.data.Fit;
import digitscope.data.ImageShape;
import digitscope.data.ImportChoices;
import digitscope.data.PixelCache;
import digitscope.data.own.OwnFiles;
import digitscope.data.source.ImageLibrary;
import digitscope.ui.control.NamelessControls;
import digitscope.ui.control.Visibility;
import digitscope.ui.control.images.ImageGrid;
import digitscope.ui.fx.BackgroundTasks;
import digitscope.ui.fx.Fx;
import digitscope.ui.fx.SteadyRobot;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

@ExtendWith(SteadyRobot.class)
final class ImportViewTest {
  private static final int WHITE = 0xffffff;

  private final Path folder;
  private final ImageLibrary library;
  private final BackgroundTasks tasks = new BackgroundTasks();
  private final ImportViewModel model;

  ImportViewTest(@TempDir Path folder) {
    this.folder = folder;
    library = new ImageLibrary(folder.resolve("library"));
    model = new ImportViewModel(tasks, library, new PixelCache(folder.resolve("cache"), 1L << 20));
  }

  @Start
  void start(Stage stage) {
    Scene scene = new Scene(new ImportView(model), 1000, 700);
    scene.setUserAgentStylesheet(new PrimerLight().getUserAgentStylesheet());
    scene.getStylesheets().add("css/dataimport.css");
    stage.setScene(scene);
    stage.show();
  }

  @AfterEach
  void endTasks(FxRobot robot) {
    robot.interact(tasks::close);
  }

  @Test
  void saysWhatCanBeImported(FxRobot robot) {
    assertThat(node(robot, ".empty-state", Node.class).isVisible()).isTrue();
    for (String later : List.of("#import-import", ".import-form", "#import-source")) {
      assertThat(Visibility.isSeen(node(robot, later, Node.class))).as(later).isFalse();
    }
    assertThat(node(robot, "#import-first-folder", Button.class).isDisabled()).isFalse();
  }

  @Test
  void importsAFolderAsItWasPreviewed(FxRobot robot) throws Exception {
    Path pictures = folder.resolve("My Shapes");
    OwnFiles.writeFolder(pictures, List.of("a", "b"), 6, 12, 12, WHITE, 0, 0x202020);
    Files.writeString(pictures.resolve("b/broken.png"), "no picture");

    open(robot, pictures);

    assertThat(node(robot, "#import-name", TextField.class).getText()).isEqualTo("my-shapes");
    assertThat(node(robot, "#import-inverted", CheckBox.class).isSelected()).isTrue();
    assertThat(node(robot, "#import-preview", ImageGrid.class).contentProperty().get().images())
        .hasSize(12);
    assertThat(problems(robot))
        .containsExactly(
            pictures.resolve("b/broken.png")
                + " is not a PNG or JPEG image; save it in one of these formats");

    robot.interact(() -> node(robot, "#import-inverted", CheckBox.class).fire());
    await(() -> preview().samples().get(0).image()[0] == (byte) 255);
    chooseSize(robot, 16);
    await(() -> preview().shape().equals(new ImageShape(1, 16, 16)));
    await(() -> model.workProperty().get().isEmpty());
    robot.interact(() -> node(robot, "#import-import", Button.class).fire());
    await(() -> model.outcomeProperty().get().isPresent());

    ImportViewModel.Outcome outcome = model.outcomeProperty().get().orElseThrow();
    assertThat(library.names()).containsExactly("my-shapes");
    assertThat(outcome.splits().train().shape()).isEqualTo(new ImageShape(1, 16, 16));
    assertThat(outcome.splits().train().image(0)[0]).isEqualTo((byte) 255);
    robot.interact(() -> {});
    assertThat(node(robot, "#import-status", Labeled.class).getText())
        .contains("Imported as my-shapes: 10 training and 2 test images", "One picture");
    assertThat(problems(robot)).hasSize(1);
  }

  @Test
  void readsCsvInTheEncodingThatIsChosen(FxRobot robot) throws Exception {
    Path file = folder.resolve("rows.csv");
    String rows = OwnFiles.csv(30, 4, List.of("\u0436", "\u044f"), false, 255, ",");
    Files.write(file, rows.getBytes(Charset.forName("windows-1251")));

    open(robot, file);
    @SuppressWarnings("unchecked")
    ComboBox<Charset> encoding = node(robot, "#import-encoding", ComboBox.class);
    assertThat(encoding.getValue()).isEqualTo(Charset.forName("windows-1252"));
    assertThat(encoding.getConverter().toString(encoding.getValue())).isEqualTo("Windows-1252");
    assertThat(preview().samples())
        .extracting(Preview.Sample::className)
        .containsOnly("\u00e6", "\u00ff");

    robot.interact(() -> encoding.setValue(Charset.forName("windows-1251")));
    await(() -> preview().samples().get(0).className().matches("[\u0436\u044f]"));
    assertThat(findings(robot))
        .contains("Encoding: Windows-1251")
        .doesNotContain("Encoding: Windows-1252")
        .anyMatch(sentence -> sentence.startsWith("No header row, label in the first column"));
  }

  @Test
  void readsCsvInTheLayoutThatIsChosen(FxRobot robot) throws Exception {
    Path file = folder.resolve("rows.csv");
    Files.writeString(file, OwnFiles.csv(30, 4, List.of("0", "1"), true, 255, ","));

    open(robot, file);
    assertThat(node(robot, "#import-labelLast", CheckBox.class).isSelected()).isTrue();
    assertThat(preview().samples()).extracting(Preview.Sample::className).containsOnly("0", "1");

    robot.interact(() -> node(robot, "#import-labelLast", CheckBox.class).fire());
    await(() -> preview().samples().stream().allMatch(s -> s.className().equals("0")));
    robot.interact(() -> node(robot, "#import-import", Button.class).fire());
    await(() -> !model.problemProperty().get().isEmpty());
    assertThat(model.problemProperty().get()).contains("has only one class, '0'");
  }

  @Test
  void bringsInkToTheShapeThatItNeeds(FxRobot robot) throws Exception {
    OwnFiles.writeFolder(folder.resolve("set"), List.of("a", "b"), 2, 64, 64, WHITE, 0, 0);
    open(robot, folder.resolve("set"));

    robot.interact(() -> model.choose(choices().withFit(Fit.INK)));
    await(() -> preview().shape().equals(ImageShape.MNIST));

    assertThat(node(robot, "#import-size", ComboBox.class).isDisabled()).isTrue();
    robot.interact(() -> model.choose(choices().withShape(new ImageShape(3, 32, 32))));
    assertThat(choices().fit()).isEqualTo(Fit.WHOLE);
  }

  @Test
  void saysWhatIsWrongWithAFolderWithoutPictures(FxRobot robot) throws Exception {
    robot.interact(() -> model.open(folder));
    await(() -> !model.problemProperty().get().isEmpty());

    robot.interact(() -> {});
    assertThat(node(robot, "#import-status", Labeled.class).getText())
        .contains("put the PNG or JPEG files of each class into a subfolder");
    assertThat(node(robot, "#import-import", Button.class).isDisabled()).isTrue();
  }

  @Test
  void eachControlHasANameForScreenReaders(FxRobot robot) throws Exception {
    assertThat(nameless(robot)).isEmpty();

    Path pictures = folder.resolve("pictures");
    OwnFiles.writeFolder(pictures, List.of("a", "b"), 6, 12, 12, WHITE, 0, 0x202020);
    Files.writeString(pictures.resolve("b/broken.png"), "no picture");
    open(robot, pictures);
    assertThat(problems(robot)).hasSize(1);
    assertThat(nameless(robot)).isEmpty();

    Path file = folder.resolve("rows.csv");
    Files.writeString(file, OwnFiles.csv(30, 4, List.of("0", "1"), true, 255, ","));
    robot.interact(() -> model.open(file));
    await(() -> Visibility.isSeen(node(robot, "#import-encoding", ComboBox.class)));
    assertThat(nameless(robot)).isEmpty();
  }

  private static Set<String> nameless(FxRobot robot) {
    return Fx.ask(() -> NamelessControls.in(node(robot, "#import-view", ImportView.class)));
  }

  private void open(FxRobot robot, Path path) throws Exception {
    robot.interact(() -> model.open(path));
    await(() -> model.previewProperty().get().isPresent());
    robot.interact(() -> {});
  }

  private Preview preview() {
    return model.previewProperty().get().orElseThrow();
  }

  private ImportChoices choices() {
    return model.choicesProperty().get().orElseThrow();
  }

  @SuppressWarnings("unchecked") // the box holds shapes
  private void chooseSize(FxRobot robot, int side) {
    ComboBox<ImageShape> box = (ComboBox<ImageShape>) node(robot, "#import-size", ComboBox.class);
    robot.interact(() -> box.setValue(new ImageShape(1, side, side)));
  }

  private static List<String> problems(FxRobot robot) {
    ListView<?> list = node(robot, "#import-problems", ListView.class);
    return list.getItems().stream().map(String::valueOf).toList();
  }

  private static List<String> findings(FxRobot robot) {
    return node(robot, "#import-findings", VBox.class).getChildren().stream()
        .map(label -> ((Label) label).getText())
        .toList();
  }

  private static <T extends Node> T node(FxRobot robot, String query, Class<T> type) {
    return robot.lookup(query).queryAs(type);
  }

  private static void await(Callable<Boolean> condition) {
    Fx.await(condition);
  }
}
