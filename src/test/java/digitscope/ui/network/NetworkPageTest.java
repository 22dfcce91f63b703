package digitscope.ui.network;

import static org.assertj.core.api.Assertions.assertThat;

import atlantafx.base.theme.PrimerLight;
import digitscope.Patience;
import digitscope.eval.MetricLog;
import digitscope.session.Phase;
import digitscope.ui.control.chart.BandChart;
import digitscope.ui.fx.BackgroundTasks;
import digitscope.ui.fx.FakeLens;
import digitscope.ui.fx.FileOffer;
import digitscope.ui.fx.Samples;
import digitscope.ui.fx.Selection;
import digitscope.ui.fx.SteadyRobot;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import javax.xml.parsers.DocumentBuilderFactory;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

@ExtendWith(SteadyRobot.class)
final class NetworkPageTest {
  private final FakeLens lens = new FakeLens();
  private final Selection selection = new Selection();
  private final NetworkPageViewModel model = new NetworkPageViewModel(lens, selection);
  private final List<FileOffer> offers = new ArrayList<>();
  private final BackgroundTasks tasks = new BackgroundTasks();
  private final List<String> opened = new ArrayList<>();

  @TempDir private Path folder = Path.of("");

  @Start
  void start(Stage stage) {
    model.setOnOffer(offers::add);
    model.setOnShowMaps(() -> opened.add("maps"));
    model.setOnShowFilters(() -> opened.add("filters"));
    model.activeProperty().set(true);
    NetworkPage view = new NetworkPage(model);
    view.setId("view");
    Scene scene = new Scene(view, 1000, 700);
    scene.setUserAgentStylesheet(new PrimerLight().getUserAgentStylesheet());
    scene.getStylesheets().addAll("css/base.css", "css/maps.css", "css/network.css");
    stage.setScene(scene);
    stage.show();
  }

  @AfterEach
  void endTasks(FxRobot robot) {
    robot.interact(tasks::close);
  }

  private void publish(FxRobot robot) {
    lens.answerWith(command -> SampleTimes.of(3));
    robot.interact(
        () -> {
          lens.layersProperty().set(Samples.layers());
          lens.show(Samples.snapshot(3, Phase.PAUSED, new MetricLog()));
        });
  }

  private static List<String> texts(FxRobot robot, String query) {
    return robot.lookup(query).queryAllAs(Labeled.class).stream().map(Labeled::getText).toList();
  }

  @Test
  void saysWhatToDoBeforeThereIsANetwork(FxRobot robot) {
    assertThat(robot.lookup("#view .empty-state").queryAll()).hasSize(1);
    publish(robot);
    assertThat(robot.lookup("#view .empty-state").queryAll()).isEmpty();
  }

  @Test
  void showsShapesParametersCostTimeAndWhatComputes(FxRobot robot) {
    publish(robot);

    assertThat(texts(robot, "#network-map .label"))
        .contains("1×28×28", "1 · convolution 3×3×4", "ReLU", "4×26×26", "40", "24.3 k")
        .contains("10.7 KB", "3.00 µs", "Java vectors", "with layer 1")
        .contains("6,770", "6,810", "31.1 k", "4.00 µs");
  }

  @Test
  void looksInsideALayerThatIsClicked(FxRobot robot) {
    publish(robot);
    robot.clickOn("#layer-0");

    assertThat(selection.layerProperty().get()).isEqualTo(OptionalInt.of(0));
    assertThat(texts(robot, "#view .layer-inspector .label"))
        .contains("1×28×28 → 4×26×26", "convolution 3×3, 4 filters")
        .contains("4×26×26 · 40 parameters · 24,336 multiply-adds")
        .contains("Java vectors: it fits. 1.00 µs forward, 2.00 µs backward");
    robot.clickOn("Feature maps");
    robot.clickOn("Filters");
    assertThat(opened).containsExactly("maps", "filters");
  }

  @Test
  void walksThroughTheLayersByKeyboard(FxRobot robot) {
    publish(robot);
    robot.clickOn("#layer-0");
    robot.type(KeyCode.DOWN, 2);

    assertThat(selection.layerProperty().get()).isEqualTo(OptionalInt.of(2));
    assertThat(texts(robot, "#view .layer-inspector .label"))
        .contains("Nothing: the output is the input, reshaped or unchanged.");
  }

