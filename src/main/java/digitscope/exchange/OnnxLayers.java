package digitscope.exchange;

import digitscope.config.Activation;
import digitscope.config.BatchNorm;
import digitscope.config.Dense;
import digitscope.config.Dropout;
import digitscope.config.GlobalAveragePool2d;
import digitscope.config.Shape;
import digitscope.network.NamedArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/** The layers of ours that single nodes of an ONNX graph are. */
final class OnnxLayers {
  /** Any number that no shape of an image could take for its own. */
  private static final int BATCH = 2;

  private static final String ONE_EACH =
      "only one value per channel or unit, or one for all, is supported; remove it";

  private final OnnxGraph graph;
  private final OnnxPath path;
  private final OnnxShapes shapes;

  /**
   * @param graph where the nodes are from
   * @param path the layers up to them, which grows
   */
  OnnxLayers(OnnxGraph graph, OnnxPath path) {
    this.graph = graph;
    this.path = path;
    this.shapes = new OnnxShapes(graph, path);
  }

  void dense(OnnxNode node) throws ExchangeException {
    NamedArray matrix = graph.constant(node, node.input(1));
    if (matrix.shape().size() != 2 || !path.flatten()) {
      throw node.problem(
          "only the product of a vector and a matrix is supported; flatten first, as "
              + "torch.flatten(x, 1) does");
    }
    if (node.integer("transA", 0) != 0) {
      throw node.problem("transA is not supported; use a linear (dense) layer");
    }
    NamedArray weights = node.integer("transB", 0) == 0 ? matrix : matrix.transposed(1, 0);
    int units = weights.shape().get(1);
    int inputs = path.form().size();
    if (weights.shape().get(0) != inputs) {
      throw node.problem(
          String.format(
              Locale.ROOT,
              "its matrix has %,d inputs, but gets %,d; choose data with images of the "
                  + "size it was trained on",
              weights.shape().get(0),
              inputs));
    }
    weights = path.form().rowsInOrder(weights);
    NamedArray biases = graph.biases(node, units);
    path.add(
        new Dense(units, Activation.LINEAR),
        Map.of(
            "weights", scaled(weights, node.real("alpha", 1)),
            "biases", scaled(biases, node.real("beta", 1))));
  }

  private static NamedArray scaled(NamedArray array, double factor) {
    return factor == 1 ? array : array.scaled((float) factor);
  }

  /** Adds to each channel or unit, or multiplies it, which goes into the layer before. */
  void scale(OnnxNode node) throws ExchangeException {
    boolean isReversed = !graph.isConstant(node.input(1)) && (node.is("Add") || node.is("Mul"));
    NamedArray constant = graph.constant(node, node.input(isReversed ? 0 : 1));
    float[] values = forChannels(node, constant);
    float[] ones = new float[values.length];
    Arrays.fill(ones, 1);
    float[] zeros = new float[values.length];
    float[] scale = ones;
    float[] shift = zeros;
    switch (node.operation()) {
      case "Add" -> shift = values;
      case "Sub" -> shift = new NamedArray("", List.of(values.length), values).scaled(-1).values();
      case "Mul" -> scale = values;
      default -> {
        scale = new float[values.length];
        for (int i = 0; i < values.length; i++) {
          scale[i] = 1 / values[i];
        }
      }
    }
    for (float factor : scale) {
      if (!Float.isFinite(factor)) {
        throw node.problem("it divides by 0; export the trained network again");
      }
    }
    if (path.stack().isEmpty()) {
      throw node.problem(
          "it changes the pixels before the first layer; export the network without it, for pixels"
              + " from 0 to 1");
    } else if (!path.stack().scale(scale, shift)) {
      throw node.problem(
          "it does not follow a convolution, dense layer or normalization that it could "
              + "belong to; remove it or move it before the activation");
    }
  }

