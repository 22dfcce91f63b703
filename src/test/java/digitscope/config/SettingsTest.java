package digitscope.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettingsTest {
  private static RunConfig preset(String name) throws ConfigException {
    return new ConfigFiles().preset(name);
  }

  @Test
  void namesEachSettingByItsPath() throws Exception {
    assertThat(Settings.of(preset("mlp")))
        .containsEntry("name", "mlp")
        .containsEntry("training.learningRate", 0.5)
        .containsEntry("training.batchSize", 500)
        .containsEntry("training.optimizer.type", "momentum")
        .containsEntry("training.validation.fraction", 0.0)
        .containsEntry("training.classWeights", List.of())
        .containsEntry("corrections", true)
        .doesNotContainKey("network");
  }

  @Test
  void showsOnlyWhatDiffers() throws Exception {
    RunConfig a = preset("mlp");
    assertThat(Settings.differences(a, preset("mlp"))).isEmpty();
    RunConfig b = a.withTraining(a.training().withLearningRate(0.25).withSeed(7));
    assertThat(Settings.differences(a, b))
        .containsExactlyInAnyOrder(
            new SettingDifference("training.learningRate", Optional.of(0.5), Optional.of(0.25)),
            new SettingDifference("training.seed", Optional.of(1L), Optional.of(7L)));
  }

  @Test
  void showsASettingThatOnlyOneHas() throws Exception {
    RunConfig a = preset("mlp");
    RunConfig b = a.withTraining(a.training().withOptimizer(new OptimizerSpec.Sgd()));
    assertThat(Settings.differences(a, b))
        .containsExactlyInAnyOrder(
            new SettingDifference(
                "training.optimizer.type", Optional.of("momentum"), Optional.of("sgd")),
            new SettingDifference(
                "training.optimizer.momentum", Optional.of(0.9), Optional.empty()));
  }

  @Test
  void comparesLayersOfEqualNetworksSettingBySetting() throws Exception {
    RunConfig a = preset("mlp");
    List<LayerSpec> layers = new ArrayList<>(a.network().layers());
    layers.set(1, new Dense(50, Activation.SIGMOID));
    assertThat(Settings.differences(a, a.withNetwork(new NetworkSpec(layers))))
        .containsExactly(
            new SettingDifference("network[1].units", Optional.of(70), Optional.of(50)));
  }

  @Test
  void showsAnAddedLayerAloneAndNotAllThatFollow() throws Exception {
    RunConfig a = preset("mlp");
    List<LayerSpec> layers = new ArrayList<>(a.network().layers());
    layers.add(1, new Dropout(0.25));
    RunConfig b = a.withNetwork(new NetworkSpec(layers));
    Map<String, Object> dropout = Map.of("type", "dropout", "rate", 0.25);
    assertThat(Settings.differences(a, b))
        .containsExactly(
            new SettingDifference("network[1]", Optional.empty(), Optional.of(dropout)));
    assertThat(Settings.differences(b, a))
        .containsExactly(
            new SettingDifference("network[1]", Optional.of(dropout), Optional.empty()));
  }
}
