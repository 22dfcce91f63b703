package digitscope.exchange;

import digitscope.network.NamedArray;
import digitscope.network.ParameterLayout;
import java.util.List;
import java.util.Map;

/** The arrays of batch normalizations. */
final class OnnxNormalization {
  private static final double OURS = ParameterLayout.NORMALIZATION_EPSILON;

  private OnnxNormalization() {}

  /**
   * The arrays of a normalization in a file.
   *
   * @param graph that the node is of
   * @param prefix to the names of the arrays
   * @throws ExchangeException if the file does not hold them, or the node is for training
   */
  static Map<String, NamedArray> arrays(OnnxGraph graph, OnnxNode node, int channels, String prefix)
      throws ExchangeException {
    if (node.integer("training_mode", 0) != 0) {
      throw node.problem("it is in training mode; call model.eval() before exporting");
    }
    NamedArray variances = graph.vector(node, node.input(4), channels);
    double epsilon = node.real("epsilon", OURS);
    float[] scales = graph.vector(node, node.input(1), channels).values().clone();
    for (int c = 0; c < channels; c++) {
      double variance = variances.values()[c];
      if (variance < 0 || epsilon <= 0) {
        throw node.problem(
            "its variances can't be negative and its epsilon must be positive; export the "
                + "trained network again");
      }
      // The file may add another number than ours to the variances.
      scales[c] *= (float) Math.sqrt((variance + OURS) / (variance + epsilon));
    }
    return Map.of(
        prefix + "gamma",
        new NamedArray("gamma", List.of(channels), scales),
        prefix + "beta",
        graph.vector(node, node.input(2), channels),
        prefix + "running_mean",
        graph.vector(node, node.input(3), channels),
        prefix + "running_variance",
        variances);
  }

  /** A normalization that changes nothing, for where an exporter has drawn it into the kernels. */
  static Map<String, NamedArray> none(int channels, String prefix) {
    return Map.of(
        prefix + "gamma", NamedArray.constant("gamma", channels, (float) Math.sqrt(1 + OURS)),
        prefix + "beta", NamedArray.constant("beta", channels, 0),
        prefix + "running_mean", NamedArray.constant("mean", channels, 0),
        prefix + "running_variance", NamedArray.constant("variance", channels, 1));
  }
}
