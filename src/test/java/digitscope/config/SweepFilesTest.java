package digitscope.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SweepFilesTest {
  @TempDir private Path temp = Path.of("");

  private static SweepSpec parse(String text) throws ConfigException {
    return new SweepFiles().parse(text, "s.json");
  }

  private static SweepSpec training(String training, String search) throws ConfigException {
    return parse(
        "{\"preset\": \"mlp\", \"training\": {%s}, \"search\": %s}".formatted(training, search));
  }

  private static final String GRID = "{\"kind\": \"grid\"}";

  @Test
  void aGridHasAllCombinationsWithTheLastSettingFastest() throws Exception {
    SweepSpec sweep =
        training(
            "\"batchSize\": [50, 200], \"learningRate\": {\"from\": 0.01, \"to\": 1, \"scale\":"
                + " \"log\", \"steps\": 3}",
            GRID);
    assertThat(sweep.points())
        .containsExactly(
            Map.of("training.batchSize", 50, "training.learningRate", 0.01),
            Map.of("training.batchSize", 50, "training.learningRate", 0.1),
            Map.of("training.batchSize", 50, "training.learningRate", 1.0),
            Map.of("training.batchSize", 200, "training.learningRate", 0.01),
            Map.of("training.batchSize", 200, "training.learningRate", 0.1),
            Map.of("training.batchSize", 200, "training.learningRate", 1.0));
    assertThat(sweep.base().name()).isEqualTo("mlp");
    assertThat(sweep.isPreset()).isTrue();
    assertThat(sweep.base().training().optimizer())
        .isEqualTo(new ConfigFiles().preset("mlp").training().optimizer());
  }

  @Test
  void holdsOutAShareUnlessTheFileDoes() throws Exception {
    SweepSpec silent = training("\"epochs\": [1, 2]", GRID);
    assertThat(silent.holdsOutByDefault()).isTrue();
    assertThat(silent.base().training().validation()).isEqualTo(new ValidationSpec(0.1, 0, false));
    SweepSpec own =
        training(
            "\"epochs\": [1, 2], \"validation\": {\"fraction\": 0.2, \"patience\": 3,"
                + " \"restoreBest\": true}",
            GRID);
    assertThat(own.holdsOutByDefault()).isFalse();
    assertThat(own.base().training().validation()).isEqualTo(new ValidationSpec(0.2, 3, true));
    assertThatThrownBy(() -> training("\"validation\": {\"fraction\": [0, 0.1]}", GRID))
        .hasMessageContaining("training.validation.fraction")
        .hasMessageContaining("above 0");
  }

  @Test
  void readsAWholeConfigurationAsWell() throws Exception {
    RunConfig mlp = new ConfigFiles().preset("mlp");
    Path file = temp.resolve("sweep.json");
    String text = new ConfigFiles().format(mlp);
    Files.writeString(file, text.replace("\"seed\" : 1", "\"seed\" : [1, 2, 3]"));
    SweepSpec sweep = new SweepFiles().read(file);
    assertThat(sweep.isPreset()).isFalse();
    assertThat(sweep.search()).isEqualTo(SweepSpec.Search.grid());
    assertThat(sweep.points())
        .extracting(point -> point.get("training.seed"))
        .containsExactly(1, 2, 3);
  }

  @Test
  void variesLayersOptimizersAndWholeNetworks() throws Exception {
    SweepSpec units =
        parse(
            "{\"preset\": \"mlp\", \"network\": [{\"type\": \"flatten\"}, {\"type\": \"dense\","
                + " \"units\": [20, 40], \"activation\": \"relu\"}, {\"type\": \"dense\", \"units\":"
                + " 10, \"activation\": \"softmax\"}], \"training\": {\"optimizer\": [{\"type\":"
                + " \"sgd\"}, {\"type\": \"momentum\", \"momentum\": 0.9}]}}");
    assertThat(units.points()).hasSize(4);
    RunConfig last = Settings.with(units.base(), units.points().get(3), "s.json");
    assertThat(last.network().layers().get(1)).isEqualTo(new Dense(40, Activation.RELU));
    assertThat(last.training().optimizer()).isEqualTo(new OptimizerSpec.Momentum(0.9));
    String dense = "{\"type\": \"dense\", \"units\": 10, \"activation\": \"softmax\"}";
    SweepSpec networks =
        parse(
            "{\"preset\": \"mlp\", \"network\": [[{\"type\": \"flatten\"}, %s], [{\"type\":"
                    .formatted(dense)
                + " \"flatten\"}, {\"type\": \"dropout\", \"rate\": 0.5}, %s]]}".formatted(dense));
    assertThat(networks.points()).hasSize(2);
    assertThat(
            Settings.with(networks.base(), networks.points().get(1), "s.json").network().layers())
        .hasSize(3);
  }

  @Test
  void drawsTheSameForTheSameSeedAndWithinTheRange() throws Exception {
    String rate =
        "\"learningRate\": {\"from\": 0.001, \"to\": 1.0, \"scale\": \"log\"}, \"batchSize\":"
            + " {\"from\": 10, \"to\": 100}";
    String search = "{\"kind\": \"random\", \"number\": 400, \"seed\": 7}";
    List<Map<String, Object>> points = training(rate, search).points();
    assertThat(points).hasSize(400).doesNotHaveDuplicates();
    assertThat(points).isEqualTo(training(rate, search).points());
    assertThat(points).isNotEqualTo(training(rate, search.replace("7", "8")).points());
    double below =
        points.stream().filter(point -> number(point, "training.learningRate") < 0.0316).count();
    // Half of the draws lie below the geometric mean, within four standard deviations.
    assertThat(below / 400).isCloseTo(0.5, within(0.1));
    assertThat(points)
        .allSatisfy(
            point -> {
              assertThat(number(point, "training.learningRate")).isBetween(0.001, 1.0);
              assertThat(number(point, "training.batchSize")).isBetween(10.0, 100.0);
              assertThat(point.get("training.batchSize")).isInstanceOf(Long.class);
            });
  }

  private static double number(Map<String, Object> point, String setting) {
    return point.get(setting) instanceof Number value ? value.doubleValue() : Double.NaN;
  }

  @Test
  void aRandomSearchOfFewValuesTriesNoneTwice() throws Exception {
    assertThat(training("\"epochs\": [1, 2, 3]", "{\"kind\": \"random\", \"number\": 10}").points())
        .hasSize(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'epochs': []                                | at training.epochs: the list is empty",
        "'epochs': [1, 1]                            | at training.epochs: the value 1 is in its list twice",
        "'epochs': [1, null]                         | at training.epochs: a value in its list is null",
        "'epochs': [{'from': 1, 'to': 2}]            | at training.epochs: a list can't hold a range",
        "'epochs': {'from': 1}                       | at training.epochs: a range needs two numbers",
        "'epochs': {'from': 1, 'to': 'x'}            | at training.epochs: a range needs two numbers",
        "'epochs': {'from': 3, 'to': 1, 'steps': 2}  | at training.epochs: 'from' must be less than 'to'",
        "'epochs': {'from': 1, 'to': 3}              | s.json: a grid needs 'steps'",
        "'epochs': {'from': 1, 'to': 3, 'steps': 1}  | at training.epochs: 'steps' must be from 2 to 1000",
        "'epochs': {'from': 1, 'to': 3, 'steps': 2.5}| at training.epochs: the steps of a range must be",
        "'epochs': {'from': 1, 'to': 3, 'step': 2}   | at training.epochs: there is no 'step'; known are from",
        "'epochs': {'from': 1, 'to': 3, 'scale': 'x'}| at training.epochs: the scale of a range must be",
        "'learningRate': {'from': 0, 'to': 1.5, 'scale': 'log', 'steps': 3} | 'from' must be above 0",
        "'epochs': [1, 0]                            | at training: epochs must be from 1 to 100000, not 0",
        "'epochs': ['many', 2]                       | at training.epochs: it must be a whole number",
        "'epoch': [1, 2]                             | at training.epoch: there is no setting with this name",
        "'epochs': 3                                 | s.json: nothing varies; give a list or a range",
        "'seed': {'from': 1, 'to': 1000, 'steps': 1000}, 'epochs': [1, 2] | the grid has more than 1,000 runs"
      })
  void refusesWhatCannotBeTried(String settings, String message) {
    assertThatThrownBy(() -> training(settings.replace('\'', '"'), GRID))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("s.json")
        .hasMessageContaining(message)
        .hasMessageNotContaining("Exception");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'grid'                                     | at search: it must be an object",
        "{}                                         | at search.kind: it must be",
        "{'kind': 'bayes'}                          | at search.kind: it must be",
        "{'kind': 'random'}                         | at search.number: a random search needs the number",
        "{'kind': 'random', 'number': 0}            | at search: 'number' must be from 1 to 1000, not 0",
        "{'kind': 'random', 'number': 3, 'seed': 'x'}| at search.seed: it must be a whole number",
        "{'kind': 'grid', 'number': 3}              | at search.number: a grid tries all",
        "{'kind': 'grid', 'size': 3}                | at search: there is no 'size'; known are kind"
      })
  void refusesASearchThatIsNone(String search, String message) {
    assertThatThrownBy(() -> training("\"epochs\": [1, 2]", search.replace('\'', '"')))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(message);
  }

  @Test
  void refusesWhatIsNoSweepAtAll() {
    for (String text : List.of("", "[]", "{", "null", "{\"preset\": 3}", "{\"preset\": \"x\"}")) {
      assertThatThrownBy(() -> parse(text)).isInstanceOf(ConfigException.class);
    }
    assertThatThrownBy(() -> new SweepFiles().read(temp.resolve("none.json")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("none.json")
        .hasMessageContaining("cannot be read");
  }
}
