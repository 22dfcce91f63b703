package digitscope.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import digitscope.config.Activation;
import digitscope.config.ConfigException;
import digitscope.config.ConfigFiles;
import digitscope.config.Dense;
import digitscope.config.Flatten;
import digitscope.config.NetworkSpec;
import digitscope.config.RunConfig;
import digitscope.data.DataSplits;
import digitscope.data.Dataset;
import digitscope.data.ImageShape;
import digitscope.data.Progress;
import digitscope.eval.Evaluation;
import digitscope.eval.MetricLog;
import digitscope.eval.PlainNumbers;
import digitscope.network.Checkpoint;
import digitscope.network.ParameterLayout;
import digitscope.run.Provenance;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the evaluation, a report says the same of it at every step. */
final class ReportedNumbersTest {
  /** Of more pixels than there are images: each has one of its own, which alone is white. */
  private static final ImageShape SHAPE = new ImageShape(1, 16, 16);

  /** Probabilities are floats, and come out of a softmax. */
  private static final double EXACT = 1e-5;

  @TempDir private Path temp = Path.of("");

  @ParameterizedTest
  @MethodSource("digitscope.eval.PlainNumbers#runs")
  void reportsAgree(List<Evaluation> run) throws Exception {
    DataSplits data = data(run.get(0));
    for (Evaluation evaluation : run) {
      Path file = temp.resolve(evaluation.step() + ".html");
      RunReport.write(source(data, evaluation), file, Progress.NONE);
      JsonNode report = ReportJson.of(file);
      PlainNumbers plain = new PlainNumbers(evaluation);
      plain.assertSaidBy(report.get("evaluation"));
      assertThat(report.get("evaluation").get("loss").doubleValue())
          .isCloseTo(meanLoss(evaluation), within(EXACT));
      assertImages(report.get("images"), plain);
      assertBins(report.get("calibration"), plain);
    }
  }

  private static DataSplits data(Evaluation evaluation) {
    assertThat(evaluation.size()).isLessThanOrEqualTo(SHAPE.size());
    byte[] labels = new byte[evaluation.size()];
    byte[] pixels = new byte[labels.length * SHAPE.size()];
    for (int image = 0; image < labels.length; image++) {
      labels[image] = (byte) evaluation.actual(image);
      pixels[image * SHAPE.size() + image] = (byte) 255;
    }
    List<String> names =
        IntStream.range(0, evaluation.classes()).mapToObj(k -> "class" + k).toList();
    Dataset images = new Dataset("dots", SHAPE, names, pixels, labels);
    return new DataSplits("dots", images, images);
  }

  /** One dense layer, whose weights are the logarithms of what each image shall be read as. */
  private static ReportSource source(DataSplits data, Evaluation evaluation)
      throws ConfigException {
    int classes = evaluation.classes();
    NetworkSpec network =
        new NetworkSpec(List.of(new Flatten(), new Dense(classes, Activation.SOFTMAX)));
    RunConfig preset = new ConfigFiles().preset("mlp");
    RunConfig config = new RunConfig("dots", "dots", 0, network, preset.training());
    ParameterLayout layout = ParameterLayout.of(network, SHAPE, classes);
    int weights =
        layout.arrays().stream()
            .filter(array -> array.role() == ParameterLayout.Role.MATRIX)
            .findFirst()
            .orElseThrow()
            .offset();
    float[] parameters = new float[layout.size()];
    for (int image = 0; image < evaluation.size(); image++) {
      for (int k = 0; k < classes; k++) {
        parameters[weights + image * classes + k] =
            (float) Math.log(evaluation.probability(image, k));
      }
    }
    Checkpoint first = Checkpoint.beginning(config.training(), layout, parameters);
    Checkpoint reached =
        new Checkpoint(evaluation.step(), 0.1, first.parameters(), first.optimizerState());
    return new ReportSource(config, Provenance.now(data), reached, new MetricLog(), data);
  }

  /** Random probabilities do not sum to 1, but those of a network do. */
  private static double probability(Evaluation evaluation, int image, int label) {
    double sum = 0;
    for (int k = 0; k < evaluation.classes(); k++) {
      sum += evaluation.probability(image, k);
    }
    return evaluation.probability(image, label) / sum;
  }

  /** Mean cross-entropy. */
  private static double meanLoss(Evaluation evaluation) {
    return IntStream.range(0, evaluation.size())
        .mapToDouble(i -> -Math.log(probability(evaluation, i, evaluation.actual(i))))
        .average()
        .orElseThrow();
  }

  /** Every misread image, and of the correctly classified ones the least certain. */
  private static void assertImages(JsonNode images, PlainNumbers plain) {
    Evaluation evaluation = plain.evaluation();
    Map<List<Integer>, List<Integer>> cells = new HashMap<>();
    double before = 1;
    for (int i = 0; i < images.get("index").size(); i++) {
      int image = images.get("index").get(i).intValue();
      int actual = images.get("actual").get(i).intValue();
      int predicted = images.get("predicted").get(i).intValue();
      double confidence = images.get("confidence").get(i).doubleValue();
      cells.computeIfAbsent(List.of(actual, predicted), cell -> new ArrayList<>()).add(image);
      assertThat(confidence).isCloseTo(probability(evaluation, image, predicted), within(EXACT));
      if (actual != predicted) {
        assertThat(confidence).isLessThanOrEqualTo(before);
        before = confidence;
      }
    }
    for (int actual = 0; actual < evaluation.classes(); actual++) {
      for (int predicted = 0; predicted < evaluation.classes(); predicted++) {
        List<Integer> expected = plain.images(actual, predicted);
        List<Integer> shown = cells.getOrDefault(List.of(actual, predicted), List.of());
        assertThat(expected).containsAll(shown);
        assertThat(shown)
            .doesNotHaveDuplicates()
            .hasSize(actual == predicted ? Math.min(12, expected.size()) : expected.size());
      }
    }
  }

  private static void assertBins(JsonNode calibration, PlainNumbers plain) {
    int images = 0;
    double right = 0;
    for (JsonNode bin : calibration.get("bins")) {
      images += bin.get("images").intValue();
      right += bin.get("images").intValue() * bin.get("accuracy").doubleValue();
    }
    assertThat(images).isEqualTo(plain.evaluation().size());
    assertThat(right / images).isCloseTo(plain.accuracy(), within(EXACT));
  }
}
