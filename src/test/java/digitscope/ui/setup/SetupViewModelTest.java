package digitscope.ui.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digitscope.config.Activation;
import digitscope.config.BatchNorm;
import digitscope.config.ConfigException;
import digitscope.config.ConfigFiles;
import digitscope.config.Conv2d;
import digitscope.config.Dense;
import digitscope.config.Dropout;
import digitscope.config.InvalidNetworkException;
import digitscope.config.KMeans;
import digitscope.config.LayerSpec;
import digitscope.config.Loss;
import digitscope.config.NetworkSpec;
import digitscope.config.RunConfig;
import digitscope.config.TrainingSpec;
import digitscope.config.ValidationSpec;
import digitscope.data.DataException;
import digitscope.ui.control.Messages;
import digitscope.ui.fx.BackgroundTasks;
import digitscope.ui.fx.DataLibrary;
import digitscope.ui.setup.SetupViewModel.ActivePreset;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SetupViewModelTest {
  private final ConfigFiles configFiles = new ConfigFiles();
  private SetupViewModel model;

  @BeforeEach
  void startFromTheDefault() throws ConfigException {
    model = modelOf(configFiles.preset("cnn"));
  }

  private SetupViewModel modelOf(RunConfig config) {
    DataLibrary noData =
        new DataLibrary(
            new BackgroundTasks(),
            (name, task) -> {
              throw new DataException("There is no data in this test");
            },
            "reading");
    return new SetupViewModel(configFiles, noData, config, Runnable::run, Runnable::run);
  }

  @Test
  void summarizesTheLayers() {
    assertThat(model.setup().layers()).hasSize(8);
    assertThat(model.setup().parameters()).isEqualTo(93_322);
    assertThat(model.setup().problem()).isEmpty();
  }

  @Test
  void refusesAKernelLargerThanItsInputAndKeepsTheNetwork() {
    NetworkSpec before = model.config().network();
    Conv2d first = (Conv2d) before.layers().get(0);
    Conv2d huge =
        new Conv2d(first.filters(), 40, 40, first.stride(), first.padding(), first.activation());

    assertThatThrownBy(() -> model.setLayer(0, huge))
        .isInstanceOf(InvalidNetworkException.class)
        .hasMessageContaining("layer 1")
        .hasMessageContaining("28×28");
    assertThat(model.config().network()).isEqualTo(before);
  }

  @Test
  void refusesToTakeAwayTheOutput() {
    assertThatThrownBy(() -> model.removeLayer(7)).isInstanceOf(InvalidNetworkException.class);
    assertThat(model.setup().layers()).hasSize(8);
  }

  @Test
  void undoesAndRedoesEachEdit() throws ConfigException {
    RunConfig first = model.config();
    model.changeTraining(draft -> draft.epochs = 7);
    RunConfig second = model.config();
    model.removeLayer(1);
    model.usePreset("mlp");
    RunConfig last = model.config();

    model.undo();
    model.undo();
    assertThat(model.config()).isEqualTo(second);
    model.undo();
    assertThat(model.config()).isEqualTo(first);
    assertThat(model.canUndoProperty().get()).isFalse();
    model.redo();
    model.redo();
    model.redo();
    assertThat(model.config()).isEqualTo(last);
    assertThat(model.canRedoProperty().get()).isFalse();
  }

  @Test
  void countsNoEditWhereNothingChangedOrAChangeWasRefused() {
    model.changeTraining(draft -> draft.epochs = model.training().epochs());
    assertThatThrownBy(() -> model.removeLayer(7)).isInstanceOf(InvalidNetworkException.class);

    assertThat(model.canUndoProperty().get()).isFalse();
  }

  @Test
  void knowsThePresetThatIsActiveAndWhetherItWasEdited() {
    assertThat(model.activePreset()).contains(new ActivePreset("cnn", false));
    model.changeTraining(draft -> draft.epochs = 7);
    assertThat(model.activePreset()).contains(new ActivePreset("cnn", true));
    model.undo();
    assertThat(model.activePreset()).contains(new ActivePreset("cnn", false));
    model.setLimit(500);
    assertThat(model.activePreset()).contains(new ActivePreset("cnn", false));
    model.usePreset("mlp");
    assertThat(model.activePreset()).contains(new ActivePreset("mlp", false));
  }

  @Test
  void movesALayerWhereItFits() {
    model.addLayer(6, new Dropout(0.3));
    model.moveLayer(6, 7);

    assertThat(model.config().network().layers().get(7)).isInstanceOf(Dropout.class);
  }

  @Test
  void refusesToMoveAConvolutionBehindTheVector() {
    NetworkSpec before = model.config().network();

    assertThatThrownBy(() -> model.moveLayer(4, 6)).isInstanceOf(InvalidNetworkException.class);
    assertThat(model.config().network()).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "K_MEANS")
  void putsANewLayerWhereItFits(LayerKind kind) {
    model.addLayer(kind.placeIn(model.config().network().layers()), kind.initial());

    assertThat(model.setup().problem()).isEmpty();
    assertThat(model.setup().layers()).hasSize(9);
  }

  @Test
  void putsKMeansBeforeDenseLayers() {
    model.usePreset("mlp");
    List<LayerSpec> before = model.config().network().layers();
    model.addLayer(LayerKind.K_MEANS.placeBehind(2, before), LayerKind.K_MEANS.initial());

    assertThat(model.setup().problem()).isEmpty();
    assertThat(model.config().network().layers().get(0)).isEqualTo(new KMeans(50));
  }

  @Test
  void movesTheActivationToBatchNormalizationAndBack() {
    List<LayerSpec> before = model.config().network().layers();
    int place = LayerKind.BATCH_NORM.placeIn(before);
    model.addLayer(place, LayerKind.BATCH_NORM.initial());

    assertThat(place).isEqualTo(1);
    List<LayerSpec> layers = model.config().network().layers();
    assertThat(((Conv2d) layers.get(0)).activation()).isEqualTo(Activation.LINEAR);
    assertThat(layers.get(1)).isEqualTo(new BatchNorm(Activation.RELU));
    assertThat(LayerKind.BATCH_NORM.placeIn(layers)).isEqualTo(4);

    model.removeLayer(1);
    assertThat(model.config().network().layers()).isEqualTo(before);
  }

  @Test
  void leavesTheActivationWhereBatchNormalizationFollowsNoSums() {
    model.addLayer(2, LayerKind.BATCH_NORM.initial());

    List<LayerSpec> layers = model.config().network().layers();
    assertThat(layers.get(2)).isEqualTo(new BatchNorm(Activation.LINEAR));
    assertThat(((Conv2d) layers.get(0)).activation()).isEqualTo(Activation.RELU);
  }

  @Test
  void takesAnyChangeWhileTheNetworkDoesNotFit() throws ConfigException {
    RunConfig cnn = configFiles.preset("cnn");
    NetworkSpec threeClasses = cnn.network().withLayers(List.of(new Dense(3, Activation.SOFTMAX)));
    SetupViewModel unsound = modelOf(cnn.withNetwork(threeClasses));
    assertThat(unsound.setup().problem()).isPresent();

    unsound.setLayer(0, new Dense(10, Activation.SOFTMAX));

    assertThat(unsound.setup().problem()).isEmpty();
  }

  @Test
  void refusesClassWeightsThatAreNotOneForEachClass() {
    assertThatThrownBy(() -> model.changeTraining(draft -> draft.classWeights = List.of(1.0, 2.0)))
        .isInstanceOf(InvalidNetworkException.class)
        .hasMessageContaining("2 class weights for 10 classes");
    assertThat(model.training().classWeights()).isEmpty();

    model.changeTraining(draft -> draft.classWeights = Collections.nCopies(10, 2.0));
    assertThat(model.training().classWeights()).hasSize(10);
  }

  @Test
  void takesALossWhoseOutputCanBeChangedNext() {
    model.changeTraining(draft -> draft.loss = Loss.MEAN_SQUARED_ERROR);
    model.setLayer(7, new Dense(10, Activation.TANH));

    model.changeTraining(draft -> draft.loss = Loss.CROSS_ENTROPY);
    assertThat(model.setup().problem()).isPresent();
    model.setLayer(7, new Dense(10, Activation.SOFTMAX));
    assertThat(model.setup().problem()).isEmpty();
  }

  @Test
  void refusesToDecideByImagesThatAreNotHeldOut() {
    TrainingSpec before = model.training();

    assertThatThrownBy(
            () -> model.changeTraining(draft -> draft.validation = new ValidationSpec(0, 3, false)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("need validation images");
    assertThat(model.training()).isEqualTo(before);
  }

  @Test
  void opensEveryPreset() {
    for (String name : model.presets()) {
      model.usePreset(name);
      assertThat(model.setup().problem()).as(name).isEmpty();
      assertThat(Messages.of("setup").get("preset." + name)).as(name).isNotBlank();
    }
  }

  @Test
  void takesAPresetButKeepsTheData() {
    model.setLimit(1000);
    model.usePreset("mlp");

    assertThat(model.config().name()).isEqualTo("mlp");
    assertThat(model.config().limit()).isEqualTo(1000);
  }
}