  /** The numbers for our channels or units, or one for all of them. */
  private float[] forChannels(OnnxNode node, NamedArray array) throws ExchangeException {
    float[] values = array.values();
    OnnxForm form = path.form();
    List<Integer> shape = array.shape();
    if (shape.size() > form.sizes().size() + 1) {
      throw node.problem(ONE_EACH);
    }
    int distance = form.sizes().size() - shape.size();
    int axis = -1;
    List<List<OnnxForm.Axis>> groups = form.axesOfDimensions().orElse(List.of());
    for (int i = 0; i < shape.size() && values.length > 1; i++) {
      int at = i + distance;
      if (shape.get(i) > 1
          && (at < 0
              || at >= groups.size()
              || groups.get(at).size() != 1
              || groups.get(at).get(0).place() != 0)) {
        throw node.problem(ONE_EACH);
      }
      axis = shape.get(i) > 1 ? at : axis;
    }
    if (axis >= 0 && form.sizes().get(axis) != values.length) {
      throw node.problem(
          String.format(
              Locale.ROOT,
              "its array has %,d values for %,d channels or units; export the network again",
              values.length,
              form.sizes().get(axis)));
    }
    return values;
  }

  void normalization(OnnxNode node) throws ExchangeException {
    boolean isVector = path.flatten();
    int channels = isVector ? path.form().size() : path.maps(node).channels();
    Map<String, NamedArray> arrays = new HashMap<>();
    OnnxNormalization.arrays(graph, node, channels, "")
        .forEach((name, array) -> arrays.put(name, isVector ? path.inOrder(array) : array));
    OnnxForm form = path.form();
    path.add(new BatchNorm(Activation.LINEAR), arrays);
    path.reform(form);
  }

  /**
   * Gives the next node what zeros around the maps it is to add.
   *
   * @return the tensor that comes out, perhaps of that node
   */
  String pad(OnnxNode node, OnnxConvolutions convolutions) throws ExchangeException {
    String mode = node.text("mode");
    List<Long> pads =
        node.input(1).isEmpty()
            ? node.integers("pads")
            : Arrays.stream(shapes.values(node, node.input(1))).boxed().toList();
    if (pads.stream().allMatch(zeros -> zeros == 0)) {
      return node.output();
    }
    Optional<OnnxNode> next = graph.onlyReader(node.output(), "Conv");
    path.maps(node);
    boolean isOfZeros =
        (mode.isEmpty() || mode.equals("constant"))
            && node.real("value", 0) == 0
            && (node.input(2).isEmpty() || graph.constant(node, node.input(2)).values()[0] == 0);
    boolean isAroundMaps =
        pads.size() == 8
            && node.input(3).isEmpty()
            && pads.get(0) == 0
            && pads.get(1) == 0
            && pads.get(4) == 0
            && pads.get(5) == 0;
    if (next.isEmpty() || !isOfZeros || !isAroundMaps) {
      throw node.problem(
          "only zero padding before a convolution is supported; set padding in the "
              + "convolution, and padding=0 in pooling");
    }
    return convolutions.add(
        next.get(), List.of(pads.get(2), pads.get(3), pads.get(6), pads.get(7)));
  }

  void globalPooling(OnnxNode node) throws ExchangeException {
    if (!node.is("ReduceMean")) {
      Shape.Maps input = path.maps(node);
      if (node.is("GlobalMaxPool")) {
        OnnxPooling.addGlobalMaximum(node, input, path);
        return;
      }
      path.add(new GlobalAveragePool2d());
      path.reform(path.form().reshaped(List.of(input.channels(), 1, 1)));
      return;
    }
    List<Long> axes =
        node.input(1).isEmpty()
            ? node.integers("axes")
            : Arrays.stream(graph.integers(node, node.input(1))).boxed().toList();
    OnnxForm form = path.form();
    int rank = form.sizes().size() + 1;
    List<Long> fromFront =
        axes.stream().map(axis -> axis < 0 ? axis + rank : axis).sorted().toList();
    boolean isLast =
        path.stack().shape() instanceof Shape.Maps maps && form.equals(OnnxForm.channelsLast(maps));
    boolean isKept = node.integer("keepdims", 1) != 0;
    if (!fromFront.equals(isLast ? List.of(1L, 2L) : List.of(2L, 3L))) {
      throw node.problem(
          "only the mean over rows and columns is supported; use x.mean([2, 3]) or global average"
              + " pooling");
    }
    if (!isLast) {
      path.maps(node);
    }
    path.add(new GlobalAveragePool2d());
    int channels = path.form().size();
    if (isKept) {
      path.reform(path.form().reshaped(isLast ? List.of(1, 1, channels) : List.of(channels, 1, 1)));
    }
  }

