package digitscope.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import digitscope.data.Dataset;
import digitscope.eval.Evaluation;
import digitscope.network.Checkpoint;
import digitscope.network.NetworkFactory;
import digitscope.nn.Execution;
import digitscope.nn.Network;
import digitscope.nn.OutputFunction;
import digitscope.probe.PatternSearch;
import digitscope.probe.PatternSettings;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What must hold for any network, whatever it computes. */
final class NetworkPropertiesTest {
  /** Sizes of mini-batches: odd, prime, and smaller than the number of workers. */
  private static final int[] ANY_SIZE = {37, 23, 2, 11, 1};

  /**
   * Sizes that leave more than one image for each part of a batch, so that it can be normalized.
   */
  private static final int[] LARGE = {37, 23, 31};

  static List<NetworkSample> samples() {
    return NetworkSample.all();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aBatchIsItsImagesOneByOne(NetworkSample sample) {
    try (Network network = trained(sample)) {
      double[][] together = logits(network, sample.data(), range(7));
      assertThat(together[0]).isNotEqualTo(together[1]);
      for (int n = 0; n < together.length; n++) {
        check(logits(network, sample.data(), n)[0], together[n]);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void permutingTheImagesPermutesTheOutputs(NetworkSample sample) {
    int[] permutation = {4, 0, 6, 2, 1, 5, 3};
    try (Network network = trained(sample)) {
      double[][] plain = logits(network, sample.data(), range(permutation.length));
      double[][] permuted = logits(network, sample.data(), permutation);
      for (int n = 0; n < permutation.length; n++) {
        check(permuted[n], plain[permutation[n]]);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everyBatchSizeAndNumberOfWorkersGivesTheSameEvaluation(NetworkSample sample) {
    float[] values = values(sample, 1, 3, LARGE);
    Evaluation expected = evaluation(sample, values, 2);
    assertThat(expected.probabilities(0)).isNotEqualTo(expected.probabilities(1));
    for (int threads : new int[] {1, 3}) {
      checkSame(evaluation(sample, values, threads), expected);
    }
    for (int size : new int[] {1, 5, 16, 37}) {
      checkSame(evaluationInBatches(sample, values, size), expected);
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void moreWorkersChangeNothingButTheRounding(NetworkSample sample) {
    float[] one = values(sample, 1, 3, LARGE);
    assertThat(distance(one, values(sample, 1, 0))).isGreaterThan(1e-3);
    for (int threads : new int[] {2, 3}) {
      assertThat(distance(values(sample, threads, 3, LARGE), one)).isLessThan(5e-5);
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void theSameSeedAndWorkersGiveTheSameBits(NetworkSample sample) {
    float[] first = values(sample, 3, 5, ANY_SIZE);
    assertThat(values(sample, 3, 5, ANY_SIZE)).isEqualTo(first);
    try (Engine engine = sample.engine(3)) {
      List<Engine.Step> atOnce =
          IntStream.range(0, 5).mapToObj(step -> sample.step(step, ANY_SIZE)).toList();
      engine.startSteps(sample.data(), atOnce, () -> {});
      assertThat(engine.finishSteps()).hasSize(5);
      assertThat(engine.checkpoint(5, 0).parameters()).as("taken at once").isEqualTo(first);
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void lookingAtItDoesNotChangeWhatItLearns(NetworkSample sample) {
    float[] alone = values(sample, 2, 5, ANY_SIZE);
    try (Engine engine = sample.engine(2)) {
      PatternSearch search = startPatterns(sample, engine, 0, 0);
      for (int step = 0; step < 5; step++) {
        lookAround(sample, engine, step);
        engine.startSteps(sample.data(), List.of(sample.step(step, ANY_SIZE)), () -> {});
        lookAround(sample, engine, step);
        search.advance();
        engine.finishSteps();
        engine.startEvaluation(sample.data(), () -> {});
        search.advance();
        engine.finishEvaluation(step);
      }
      search.close();
      assertThat(engine.checkpoint(5, 0).parameters()).isEqualTo(alone);
    }
  }

  /** Predicts, shows all maps and searches the patterns of every layer a little. */
  private static void lookAround(NetworkSample sample, Engine engine, int step) {
    byte[] image = sample.data().image(step);
    engine.frozen().predict(image);
    engine.frozen().maps(image, step);
    int layers = sample.config().network().layers().size();
    try (PatternSearch search = startPatterns(sample, engine, (layers - 1 + step) % layers, step)) {
      search.advance();
      search.advance();
    }
  }

  private static PatternSearch startPatterns(
      NetworkSample sample, Engine engine, int layer, int step) {
    PatternSettings settings = new PatternSettings(PatternSettings.Method.UNIT, 1, 1, 1);
    return engine.frozen().startPatterns(layer, step, settings, Optional.empty(), sample.data(), 2);
  }

  private static float[] values(NetworkSample sample, int threads, int steps, int... sizes) {
    try (Engine engine = sample.engine(threads)) {
      for (int step = 0; step < steps; step++) {
        assertThat(sample.step(engine, step, sizes).loss()).isFinite();
      }
      return engine.checkpoint(steps, 0).parameters();
    }
  }

  /** The largest difference of two values. */
  private static double distance(float[] a, float[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> Math.abs(a[i] - b[i])).max().orElseThrow();
  }

  private static Evaluation evaluation(NetworkSample sample, float[] values, int threads) {
    try (Engine engine = sample.engine(threads)) {
      float[] state = engine.checkpoint(0, 0).optimizerState();
      engine.restore(new Checkpoint(3, 0, values, state));
      engine.startEvaluation(sample.data(), () -> {});
      return engine.finishEvaluation(3);
    }
  }

  private static void checkSame(Evaluation actual, Evaluation expected) {
    assertThat(actual.confusion().toArray()).isDeepEqualTo(expected.confusion().toArray());
    for (int n = 0; n < expected.size(); n++) {
      assertThat(actual.probabilities(n)).containsExactly(expected.probabilities(n), within(1e-5f));
    }
  }

  /** The network after a few steps, when no value is what it was at first. */
  private static Network trained(NetworkSample sample) {
    return network(sample, values(sample, 1, 3, LARGE));
  }

  private static Network network(NetworkSample sample, float[] values) {
    Network network =
        NetworkFactory.network(
                sample.config().network(),
                sample.config().training(),
                sample.data().shape(),
                sample.data().classes())
            .network();
    network.write(values);
    return network;
  }

  private static int[] range(int count) {
    return IntStream.range(0, count).toArray();
  }

  private static double[][] logits(Network network, Dataset data, int... images) {
    try (Execution execution =
        new Execution(
            network, network.poolingFirst(), images.length, Execution.Purpose.INFERENCE)) {
      for (int n = 0; n < images.length; n++) {
        execution.setImage(n, data.image(images[n]));
      }
      execution.forward();
      return IntStream.range(0, images.length)
          .mapToObj(n -> execution.logits(n).clone())
          .toArray(double[][]::new);
    }
  }

  private static Evaluation evaluationInBatches(NetworkSample sample, float[] values, int size) {
    Dataset data = sample.data();
    float[] probabilities = new float[data.size() * data.classes()];
    byte[] labels = new byte[data.size()];
    try (Network network = network(sample, values)) {
      for (int from = 0; from < data.size(); from += size) {
        int[] batch = IntStream.range(from, Math.min(data.size(), from + size)).toArray();
        double[][] logits = logits(network, data, batch);
        for (int n = 0; n < batch.length; n++) {
          labels[batch[n]] = (byte) data.label(batch[n]);
          double[] outputs = new OutputFunction.Softmax().apply(logits[n]);
          for (int k = 0; k < outputs.length; k++) {
            probabilities[batch[n] * outputs.length + k] = (float) outputs[k];
          }
        }
      }
    }
    return new Evaluation(3, data.classes(), labels, probabilities, 0);
  }

  private static void check(double[] actual, double[] expected) {
    assertThat(actual).containsExactly(expected, within(1e-5));
  }
}
