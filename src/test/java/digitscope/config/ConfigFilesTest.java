package digitscope.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digitscope.data.ImageShape;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigFilesTest {
  private static final String RATE = "learning rate must be from 0.00000001 to 100, not 1000000000";

  private final ConfigFiles files = new ConfigFiles();

  static Stream<String> presets() {
    return new ConfigFiles().presets().stream();
  }

  @ParameterizedTest
  @MethodSource("presets")
  void everyPresetFitsGrayDigitsAndReadsBackEqual(String name) throws ConfigException {
    RunConfig preset = files.preset(name);

    assertThat(preset.name()).isEqualTo(name);
    assertThat(preset.network().summarize(ImageShape.MNIST, 10)).isNotEmpty();
    assertThat(files.parse(files.format(preset), "text")).isEqualTo(preset);
  }

  @Test
  void everyLayerOptimizerAndScheduleReadsBackEqual() throws ConfigException {
    RunConfig preset = files.preset("cnn");
    List<LayerSpec> layers =
        List.of(
            new Conv2d(4, 5, 3, 2, Padding.SAME, Activation.LEAKY_RELU),
            new MaxPool2d(3, 2),
            new AveragePool2d(2, 1),
            new Dropout(0.25),
            new SeparableConv2d(4, 3, 5, 2, Padding.VALID, Activation.ELU),
            new BatchNorm(Activation.RELU),
            new Residual(8, 2),
            new GlobalAveragePool2d(),
            new KMeans(50),
            new Flatten(),
            new Dense(10, Activation.SIGMOID));
    for (OptimizerSpec optimizer :
        List.of(
            new OptimizerSpec.Sgd(),
            new OptimizerSpec.Momentum(0.9),
            new OptimizerSpec.Nesterov(0.8),
            new OptimizerSpec.RmsProp(0.9, 1e-7),
            OptimizerSpec.Adam.standard(),
            OptimizerSpec.AdamW.standard())) {
      for (ScheduleSpec schedule :
          List.of(
              new ScheduleSpec.Constant(),
              new ScheduleSpec.InverseDecay(0.1),
              new ScheduleSpec.Step(3, 0.5),
              new ScheduleSpec.Cosine(0.01),
              new ScheduleSpec.WarmRestarts(1.5, 2, 0.1),
              new ScheduleSpec.OneCycle(0.3, 0.04, 1e-4))) {
        RunConfig config =
            preset
                .withNetwork(new NetworkSpec(layers))
                .withTraining(
                    new TrainingSpec(
                        7,
                        32,
                        0.01,
                        optimizer,
                        schedule,
                        Loss.MEAN_SQUARED_ERROR,
                        0.1,
                        List.of(1.0, 2.0),
                        1e-4,
                        1e-3,
                        5,
                        Initialization.GLOROT,
                        new ValidationSpec(0.1, 3, true),
                        new AugmentationSpec(2, 10, 0.1, 5, 1, 0.2),
                        42,
                        2,
                        BackendChoice.ND4J));
        assertThat(files.parse(files.format(config), "text")).isEqualTo(config);
      }
    }
  }

  @Test
  void readsFilesThatAreOlderThanSomeSettings() throws ConfigException {
    RunConfig preset = files.preset("cnn");
    String json = files.format(preset);
    String older =
        json.replaceAll("(?s)\"(labelSmoothing|gradientClipping)\" : [^,]*,", "")
            .replaceAll(",\\s*\"backend\" : \"auto\"", "")
            .replaceAll("(?s)\"classWeights\" : \\[[^\\]]*\\],", "")
            .replaceAll("(?s)\"(validation|augmentation)\" : \\{[^}]*\\},", "");
    assertThat(older).doesNotContain("labelSmoothing", "classWeights", "augmentation", "backend");

    assertThat(files.parse(older, "text")).isEqualTo(preset);
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        Arguments.of("\"filters\": 32", "\"filters\": 0", "number of filters", "network[0]"),
        Arguments.of("\"size\": 2", "\"size\": 65", "pooling size must be from 1 to 64", "[1]"),
        Arguments.of("\"epochs\": 3", "\"epochs\": 0", "epochs must be from 1", "training"),
        Arguments.of("\"learningRate\": 0.001", "\"learningRate\": 1e9", RATE, "training"),
        Arguments.of("\"type\": \"flatten\"", "\"type\": \"flaten\"", "flaten", "network"),
        Arguments.of(
            "\"limit\": 0,", "\"limit\": 0, \"limits\": 0,", "known settings are", "limits"),
        Arguments.of("\"batchSize\": 128,", "", "batchSize", "training"),
        Arguments.of("\"batchSize\": 128", "\"batchSize\": 1.5", "a whole number", "batchSize"),
        Arguments.of("\"batchSize\": 128", "\"batchSize\": []", "a whole number", "batchSize"),
        Arguments.of("\"l1\": 0.0", "\"l1\": {}", "a number", "training.l1"),
        Arguments.of("\"network\": [", "\"network\": [ null, ", "is null", "network"),
        Arguments.of("\"network\": [", "\"network\": \"cnn\", \"x\": [", "a list", "network"),
        Arguments.of("\"type\": \"flatten\"", "", "no type", "network[5]"),
        Arguments.of("\"limit\": 0,", "\"limit\": -1,", "to 2147483647, not -1", "my.json"),
        Arguments.of("\"padding\": \"valid\"", "\"padding\": \"full\"", "full", "padding"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void namesWhatIsWrongAndWhere(String right, String wrong, String what, String where)
      throws ConfigException {
    String preset = files.format(files.preset("cnn")).replace(" : ", ": ");
    String json = preset.replace(right, wrong);
    assertThat(json).isNotEqualTo(preset);

    assertThatThrownBy(() -> files.parse(json, "my.json"))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("my.json")
        .hasMessageContaining(what)
        .hasMessageContaining(where)
        .hasMessageMatching("[^\\n\\r]*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "null", "{\"name\": 1", "not json"})
  void refusesWhatIsNoConfiguration(String text) {
    assertThatThrownBy(() -> files.parse(text, "my.json"))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("my.json")
        .hasMessageMatching("[^\\n\\r]*")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("Source", "digitscope.config"));
  }

  @Test
  void saysWhatHasNoPlaceAfterTheName() {
    assertThatThrownBy(() -> files.parse("[".repeat(2_000), "my.json"))
        .hasMessage("my.json: it is nested more than 100 levels deep");
    assertThatThrownBy(() -> files.parse("{\"limit\":\n" + "9".repeat(1_000) + "}", "my.json"))
        .hasMessage("my.json: a number has more than 100 digits");
  }

  @Test
  void namesAFileThatIsNotThere(@TempDir Path folder) {
    assertThatThrownBy(() -> files.read(folder.resolve("no.json")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("no.json");
  }

  @Test
  void namesThePresetsWhenThereIsNoneOfThatName() {
    assertThatThrownBy(() -> files.preset("../cnn"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("cnn, mlp, lenet5, cnn-bn, resnet-mini");
  }
}
