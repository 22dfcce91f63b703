package digitscope.exchange;

import digitscope.config.Activation;
import digitscope.config.GroupNorm;
import digitscope.network.NamedArray;
import digitscope.network.ParameterLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Group normalizations of ONNX graphs: the operator itself, instance normalization, which has a
 * group for each channel, and instance normalization between two reshapings, by which older
 * operator sets, and we, write it.
 */
final class OnnxGroups {
  private final OnnxGraph graph;
  private final OnnxPath path;

  /**
   * @param graph where the nodes are from
   * @param path the layers up to them, which grows
   */
  OnnxGroups(OnnxGraph graph, OnnxPath path) {
    this.graph = graph;
    this.path = path;
  }

  /** Adds a node that is a normalization by itself. */
  void add(OnnxNode node) throws ExchangeException {
    int channels = channels(node);
    add(node, node.is("GroupNormalization") ? (int) node.integer("num_groups", 0) : channels);
  }

  /**
   * Adds what a reshaping of channels to groups begins.
   *
   * @param target what it reshapes to, the batch left out
   * @return the tensor behind the reshaping back; empty if this is another reshaping
   */
  Optional<String> add(OnnxNode reshaping, List<Integer> target) throws ExchangeException {
    Optional<OnnxNode> normalization =
        graph.onlyReader(reshaping.output(), "InstanceNormalization");
    if (normalization.isEmpty()) {
      return Optional.empty();
    }
    Optional<OnnxNode> back = graph.onlyReader(normalization.get().output(), "Reshape");
    if (back.isEmpty() || target.size() < 2) {
      throw normalization
          .get()
          .problem(
              "its normalized output is not reshaped back; export torch.nn.GroupNorm "
                  + "unchanged");
    }
    channels(reshaping);
    add(normalization.get(), target.get(0));
    return Optional.of(back.get().output());
  }

  private int channels(OnnxNode node) throws ExchangeException {
    return path.flatten() ? path.form().size() : path.maps(node).channels();
  }

  private void add(OnnxNode node, int groups) throws ExchangeException {
    double epsilon = node.real("epsilon", ParameterLayout.GROUP_NORMALIZATION_EPSILON);
    if (Math.abs(epsilon / ParameterLayout.GROUP_NORMALIZATION_EPSILON - 1) > 1e-6) {
      throw node.problem(
          String.format(Locale.ROOT, "its epsilon is %.3g; train with eps=1e-5", epsilon));
    }
    OnnxForm form = path.form();
    int channels = channels(node);
    if (form.isVector() && !form.isInOrder()) {
      throw node.problem("it normalizes flattened maps; move it before the flattening");
    }
    path.add(
        new GroupNorm(groups, Activation.LINEAR),
        Map.of(
            "gamma",
            each(node, node.input(1), channels),
            "beta",
            each(node, node.input(2), channels)));
    path.reform(form);
  }

  /** Numbers for each channel, of which a file may hold one for each group. */
  private NamedArray each(OnnxNode node, String tensor, int channels) throws ExchangeException {
    float[] values = graph.constant(node, tensor).values();
    if (values.length == 0 || channels % values.length != 0) {
      throw node.problem(
          String.format(
              Locale.ROOT,
              "its arrays of %,d values do not fit %,d channels; export the network again",
              values.length,
              channels));
    }
    float[] each = new float[channels];
    for (int i = 0; i < values.length; i++) {
      int size = channels / values.length;
      Arrays.fill(each, i * size, (i + 1) * size, values[i]);
    }
    return new NamedArray(tensor, List.of(channels), each);
  }
}
