package digitscope.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digitscope.config.LayerSummary;
import digitscope.config.OptimizerSpec;
import digitscope.config.RunConfig;
import digitscope.data.DataSplits;
import digitscope.engine.NetworkSample;
import digitscope.io.WordedIOException;
import digitscope.network.BestWeights;
import digitscope.network.Checkpoint;
import digitscope.network.ParameterLayout;
import digitscope.session.TinyTask;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CheckpointFileTest {
  private static final DataSplits DATA = TinyTask.data();

  /** 4 kernels of 3×3 with their biases, a dense layer of 4 units on 4 maps of 3×3. */
  private static final int PARAMETERS = 4 * 9 + 4 + 4 * 36 + 4;

  @TempDir private Path temp = Path.of("");

  static Stream<OptimizerSpec> optimizers() {
    return Stream.of(
        new OptimizerSpec.Sgd(),
        new OptimizerSpec.Momentum(0.9),
        new OptimizerSpec.Nesterov(0.9),
        new OptimizerSpec.RmsProp(0.9, 1e-8),
        OptimizerSpec.Adam.standard(),
        OptimizerSpec.AdamW.standard());
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void readsBackWhatAnyOptimizerRemembers(OptimizerSpec optimizer) throws Exception {
    RunConfig config = tiny(optimizer);
    Checkpoint start = Checkpoint.beginning(config.training(), layout(config), noise(PARAMETERS));
    float[] state = noise(start.optimizerState().length);
    if (state.length == 2 * PARAMETERS + 1) {
      state[state.length - 1] = 17; // the steps that Adam counts
    }
    Checkpoint known =
        new Checkpoint(
            17,
            0.25,
            start.parameters(),
            state,
            Optional.of(new BestWeights(10, 0.5, noise(PARAMETERS), 15, false)));
    Path file = temp.resolve("checkpoint.npz");
    form(config).write(file, known);
    assertThat(form(config).read(file, known.step())).usingRecursiveComparison().isEqualTo(known);
  }

  @Test
  void namesEveryArray() throws Exception {
    RunConfig config = tiny(OptimizerSpec.Adam.standard());
    Path file = write(config);
    List<String> names;
    try (NpzReader arrays = NpzReader.open(file)) {
      names = arrays.names();
    }
    assertThat(names)
        .containsExactly(
            "version",
            "step",
            "learning_rate",
            "1.convolution/weights",
            "1.convolution/biases",
            "5.dense/weights",
            "5.dense/biases",
            "optimizer/first_moment/1.convolution/weights",
            "optimizer/first_moment/1.convolution/biases",
            "optimizer/first_moment/5.dense/weights",
            "optimizer/first_moment/5.dense/biases",
            "optimizer/second_moment/1.convolution/weights",
            "optimizer/second_moment/1.convolution/biases",
            "optimizer/second_moment/5.dense/weights",
            "optimizer/second_moment/5.dense/biases",
            "optimizer/steps");
  }

  /** Every kind of array that a layer has: kernels, matrices, statistics, mean images. */
  @Test
  void putsEveryArrayBackWhereItWas() {
    for (NetworkSample sample : NetworkSample.all()) {
      ParameterLayout layout =
          ParameterLayout.of(
              sample.config().network(), sample.data().shape(), sample.data().classes());
      long statistics =
          sample
              .config()
              .network()
              .summarize(sample.data().shape(), sample.data().classes())
              .stream()
              .mapToLong(LayerSummary::statistics)
              .sum();
      assertThat(layout.size() - layout.trained()).as(sample.name()).isEqualTo((int) statistics);
      float[] vector = noise(layout.size());
      float[] again = new float[layout.size()];
      layout.arrays().forEach(place -> place.write(place.read(vector).values(), again));
      assertThat(again).as(sample.name()).isEqualTo(vector);
      assertThat(layout.read(vector))
          .extracting(array -> array.shape())
          .containsExactlyElementsOf(
              layout.arrays().stream().map(place -> place.fileShape()).toList());
    }
  }

  /** As programs before wrote it: without a version, in flat vectors. */
  @Test
  void readsFlatVectors() throws Exception {
    float[] parameters = noise(PARAMETERS);
    float[] state = noise(2 * PARAMETERS + 1);
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put("step", NpyArray.of(30L));
    arrays.put("learning_rate", NpyArray.of(0.01));
    arrays.put("parameters", NpyArray.of(parameters, List.of(PARAMETERS)));
    arrays.put("optimizer_state", NpyArray.of(state, List.of(state.length)));
    arrays.put("best_step", NpyArray.of(20L));
    arrays.put("best_loss", NpyArray.of(0.125));
    arrays.put("best_parameters", NpyArray.of(state, List.of(state.length)));
    arrays.put("validated_step", NpyArray.of(30L));
    arrays.put("best_restored", NpyArray.of(1L));
    Path file = temp.resolve("old.npz");
    NpzFile.write(file, arrays);
    CheckpointFile form = form(tiny(OptimizerSpec.Adam.standard()));
    assertThatThrownBy(() -> form.read(file, 30))
        .hasMessage(
            String.format(
                Locale.ROOT,
                "array 'best_parameters': its shape is [%d], not [%d]",
                state.length,
                PARAMETERS));
    arrays.put("best_parameters", NpyArray.of(parameters, List.of(PARAMETERS)));
    NpzFile.write(file, arrays);
    assertThat(form.read(file, 30))
        .usingRecursiveComparison()
        .isEqualTo(
            new Checkpoint(
                30,
                0.01,
                parameters,
                state,
                Optional.of(new BestWeights(20, 0.125, parameters, 30, true))));
  }

  @Test
  void saysWhichArrayIsMissingOrAnother() throws Exception {
    RunConfig config = tiny(new OptimizerSpec.Momentum(0.9));
    Path file = write(config);
    assertThatThrownBy(() -> form(tiny(OptimizerSpec.Adam.standard())).read(file, 0))
        .hasMessage("it has no array 'optimizer/first_moment/1.convolution/weights'");
    Archives.put(file, "5.dense/weights", NpyArray.of(noise(144), List.of(4, 36)));
    assertThatThrownBy(() -> form(config).read(file, 0))
        .isInstanceOf(IOException.class)
        .hasMessage("array '5.dense/weights': its shape is [4, 36], not [36, 4]");
    Archives.put(file, "version", NpyArray.of(3L));
    assertThatThrownBy(() -> form(config).read(file, 0)).hasMessageContaining("newer than this");
  }

  @Test
  void refusesNumbersThatNoCheckpointHas() throws Exception {
    RunConfig config = tiny(OptimizerSpec.Adam.standard());
    Map<String, NpyArray> impossible =
        Map.of(
            "step", NpyArray.of(-5L),
            "learning_rate", NpyArray.of(Double.NaN),
            "optimizer/steps", NpyArray.of(-1L),
            "best_step", NpyArray.of(1L << 62),
            "validated_step", NpyArray.of(1L << 62),
            "best_restored", NpyArray.of(2L),
            "version", NpyArray.of(0L));
    for (Map.Entry<String, NpyArray> one : impossible.entrySet()) {
      Path file = writeKnown(config);
      assertThat(form(config).read(file, 30).step()).isEqualTo(30);
      Archives.put(file, one.getKey(), one.getValue());
      assertThatThrownBy(() -> form(config).read(file, 30))
          .as(one.getKey())
          .isInstanceOf(WordedIOException.class);
    }
    Path ofAnotherStep = writeKnown(config);
    assertThatThrownBy(() -> form(config).read(ofAnotherStep, 31)).hasMessageContaining("'step'");
  }

  /** A checkpoint of step 30 that holds everything that one can hold. */
  private Path writeKnown(RunConfig config) throws IOException {
    Path file = write(config);
    BestWeights best = new BestWeights(10, 0.5, noise(PARAMETERS), 15, false);
    float[] state = new float[2 * PARAMETERS + 1];
    form(config).write(file, new Checkpoint(30, 0.1, noise(PARAMETERS), state, Optional.of(best)));
    return file;
  }

  private Path write(RunConfig config) throws IOException {
    Path file = temp.resolve("checkpoint.npz");
    form(config)
        .write(
            file, Checkpoint.beginning(config.training(), layout(config), new float[PARAMETERS]));
    return file;
  }

  private static RunConfig tiny(OptimizerSpec optimizer) {
    RunConfig tiny = TinyTask.config();
    return tiny.withTraining(tiny.training().with(draft -> draft.optimizer = optimizer));
  }

  private static ParameterLayout layout(RunConfig config) {
    return ParameterLayout.of(config.network(), DATA.train().shape(), DATA.train().classes());
  }

  private static CheckpointFile form(RunConfig config) {
    return CheckpointFile.of(config, Provenance.now(DATA));
  }

  private static float[] noise(int size) {
    Random random = new Random(size);
    float[] noise = new float[size];
    for (int i = 0; i < size; i++) {
      noise[i] = random.nextFloat();
    }
    return noise;
  }
}
