package digitscope.ui.setup;

import static org.assertj.core.api.Assertions.assertThat;

import atlantafx.base.theme.PrimerLight;
import digitscope.config.Activation;
import digitscope.config.AugmentationSpec;
import digitscope.config.BatchNorm;
import digitscope.config.ConfigException;
import digitscope.config.ConfigFiles;
import digitscope.config.Conv2d;
import digitscope.config.Dense;
import digitscope.config.Dropout;
import digitscope.config.GlobalAveragePool2d;
import digitscope.config.LayerSpec;
import digitscope.config.NetworkSpec;
import digitscope.config.OptimizerSpec;
import digitscope.config.Padding;
import digitscope.config.Residual;
import digitscope.config.RunConfig;
import digitscope.config.ScheduleSpec;
import digitscope.config.SeparableConv2d;
import digitscope.config.ValidationSpec;
import digitscope.ui.fx.BackgroundTasks;
import digitscope.ui.fx.DataLibrary;
import digitscope.ui.fx.Fx;
import digitscope.ui.fx.FxThread;
import digitscope.ui.fx.Samples;
import digitscope.ui.fx.SteadyRobot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Labeled;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.control.TitledPane;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Path;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

@ExtendWith(SteadyRobot.class)
final class SetupViewTest {
  private static final List<LayerSpec> EVERY_MAP_LAYER =
      List.of(
          new Conv2d(4, 3, 3, 1, Padding.SAME, Activation.LINEAR),
          new BatchNorm(Activation.RELU),
          new SeparableConv2d(8, 3, 3, 1, Padding.SAME, Activation.RELU),
          new Residual(8, 2),
          new GlobalAveragePool2d(),
          new Dense(10, Activation.SOFTMAX));

  private final ConfigFiles configFiles = new ConfigFiles();
  private final SetupViewModel model;

  SetupViewTest() throws ConfigException {
    DataLibrary library =
        new DataLibrary(new BackgroundTasks(), (name, task) -> Samples.data(), "reading");
    model =
        new SetupViewModel(
            configFiles, library, configFiles.preset("cnn"), Runnable::run, new FxThread());
  }

  @Start
  void start(Stage stage) {
    Scene scene = new Scene(new SetupView(model), 312, 900);
    scene.setUserAgentStylesheet(new PrimerLight().getUserAgentStylesheet());
    scene.getStylesheets().addAll("css/base.css", "css/setup.css");
    stage.setScene(scene);
    stage.show();
  }

  @Test
  void showsAndEditsEveryKindOfLayer(FxRobot robot) {
    useLayers(robot, EVERY_MAP_LAYER);
    fold(robot, "data", "training");

    assertThat(texts(robot, "#layer-stack .layer-title"))
        .containsExactly(
            "Convolution 3×3×4",
            "Batch normalization",
            "Separable 3×3×8",
            "Residual block 8",
            "Global average pooling",
            "Dense 10");
    robot.clickOn("#layer-3 .layer-title");
    robot
        .clickOn("#layer-3 #setup-filters")
        .push(KeyCode.CONTROL, KeyCode.A)
        .write("16")
        .push(KeyCode.ENTER);
    assertThat(layers().get(2))
        .isEqualTo(new SeparableConv2d(16, 3, 3, 1, Padding.SAME, Activation.RELU));
    robot.clickOn("#layer-4 .layer-title");
    robot
        .clickOn("#layer-4 #setup-residualStride")
        .push(KeyCode.CONTROL, KeyCode.A)
        .write("3")
        .push(KeyCode.ENTER);
    assertThat(texts(robot, "#layer-4 .setting-reason")).contains("Enter a number from 1 to 2");
    robot
        .clickOn("#layer-4 #setup-residualStride")
        .push(KeyCode.CONTROL, KeyCode.A)
        .write("1")
        .push(KeyCode.ENTER);
    assertThat(layers().get(3)).isEqualTo(new Residual(8, 1));
  }

  @Test
  void addsBatchNormalizationBetweenSumsAndActivation(FxRobot robot) {
    fold(robot, "data", "training");
    add(robot, LayerKind.BATCH_NORM);

    assertThat(texts(robot, "#layer-stack .layer-title"))
        .startsWith("Convolution 3×3×32", "Batch normalization", "Max pooling 2×2");
    assertThat(texts(robot, "#layer-1 .layer-head .text-muted"))
        .contains("linear, valid, stride 1");
    assertThat(texts(robot, "#layer-2 .layer-head .text-muted")).contains("ReLU");
  }

