package digitscope.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import digitscope.config.ConfigException;
import digitscope.config.ConfigFiles;
import digitscope.config.NetworkSpec;
import digitscope.config.OptimizerSpec;
import digitscope.config.ScheduleSpec;
import digitscope.config.TrainingSpec;
import digitscope.data.Dataset;
import digitscope.data.ImageShape;
import digitscope.network.Checkpoint;
import digitscope.network.NetworkFactory;
import digitscope.nn.Reference;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Trains networks for a few steps and compares losses and weights with the numbers that {@code
 * training.py} got from PyTorch, where it is said too how the definitions are mapped.
 */
final class PyTorchTrainingTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Norm of a change below which it may be rounding alone, as of biases that a mean is taken from.
   */
  private static final double LEAST_CHANGE = 0.01;

  static Stream<Arguments> cases() {
    return Reference.cases("training.json").stream()
        .map(one -> Arguments.of(one.get("name").textValue(), one));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void takesTheSameSteps(String name, JsonNode expected) {
    NetworkSpec network = JSON.convertValue(expected.get("network"), NetworkSpec.class);
    TrainingSpec training = training(expected);
    Dataset data = data(expected);
    float[] start = Reference.values(expected.get("arrays"));
    double[] losses = Reference.numbers(expected.get("losses"));
    try (Engine engine = new Engine(network, training, data.shape(), data.classes())) {
      float[] state = engine.checkpoint(0, 0).optimizerState();
      engine.restore(new Checkpoint(0, 0, start, state));
      double tolerance = expected.get("lossTolerance").doubleValue();
      for (int step = 0; step < losses.length; step++) {
        int[] batch = JSON.convertValue(expected.get("batches").get(step), int[].class);
        double factor =
            NetworkFactory.learningRateFactor(training.schedule(), step, training.epochs());
        double rate = training.learningRate() * factor;
        engine.startSteps(data, List.of(new Engine.Step(batch, step, rate)), () -> {});
        StepResult result = engine.finishSteps().get(0);
        assertThat(result.loss())
            .as("loss of step " + step)
            .isCloseTo(losses[step], within(tolerance));
      }
      checkChanges(start, engine.checkpoint(losses.length, 0).parameters(), expected);
    }
  }

  private static void checkChanges(float[] start, float[] end, JsonNode expected) {
    JsonNode arrays = expected.get("arrays");
    JsonNode changes = expected.get("changes"); // none where only losses are compared
    for (int i = 0; i < changes.size(); i++) {
      JsonNode array = arrays.get(i);
      double[] digest = Reference.numbers(changes.get(i));
      int offset = array.get("offset").intValue();
      float[] change = new float[array.get("size").intValue()];
      for (int k = 0; k < change.length; k++) {
        change[k] = end[offset + k] - start[offset + k];
      }
      assertThat(Reference.digest(change))
          .as("change of array %d, %s", i, array.get("name").textValue())
          .containsExactly(digest, within(1e-4 * Math.max(digest[0], LEAST_CHANGE)));
    }
  }

  /** A step of the session counts as an epoch here, so that the schedule goes with it. */
  private static TrainingSpec training(JsonNode expected) {
    TrainingSpec preset;
    try {
      preset = new ConfigFiles().preset("cnn").training();
    } catch (ConfigException e) {
      throw new AssertionError(e);
    }
    List<Double> classWeights =
        DoubleStream.of(Reference.numbers(expected.get("classWeights"))).boxed().toList();
    return preset.with(
        draft -> {
          draft.epochs = expected.get("batches").size();
          draft.learningRate = expected.get("learningRate").doubleValue();
          draft.optimizer = JSON.convertValue(expected.get("optimizer"), OptimizerSpec.class);
          draft.schedule = new ScheduleSpec.Cosine(expected.get("finalFactor").doubleValue());
          draft.labelSmoothing = expected.get("labelSmoothing").doubleValue();
          draft.classWeights = classWeights;
          draft.l1 = expected.get("l1").doubleValue();
          draft.l2 = expected.get("l2").doubleValue();
          draft.gradientClipping = expected.get("gradientClipping").doubleValue();
          draft.threads = 2;
        });
  }

  private static Dataset data(JsonNode expected) {
    int[] image = JSON.convertValue(expected.get("image"), int[].class);
    ImageShape shape = new ImageShape(image[0], image[1], image[2]);
    int count = expected.get("images").intValue();
    int classes = expected.get("classes").intValue();
    byte[] labels = new byte[count];
    for (int n = 0; n < count; n++) {
      labels[n] = (byte) Reference.label(n, classes);
    }
    List<String> names = IntStream.range(0, classes).mapToObj(String::valueOf).toList();
    return new Dataset("waves", shape, names, Reference.pixels(count * shape.size()), labels);
  }
}