  @Test
  void exportsTheWholeMapAsADrawingWhoseTextStaysText(FxRobot robot) throws Exception {
    publish(robot);
    robot.clickOn("#layer-0");
    robot.clickOn("#network-export").clickOn("#network-svg");

    Document drawing = parse(write(robot, offers.get(0)));
    NodeList found = drawing.getElementsByTagName("text");
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      texts.add(found.item(i).getTextContent());
    }
    assertThat(texts).contains("1 · convolution 3×3×4", "4×26×26", "24.3 k", "Total");
    // Sheets of maps, bars and lines: the input is 1 sheet, 4 maps are 3, twice; vectors are bars.
    assertThat(drawing.getElementsByTagName("rect").getLength()).isGreaterThan(1 + 3 + 3 + 2);
    assertThat(drawing.getElementsByTagName("polyline").getLength()).isEqualTo(4);
  }

  @Test
  void exportsAllColumnsOfAPageThatIsTooNarrowForThem(FxRobot robot) throws Exception {
    publish(robot);
    Region map = robot.lookup("#network-map").query();
    Stage stage = (Stage) map.getScene().getWindow();
    robot.interact(() -> stage.setWidth(640));
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(headings(robot)).doesNotContain("Runs on");
    double width = map.getWidth();
    robot.clickOn("#network-export").clickOn("#network-svg");

    NodeList found = parse(write(robot, offers.get(0))).getElementsByTagName("text");
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      texts.add(found.item(i).getTextContent());
    }
    assertThat(texts).contains("Runs on").noneMatch(text -> text.endsWith("..."));
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(headings(robot)).doesNotContain("Runs on");
    assertThat(map.getWidth()).isEqualTo(width);
  }

  private static List<String> headings(FxRobot robot) {
    return robot.lookup(".network-heading").queryAllAs(Label.class).stream()
        .filter(Node::isVisible)
        .map(Label::getText)
        .toList();
  }

  private void publishHealth(FxRobot robot) {
    publish(robot);
    robot.interact(
        () ->
            lens.healthProperty()
                .set(
                    List.of(
                        SampleHealth.of(0, 0, 1),
                        SampleHealth.of(3, 3, 2),
                        SampleHealth.of(90, 0, 4))));
  }

  @Test
  void showsHowEachLayerFaredOverTheSteps(FxRobot robot) {
    publishHealth(robot);
    robot.clickOn("#show-health");

    assertThat(texts(robot, "#network-health .label"))
        .contains("1 · convolution 3×3×4", "3 of 4 units silent on 256 images")
        .contains(
            "Step 3, 3 steps examined · gradient of one mini-batch of 128 training images"
                + " · activations on 256");
    BandChart update = robot.lookup("#update-0").queryAs(BandChart.class);
    assertThat(update.points()).extracting(BandChart.Point::x).containsExactly(3.0, 90.0);
    BandChart activations = robot.lookup("#activations-3").queryAs(BandChart.class);
    assertThat(activations.points()).hasSize(3);
    assertThat(activations.points().get(0).high()).isEqualTo(5.4, Offset.offset(1e-5));
    robot.moveTo(update);
    assertThat(texts(robot, "#network-health .health-readout").get(0))
        .endsWith("changed the weights by 0.00200 of their length");
    robot.clickOn("#show-map");
    assertThat(robot.lookup("#network-map").queryAll()).hasSize(1);
  }

  @Test
  void warnsInWordsOfTheStepThatIsShownAndSaysWhatToTry(FxRobot robot) {
    publishHealth(robot);

    assertThat(texts(robot, "#network-warnings .label"))
        .containsExactly(
            "3 of 4 units of layer 1 · convolution 3×3×4 are silent on 256 images, so they pass"
                + " nothing on and hardly learn. Try a lower learning rate, leaky ReLU, or batch"
                + " normalization.");
    assertThat(robot.lookup("#layer-0").query().getPseudoClassStates())
        .contains(PseudoClass.getPseudoClass("warned"));
    robot.interact(() -> lens.show(Samples.snapshot(95, Phase.PAUSED, new MetricLog())));
    assertThat(robot.lookup("#network-warnings").query().isVisible()).isFalse();
  }

  @Test
  void exportsTheMapAsAPicture(FxRobot robot) throws Exception {
    publish(robot);
    robot.clickOn("#network-export").clickOn("#network-png");

    byte[] png = Files.readAllBytes(write(robot, offers.get(0)));
    assertThat(png).startsWith(0x89, 'P', 'N', 'G');
    assertThat(offers.get(0).ending()).isEqualTo(".png");
  }

  private Path write(FxRobot robot, FileOffer offer) throws Exception {
    Path file = folder.resolve(offer.name() + offer.ending());
    List<CompletableFuture<Path>> written = new ArrayList<>();
    robot.interact(
        () ->
            written.add(
                tasks
                    .start(
                        "write",
                        own -> {
                          offer.content().writeTo(file, own);
                          return file;
                        })
                    .result()));
    return written.get(0).get(Patience.SECONDS, TimeUnit.SECONDS);
  }

  private static Document parse(Path file) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(Files.readAllBytes(file)));
  }
}
