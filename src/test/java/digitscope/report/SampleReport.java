package digitscope.report;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.config.Activation;
import digitscope.config.BatchNorm;
import digitscope.config.ConfigException;
import digitscope.config.ConfigFiles;
import digitscope.config.Conv2d;
import digitscope.config.Dense;
import digitscope.config.Flatten;
import digitscope.config.NetworkSpec;
import digitscope.config.Padding;
import digitscope.config.RunConfig;
import digitscope.data.DataSplits;
import digitscope.data.Dataset;
import digitscope.data.ImageShape;
import digitscope.eval.CellChoice;
import digitscope.eval.Evaluation;
import digitscope.eval.Metric;
import digitscope.eval.MetricLog;
import digitscope.network.Checkpoint;
import digitscope.network.ParameterLayout;
import digitscope.run.Provenance;
import digitscope.session.TrainedNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What a report of an untrained network is made of, which reads much wrongly. */
final class SampleReport {
  /** Of classes, one of which has no image. */
  static final List<String> NAMES =
      List.of("ant", "</script><b>bee", "cat & \"dog\"", "never seen");

  private SampleReport() {}

  /** 300 images of noise in three of four classes. */
  private static DataSplits data() {
    Random random = new Random(5);
    ImageShape shape = new ImageShape(1, 9, 7);
    List<Dataset> sets = new ArrayList<>();
    for (int size : new int[] {100, 300}) {
      byte[] pixels = new byte[size * shape.size()];
      byte[] labels = new byte[size];
      random.nextBytes(pixels);
      for (int i = 0; i < size; i++) {
        labels[i] = (byte) random.nextInt(3);
      }
      sets.add(new Dataset("noise", shape, NAMES, pixels, labels));
    }
    return new DataSplits("noise", sets.get(0), sets.get(1));
  }

  /** A run to step 1500 of a small convolutional network, whose log goes on. */
  static ReportSource source() {
    DataSplits data = data();
    NetworkSpec network =
        new NetworkSpec(
            List.of(
                new Conv2d(4, 3, 2, 1, Padding.VALID, Activation.LINEAR),
                new BatchNorm(Activation.RELU),
                new Flatten(),
                new Dense(4, Activation.SOFTMAX)));
    try {
      RunConfig preset = new ConfigFiles().preset("mlp");
      RunConfig config = new RunConfig("a <small> run", "noise", 0, network, preset.training());
      ParameterLayout layout = ParameterLayout.of(network, data.test().shape(), 4);
      Random random = new Random(7);
      float[] parameters = new float[layout.size()];
      for (int i = 0; i < parameters.length; i++) {
        parameters[i] = i < layout.trained() ? (float) random.nextGaussian() : 1;
      }
      Checkpoint weights = Checkpoint.beginning(config.training(), layout, parameters);
      MetricLog metrics = new MetricLog();
      for (int step = 0; step < 2000; step++) {
        metrics.append(Metric.BATCH_LOSS, step, step == 3 ? Double.NaN : 1.0 / (step + 1));
      }
      Checkpoint later = new Checkpoint(1500, 0.1, weights.parameters(), weights.optimizerState());
      return new ReportSource(config, Provenance.now(data), later, metrics, data);
    } catch (ConfigException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What the network makes of the test images. */
  static Evaluation evaluation(ReportSource source) {
    Dataset test = source.data().test();
    try (TrainedNetwork network =
        new TrainedNetwork(source.config(), test.shape(), 4, source.weights())) {
      return network.evaluate(test);
    }
  }

  /** The cell off the diagonal with the most images. */
  static CellChoice.Cell largestCell(Evaluation evaluation) {
    CellChoice.Cell best = new CellChoice.Cell(0, 1);
    for (int actual = 0; actual < 4; actual++) {
      for (int predicted = 0; predicted < 4; predicted++) {
        if (actual != predicted
            && evaluation.confusion().count(actual, predicted)
                > evaluation.confusion().count(best.actual(), best.predicted())) {
          best = new CellChoice.Cell(actual, predicted);
        }
      }
    }
    assertThat(evaluation.confusion().count(best.actual(), best.predicted())).isGreaterThan(1);
    return best;
  }
}
