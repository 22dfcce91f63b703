package digitscope.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import digitscope.config.RunConfig;
import digitscope.data.Augmentation;
import digitscope.data.DataSplits;
import digitscope.data.Dataset;
import digitscope.data.HeldOut;
import digitscope.nn.Reference;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a trace has, compared with the numbers that {@code trace.py} got from it with PyTorch. */
class StepTraceTest {
  /** Norm below which differences are rounding alone. */
  private static final double LEAST = 1e-3;

  /** Relative difference of rounding alone: over black, all sums of the first step are exact. */
  private static final double FIRST_STEP = 2e-5;

  /**
   * Later a bias of ±0.001 is all there is over black, and pooling windows there differ by less
   * than the rounding of the bright pixels nearby: a few maxima in 10,000 are taken from another
   * place, which only the first convolution's biases notice.
   */
  private static final double LATER_STEPS = 5e-3;

  @TempDir private Path temp = Path.of("");

  @ParameterizedTest
  @ValueSource(strings = {"cnn", "mlp"})
  void isWhatPyTorchComputesFromIt(String preset) throws Exception {
    Map<String, Archives.Content> trace = trace(SampleTraces.config(preset), SampleTraces.data());
    JsonNode steps = expected().get(preset);
    assertThat(steps).hasSize(SampleTraces.STEPS);
    for (int k = 1; k <= SampleTraces.STEPS; k++) {
      JsonNode step = steps.get(k - 1);
      String prefix = "step-" + k + "/";
      double tolerance = k == 1 ? FIRST_STEP : LATER_STEPS;
      for (String scalar : List.of("loss", "penalty", "absolute_error", "clipping")) {
        double value = step.get(scalar).doubleValue();
        assertThat(array(trace, prefix + scalar).doubleScalar())
            .as(prefix + scalar)
            .isCloseTo(value, within(scalar.equals("clipping") ? 1e-4 : 1e-5 * value));
      }
      for (Map.Entry<String, JsonNode> gradient : step.get("gradient").properties()) {
        check(
            prefix + "gradient/" + gradient.getKey(), trace, gradient.getValue(), null, tolerance);
      }
      for (Map.Entry<String, JsonNode> change : step.get("change").properties()) {
        String name = change.getKey();
        check(
            prefix + "after/" + name,
            trace,
            change.getValue(),
            prefix + "before/" + name,
            Math.max(2e-4, tolerance));
      }
    }
  }

  private static void check(
      String name,
      Map<String, Archives.Content> trace,
      JsonNode digest,
      @org.jspecify.annotations.Nullable String minus,
      double tolerance)
      throws IOException {
    float[] values = floats(trace, name);
    if (minus != null) {
      float[] before = floats(trace, minus);
      for (int i = 0; i < values.length; i++) {
        values[i] -= before[i];
      }
    }
    double[] theirs = Reference.numbers(digest);
    assertThat(Reference.digest(values))
        .as(name)
        .containsExactly(theirs, within(tolerance * Math.max(theirs[0], LEAST)));
  }

  @Test
  void hasEveryArrayOfEveryStepUnderItsName() throws Exception {
    Map<String, Archives.Content> trace = trace(SampleTraces.config("mlp"), SampleTraces.data());
    Set<String> names =
        trace.keySet().stream()
            .filter(name -> name.startsWith("step-4/"))
            .map(name -> name.substring("step-4/".length()))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(names)
        .contains("indices", "labels", "images", "loss", "penalty", "learning_rate", "clipping")
        .contains("absolute_error", "mask/3.dropout", "gradient/2.dense/weights")
        .contains("before/4.dense/biases", "after/5.dense/weights")
        .hasSize(8 + 1 + 3 * 6);
    assertThat(trace.keySet()).hasSize(SampleTraces.STEPS * names.size());
    for (int k = 1; k < SampleTraces.STEPS; k++) {
      assertThat(floats(trace, "step-" + (k + 1) + "/before/2.dense/weights"))
          .isEqualTo(floats(trace, "step-" + k + "/after/2.dense/weights"));
    }
  }

  @Test
  void namesTheImagesInTheTrainingSetAndHasThemAsTheyWereVaried() throws Exception {
    RunConfig config = SampleTraces.config("mlp");
    Dataset images = SampleTraces.data().train();
    Map<String, Archives.Content> trace = trace(config, SampleTraces.data());
    long[] indices = array(trace, "step-1/indices").longs();
    long[] labels = array(trace, "step-1/labels").longs();
    float[] pixels = floats(trace, "step-1/images");
    Dataset trained =
        HeldOut.of(images, config.training().validation().fraction(), config.training().seed())
            .training();
    Augmentation augmentation = config.training().augmentation().of(images.shape());
    assertThat(indices).hasSize(11).doesNotHaveDuplicates();
    for (int i = 0; i < indices.length; i++) {
      int index = (int) indices[i];
      assertThat(labels[i]).isEqualTo(images.label(index));
      int place = place(trained, images.image(index));
      byte[] varied = images.image(index);
      augmentation.applyInTraining(varied, config.training().seed(), 0, place);
      float[] expected = new float[varied.length];
      for (int p = 0; p < varied.length; p++) {
        expected[p] = (varied[p] & 0xff) / 255f;
      }
      assertThat(Arrays.copyOfRange(pixels, i * expected.length, (i + 1) * expected.length))
          .isEqualTo(expected);
    }
  }

  private static int place(Dataset trained, byte[] image) {
    for (int place = 0; place < trained.size(); place++) {
      if (Arrays.equals(trained.image(place), image)) {
        return place;
      }
    }
    throw new AssertionError("The image was held out");
  }

  private Map<String, Archives.Content> trace(RunConfig config, DataSplits data) throws Exception {
    Path file = temp.resolve("trace.npz");
    SampleTraces.write(config, data, file);
    return Archives.read(file);
  }

  private static float[] floats(Map<String, Archives.Content> trace, String name)
      throws IOException {
    return array(trace, name).floats();
  }

  private static Archives.Content array(Map<String, Archives.Content> trace, String name) {
    return Objects.requireNonNull(trace.get(name), name);
  }

  private static JsonNode expected() throws IOException {
    try (InputStream json = StepTraceTest.class.getResourceAsStream("trace.json")) {
      return new ObjectMapper().readTree(Objects.requireNonNull(json)).get("cases");
    }
  }
}