  @Test
  void saysInWordsWhyKMeansDoesNotFit(FxRobot robot) {
    fold(robot, "data", "training");
    add(robot, LayerKind.K_MEANS);

    assertThat(text(robot, "#network-reason")).contains("Can\u2019t add it", "needs feature maps");
    assertThat(layers()).hasSize(8);
  }

  @Test
  void warnsOfVeryManyThreadsAndLayers(FxRobot robot) {
    assertThat(robot.lookup("#training-warning").query().isVisible()).isFalse();
    List<LayerSpec> layers = new ArrayList<>(layers());
    layers.addAll(layers.size() - 1, Collections.nCopies(495, new Dropout(0.1)));
    int threads = 8 * Runtime.getRuntime().availableProcessors() + 1;
    robot.interact(() -> model.changeTraining(draft -> draft.threads = threads));
    useLayers(robot, layers);

    assertThat(text(robot, "#training-warning")).startsWith(threads + " threads share");
    assertThat(robot.lookup("#training-warning").query().isVisible()).isTrue();
    assertThat(text(robot, "#network-reason"))
        .startsWith("Each of the " + layers.size() + " layers");
  }

  @Test
  void saysWhichPresetIsActiveAndWhetherItWasEdited(FxRobot robot) {
    assertThat(text(robot, "#network-presets")).isEqualTo("cnn");
    robot.interact(() -> model.changeTraining(draft -> draft.epochs = 7));
    assertThat(text(robot, "#network-presets")).isEqualTo("cnn (edited)");
    robot.interact(() -> model.usePreset("mlp"));
    assertThat(text(robot, "#network-presets")).isEqualTo("mlp");
  }

  @Test
  void trainsOnAllImagesWhereTheNumberIsLeftEmpty(FxRobot robot) {
    TextField limit = robot.lookup("#setup-limit").queryAs(TextField.class);
    assertThat(limit.getText()).isEmpty();
    assertThat(limit.getPromptText()).isEqualTo("All");
    robot.interact(model::readData);
    await(() -> limit.getPromptText().equals("All 20"));

    robot.clickOn("#setup-limit").write("12").push(KeyCode.ENTER);
    assertThat(model.config().limit()).isEqualTo(12);
    robot.clickOn("#setup-limit").push(KeyCode.CONTROL, KeyCode.A).push(KeyCode.DELETE);
    robot.push(KeyCode.ENTER);
    assertThat(model.config().limit()).isZero();
    assertThat(limit.getText()).isEmpty();
  }