  /** Changes the form of the values for each image, but not the values. */
  void reshape(OnnxNode node) throws ExchangeException {
    path.reform(path.form().reshaped(reshaped(node)));
  }

  /** The sizes for each image behind a reshaping. */
  List<Integer> reshaped(OnnxNode node) throws ExchangeException {
    List<Integer> before = new ArrayList<>(List.of(BATCH));
    before.addAll(path.form().sizes());
    List<Integer> after =
        switch (node.operation()) {
          case "Reshape" -> OnnxReshaping.reshaped(node, target(node), before);
          case "Flatten" -> OnnxReshaping.flattened(node, before);
          case "Squeeze" -> OnnxReshaping.squeezed(node, arguments(node), before);
          default -> OnnxReshaping.unsqueezed(node, arguments(node), before);
        };
    if (after.isEmpty() || after.get(0) != BATCH) {
      throw node.problem(
          "it mixes the images of a batch; reshape each image separately, as "
              + "torch.flatten(x, 1) does");
    }
    return after.subList(1, after.size());
  }

  private long[] arguments(OnnxNode node) throws ExchangeException {
    return node.input(1).isEmpty() ? new long[0] : graph.integers(node, node.input(1));
  }

  /** The target of a reshaping, with a batch of as many images as stand for any number of them. */
  private long[] target(OnnxNode node) throws ExchangeException {
    long[] target =
        node.input(1).isEmpty()
            ? node.integers("shape").stream().mapToLong(Long::longValue).toArray()
            : shapes.values(node, node.input(1)).clone();
    for (int i = 0; i < target.length; i++) {
      boolean isBatch = i == 0 && (target[0] == 1 || target[0] == graph.batch());
      if (isBatch || target[i] == OnnxShapes.BATCH) {
        target[i] = BATCH;
      }
    }
    return target;
  }

  /** Takes axes in another order, such as channels last. */
  void transpose(OnnxNode node) throws ExchangeException {
    List<Long> axes = node.integers("perm");
    int rank = path.form().sizes().size() + 1;
    boolean isOfImages =
        axes.size() == rank
            && axes.get(0) == 0
            && axes.stream().sorted().toList().equals(LongStream.range(0, rank).boxed().toList());
    OnnxForm turned =
        Optional.of(axes)
            .filter(all -> isOfImages)
            .map(all -> all.subList(1, rank).stream().map(axis -> axis.intValue() - 1).toList())
            .flatMap(path.form()::transposed)
            .orElseThrow(
                () ->
                    node.problem(
                        ("its axes %s mix the images of a batch or change their order; "
                                + "transpose only between channels first and channels last")
                            .formatted(OnnxNode.brief(axes))));
    path.reform(turned);
  }

  /** Dropout does nothing after training, but shall be there if training goes on. */
  void dropout(OnnxNode node) throws ExchangeException {
    double rate =
        node.input(1).isEmpty()
            ? node.real("ratio", 0.5)
            : OnnxNode.asWritten(graph.constant(node, node.input(1)).values()[0]);
    if (rate > 0 && rate <= 0.95) {
      path.flatten();
      OnnxForm form = path.form();
      path.add(new Dropout(rate));
      path.reform(form);
    }
  }
}