  @Test
  void undoesACommittedValueButNotInTheMidstOfTyping(FxRobot robot) {
    fold(robot, "data", "network");
    int before = model.training().epochs();
    robot.clickOn("#setup-epochs").push(KeyCode.CONTROL, KeyCode.A).write("17");
    robot.push(KeyCode.CONTROL, KeyCode.Z);
    // The field undid what was typed, not the setup.
    assertThat(model.training().epochs()).isEqualTo(before);
    robot.push(KeyCode.CONTROL, KeyCode.A).write("17").push(KeyCode.ENTER);
    assertThat(model.training().epochs()).isEqualTo(17);

    robot.push(KeyCode.CONTROL, KeyCode.Z);
    assertThat(model.training().epochs()).isEqualTo(before);
    TextField field = robot.lookup("#setup-epochs").queryAs(TextField.class);
    assertThat(field.getText()).isEqualTo(String.valueOf(before));
    robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.Z);
    assertThat(model.training().epochs()).isEqualTo(17);
    assertThat(field.getText()).isEqualTo("17");
  }

  @Test
  void undoesAChoiceOfData(FxRobot robot) {
    robot.interact(() -> model.useData("elsewhere"));
    robot.interact(model::undo);
    assertThat(model.config().data()).isEqualTo("digits");
    await(() -> model.dataProperty().get().isPresent());
  }

  @Test
  void forgetsAReasonOnceItsCauseIsGoneOrARunBegins(FxRobot robot) {
    fold(robot, "data", "network");
    refuseEpochs(robot);
    robot.write("3");
    assertThat(reasons(robot)).isEmpty();

    refuseEpochs(robot);
    robot.interact(() -> model.changeTraining(draft -> draft.batchSize = 77));
    assertThat(reasons(robot)).isEmpty();

    refuseEpochs(robot);
    robot.interact(() -> model.runningProperty().set(true));
    assertThat(reasons(robot)).isEmpty();
  }

  private static void refuseEpochs(FxRobot robot) {
    robot
        .clickOn("#setup-epochs")
        .push(KeyCode.CONTROL, KeyCode.A)
        .write("abc")
        .push(KeyCode.ENTER);
    assertThat(reasons(robot)).hasSize(1);
  }

  private static List<String> reasons(FxRobot robot) {
    return robot.lookup("#training-card .setting-reason").queryAllAs(Labeled.class).stream()
        .filter(Node::isVisible)
        .map(Labeled::getText)
        .toList();
  }

  @Test
  void foldsWhatIsRarelyChangedAndRemembersWhetherItIsOpen(FxRobot robot) {
    fold(robot, "data", "network");
    assertThat(robot.lookup("#setup-beta1").tryQuery()).isEmpty();
    assertThat(text(robot, "#section-advanced .section-summary")).isEqualTo("0.9, 0.999, 1e-8");
    robot.clickOn("#section-advanced .section-title");
    robot.clickOn("#setup-beta1").push(KeyCode.CONTROL, KeyCode.A).write("0.8").push(KeyCode.ENTER);
    assertThat(model.training().optimizer()).isEqualTo(new OptimizerSpec.Adam(0.8, 0.999, 1e-8));

    choose(robot, "#setup-optimizer", "Sgd");
    assertThat(robot.lookup("#section-advanced").tryQuery()).isEmpty();
    choose(robot, "#setup-optimizer", "RmsProp");
    assertThat(robot.lookup("#setup-epsilon").tryQuery()).isPresent();
  }

  @Test
  void offersEachPresetWithWhatItIs(FxRobot robot) {
    MenuButton presets = robot.lookup("#network-presets").queryAs(MenuButton.class);
    assertThat(presets.getItems())
        .extracting(item -> item.getId())
        .containsExactlyElementsOf(
            configFiles.presets().stream().map(name -> "preset-" + name).toList());
    robot.clickOn("#network-presets").clickOn("resnet-mini");

    assertThat(model.config().name()).isEqualTo("resnet-mini");
  }

  @Test
  void showsTheParametersOfTheOptimizerThatIsChosen(FxRobot robot) {
    fold(robot, "data", "network");
    choose(robot, "#setup-optimizer", "AdamW");
    robot
        .clickOn("#setup-weightDecay")
        .push(KeyCode.CONTROL, KeyCode.A)
        .write("0.05")
        .push(KeyCode.ENTER);

    assertThat(model.training().optimizer())
        .isEqualTo(new OptimizerSpec.AdamW(0.9, 0.999, 1e-8, 0.05));
    choose(robot, "#setup-optimizer", "Sgd");
    assertThat(robot.lookup("#setup-weightDecay").tryQuery()).isEmpty();
  }

  @Test
  void leavesTheFormOfAnotherOptimizerThatIsBeingTypedIn(FxRobot robot) throws ConfigException {
    fold(robot, "data", "network");
    choose(robot, "#setup-optimizer", "Momentum");
    robot.clickOn("#setup-momentum").push(KeyCode.CONTROL, KeyCode.A).write("7");
    RunConfig other = configFiles.preset("cnn");
    robot.interact(() -> model.use(other));

    assertThat(model.config()).isEqualTo(other);
    assertThat(robot.lookup("#setup-momentum").tryQuery()).isEmpty();
  }

  @Test
  void drawsTheLearningRateOverTheRun(FxRobot robot) {
    fold(robot, "data", "network");
    choose(robot, "#setup-schedule", "OneCycle");

    assertThat(model.training().schedule()).isInstanceOf(ScheduleSpec.OneCycle.class);
    assertThat(texts(robot, "#rate-curve .label"))
        .contains("Learning rate, peak 0.001")
        .anyMatch(text -> text.startsWith("After 3 epochs:"));
    double height = robot.lookup(".rate-plot").queryAs(Pane.class).getHeight();
    Path line = robot.lookup(".rate-line").queryAs(Path.class);
    // The peak, after three tenths of the run, is at the top.
    assertThat(line.getBoundsInParent().getMinY()).isLessThan(height / 10);
    assertThat(line.getElements()).hasSizeGreaterThan(100);
  }

  @Test
  void refusesClassWeightsThatDoNotFit(FxRobot robot) {
    unfold(robot, "regularization");
    robot.clickOn("#setup-classWeights").write("1, 2").push(KeyCode.ENTER);
    assertThat(texts(robot, "#section-regularization .setting-reason"))
        .contains("There are 2 class weights for 10 classes; give one per class, or none");
    assertThat(model.training().classWeights()).isEmpty();

    robot.interact(() -> robot.lookup("#setup-classWeights").queryAs(TextField.class).selectAll());
    robot.write("2 2 2 2 2 2 2 2 2 2").push(KeyCode.ENTER);
    assertThat(model.training().classWeights()).isEqualTo(Collections.nCopies(10, 2.0));
    assertThat(text(robot, "#section-regularization .section-summary")).isEqualTo("weights");
  }

  @Test
  void holdsImagesOutAndRefusesToDecideWithoutAny(FxRobot robot) {
    unfold(robot, "validation");
    robot.clickOn("#setup-validation");
    scrollDown(robot);
    assertThat(model.training().validation()).isEqualTo(new ValidationSpec(0.1, 5, true));
    assertThat(text(robot, "#section-validation .section-summary"))
        .isEqualTo("10 % held out, patience 5");

    robot.clickOn("#setup-heldOut").push(KeyCode.CONTROL, KeyCode.A).write("0").push(KeyCode.ENTER);
    assertThat(texts(robot, "#section-validation .setting-reason"))
        .anyMatch(reason -> reason.contains("need validation images"));
    robot.clickOn("#setup-restoreBest");
    assertThat(model.training().validation()).isEqualTo(new ValidationSpec(0.1, 5, false));
  }

  @Test
  void showsWhatTheNetworkIsShown(FxRobot robot) {
    robot.interact(model::readData);
    await(() -> model.dataProperty().get().isPresent());
    unfold(robot, "augmentation");
    assertThat(node(robot, "#augmentation-samples").isVisible()).isFalse();
    robot.clickOn("#setup-augmentation");
    assertThat(model.training().augmentation().isNone()).isFalse();
    Pane samples = robot.lookup("#augmentation-samples").queryAs(Pane.class);
    assertThat(samples.getChildren()).hasSize(10);

    Node before = samples.getChildren().get(0);
    Slider slider = robot.lookup("#slide-shear").queryAs(Slider.class);
    robot.interact(() -> slider.setValue(30.4));
    assertThat(model.training().augmentation().shear()).isEqualTo(30);
    assertThat(slider.getValue()).isEqualTo(30);
    assertThat(samples.getChildren().get(0)).isNotSameAs(before);
  }

  @Test
  void keepsABoundBeyondTheSlider(FxRobot robot) {
    AugmentationSpec wide = new AugmentationSpec(14, 90.25, 0, 0, 0, 0);
    robot.interact(() -> model.changeTraining(draft -> draft.augmentation = wide));

    assertThat(model.training().augmentation()).isEqualTo(wide);
    unfold(robot, "augmentation");
    assertThat(robot.lookup("#setup-rotation").queryAs(TextField.class).getText())
        .isEqualTo("90.25°");
  }

  private void useLayers(FxRobot robot, List<LayerSpec> layers) {
    NetworkSpec network = model.config().network().withLayers(layers);
    robot.interact(() -> model.use(model.config().withNetwork(network)));
  }

  private List<LayerSpec> layers() {
    return model.config().network().layers();
  }

  private static void add(FxRobot robot, LayerKind kind) {
    MenuButton menu = robot.lookup("#network-add").queryAs(MenuButton.class);
    robot.interact(
        () ->
            menu.getItems().stream()
                .filter(item -> item.getId().equals("add-" + kind))
                .forEach(MenuItem::fire));
  }

  private static void fold(FxRobot robot, String... cards) {
    for (String card : cards) {
      TitledPane pane = robot.lookup("#card-" + card).queryAs(TitledPane.class);
      robot.interact(() -> pane.setExpanded(false));
    }
  }

  /** Opens a section, with nothing above it that could push it out of sight. */
  private static void unfold(FxRobot robot, String section) {
    fold(robot, "data", "network");
    TitledPane pane = robot.lookup("#section-" + section).queryAs(TitledPane.class);
    robot.interact(() -> pane.setExpanded(true));
    scrollDown(robot);
  }

  private static void scrollDown(FxRobot robot) {
    ScrollPane scroll = robot.lookup(".setup-scroll").queryAs(ScrollPane.class);
    robot.interact(scroll::layout);
    robot.interact(() -> scroll.setVvalue(1));
  }

  private static void choose(FxRobot robot, String query, String value) {
    @SuppressWarnings("unchecked") // the choices of the setup are kinds by name
    ComboBox<String> box = robot.lookup(query).queryAs(ComboBox.class);
    robot.interact(() -> box.setValue(value));
  }

  private static Node node(FxRobot robot, String query) {
    return robot.lookup(query).query();
  }

  private static String text(FxRobot robot, String query) {
    return robot.lookup(query).queryAs(Labeled.class).getText();
  }

  private static List<String> texts(FxRobot robot, String query) {
    return robot.lookup(query).queryAllAs(Labeled.class).stream().map(Labeled::getText).toList();
  }

  private static void await(Callable<Boolean> condition) {
    Fx.await(condition);
  }
}
