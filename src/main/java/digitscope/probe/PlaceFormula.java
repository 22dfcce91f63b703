package digitscope.probe;

import digitscope.nn.ActivationLayer;
import digitscope.nn.AveragePooling;
import digitscope.nn.Axis;
import digitscope.nn.BatchNormalization;
import digitscope.nn.Convolution;
import digitscope.nn.Dense;
import digitscope.nn.DepthwiseConvolution;
import digitscope.nn.Dropout;
import digitscope.nn.Execution;
import digitscope.nn.Flatten;
import digitscope.nn.GroupNormalization;
import digitscope.nn.KMeansFeatures;
import digitscope.nn.Layer;
import digitscope.nn.MapShape;
import digitscope.nn.MaxPooling;
import digitscope.nn.Network;
import digitscope.nn.Residual;
import digitscope.nn.SimpleLayer;
import digitscope.nn.TransposedConvolution;
import digitscope.nn.Window;
import digitscope.probe.ValueComputation.Operation;
import digitscope.probe.ValueComputation.Patch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Writes out, kind by kind, what a value of a layer is computed from. */
final class PlaceFormula implements Layer.Visitor<PlaceFormula.Terms> {
  private final Source source;
  private final int map;
  private final int row;
  private final int column;

  /**
   * What a layer reads, and what it has of its own.
   *
   * @param values that it reads, [channels, height, width]
   * @param maps shape of the maps that {@code values} are of, also where the layer reads them as a
   *     vector
   * @param parameters of the layer: weights, then biases
   * @param statistics of the layer
   */
  record Source(
      Network network, float[] values, MapShape maps, float[] parameters, float[] statistics) {
    static Source of(Network network, Layer layer, float[] values, MapShape maps) {
      return layer instanceof SimpleLayer simple
          ? new Source(
              network,
              values,
              maps,
              network.parameterValues(simple),
              network.statisticValues(simple))
          : new Source(network, values, maps, new float[0], new float[0]);
    }
  }

  /**
   * The formula with its numbers.
   *
   * @param bias what is added to the sum of the patches' contributions
   */
  record Terms(Operation operation, List<Patch> patches, double bias) {
    /** What the layer gives. */
    double value() {
      double sum = bias;
      for (Patch patch : patches) {
        sum += operation == Operation.DISTANCE ? -distance(patch) : patch.contribution();
      }
      return operation == Operation.DISTANCE ? Math.max(0, sum) : sum;
    }

    private static double distance(Patch patch) {
      double squares = 0;
      for (int i = 0; i < patch.inputs().length; i++) {
        double difference = patch.inputs()[i] - patch.weights()[i];
        squares += difference * difference;
      }
      return Math.sqrt(squares);
    }
  }

  /**
   * @param map number of the map that the layer gives
   */
  PlaceFormula(Source source, int map, int row, int column) {
    this.source = source;
    this.map = map;
    this.row = row;
    this.column = column;
  }

  /** The same for another place of the same map. */
  PlaceFormula at(int otherRow, int otherColumn) {
    return new PlaceFormula(source, map, otherRow, otherColumn);
  }

  private static float[] filled(int size, float value) {
    float[] values = new float[size];
    Arrays.fill(values, value);
    return values;
  }

  /** Reads the values below a window; those outside are 0. */
  private Patch patch(int channel, int top, int left, int height, int width, float[] weights) {
    MapShape maps = source.maps();
    float[] values = new float[height * width];
    for (int u = 0; u < height; u++) {
      for (int v = 0; v < width; v++) {
        int y = top + u;
        int x = left + v;
        if (y >= 0 && y < maps.height() && x >= 0 && x < maps.width()) {
          values[u * width + v] = source.values()[(channel * maps.height() + y) * maps.width() + x];
        }
      }
    }
    return new Patch(channel, top, left, height, width, values, weights);
  }

  private Patch patch(int channel, Window window, float[] weights) {
    return patch(
        channel,
        window.rows().start(row),
        window.columns().start(column),
        window.rows().window(),
        window.columns().window(),
        weights);
  }

  private Terms single(Operation operation, double weight, double bias) {
    return new Terms(
        operation, List.of(patch(map, row, column, 1, 1, filled(1, (float) weight))), bias);
  }

  @Override
  public Terms convolution(Convolution layer) {
    float[] parameters = source.parameters();
    int filters = layer.output().channels();
    int channels = layer.input().channels();
    int area = layer.window().area();
    List<Patch> patches = new ArrayList<>(channels);
    for (int c = 0; c < channels; c++) {
      float[] kernel = new float[area];
      for (int tap = 0; tap < area; tap++) {
        kernel[tap] = parameters[(tap * channels + c) * filters + map];
      }
      patches.add(patch(c, layer.window(), kernel));
    }
    return new Terms(Operation.WEIGHTED_SUM, patches, bias(layer));
  }

  @Override
  public Terms depthwiseConvolution(DepthwiseConvolution layer) {
    float[] parameters = source.parameters();
    int channels = layer.output().channels();
    float[] kernel = new float[layer.window().area()];
    for (int tap = 0; tap < kernel.length; tap++) {
      kernel[tap] = parameters[tap * channels + map];
    }
    return new Terms(Operation.WEIGHTED_SUM, List.of(patch(map, layer.window(), kernel)), 0);
  }

  /** The values whose kernels reach this place, from the first to the last. */
  @Override
  public Terms transposedConvolution(TransposedConvolution layer) {
    Axis rows = layer.window().rows();
    Axis columns = layer.window().columns();
    int top = Math.max(0, TransposedWindow.first(rows, row));
    int left = Math.max(0, TransposedWindow.first(columns, column));
    int height = Math.min(rows.windows() - 1, TransposedWindow.last(rows, row)) - top + 1;
    int width = Math.min(columns.windows() - 1, TransposedWindow.last(columns, column)) - left + 1;
    List<Patch> patches = new ArrayList<>();
    for (int c = 0; c < layer.input().channels(); c++) {
      float[] kernel = new float[height * width];
      for (int i = 0; i < kernel.length; i++) {
        int u = row - rows.start(top + i / width);
        int v = column - columns.start(left + i % width);
        kernel[i] = transposedWeight(layer, u * columns.window() + v, c);
      }
      patches.add(patch(c, top, left, height, width, kernel));
    }
    return new Terms(Operation.WEIGHTED_SUM, patches, bias(layer));
  }

  private float transposedWeight(TransposedConvolution layer, int tap, int channel) {
    int filters = layer.output().channels();
    return source.parameters()[(tap * filters + map) * layer.input().channels() + channel];
  }

  private double bias(SimpleLayer layer) {
    return source.parameters()[layer.weightCount() + map];
  }

  @Override
  public Terms dense(Dense layer) {
    float[] parameters = source.parameters();
    MapShape maps = source.maps();
    int units = layer.output().size();
    List<Patch> patches = new ArrayList<>(maps.channels());
    for (int c = 0; c < maps.channels(); c++) {
      float[] weights = new float[maps.area()];
      for (int i = 0; i < weights.length; i++) {
        weights[i] = parameters[(c * maps.area() + i) * units + map];
      }
      patches.add(patch(c, 0, 0, maps.height(), maps.width(), weights));
    }
    return new Terms(Operation.WEIGHTED_SUM, patches, bias(layer));
  }

  @Override
  public Terms maxPooling(MaxPooling layer) {
    float[] weights = new float[layer.window().area()];
    Patch read = patch(map, layer.window(), weights);
    int largest = 0;
    for (int i = 1; i < weights.length; i++) {
      largest = read.inputs()[i] > read.inputs()[largest] ? i : largest;
    }
    weights[largest] = 1;
    return new Terms(Operation.MAXIMUM, List.of(read), 0);
  }

  @Override
  public Terms averagePooling(AveragePooling layer) {
    int area = layer.window().area();
    return new Terms(
        Operation.MEAN, List.of(patch(map, layer.window(), filled(area, 1f / area))), 0);
  }

  @Override
  public Terms batchNormalization(BatchNormalization layer) {
    float[] parameters = source.parameters();
    float[] statistics = source.statistics();
    int channels = layer.input().channels();
    double variance = statistics[channels + map];
    double scale = parameters[map] / Math.sqrt(variance + BatchNormalization.EPSILON);
    double shift = parameters[channels + map] - scale * statistics[map];
    return single(Operation.NORMALIZATION, scale, shift);
  }

  @Override
  public Terms groupNormalization(GroupNormalization layer) {
    float[] parameters = source.parameters();
    int channels = layer.input().channels();
    float[] input = source.values();
    int each = channels / layer.groups() * layer.input().area();
    int from = map * layer.groups() / channels * each;
    double mean = 0;
    for (int i = from; i < from + each; i++) {
      mean += input[i] / (double) each;
    }
    double variance = 0;
    for (int i = from; i < from + each; i++) {
      variance += (input[i] - mean) * (input[i] - mean) / each;
    }
    double scale = parameters[map] / Math.sqrt(variance + GroupNormalization.EPSILON);
    return single(Operation.NORMALIZATION, scale, parameters[channels + map] - scale * mean);
  }

  @Override
  public Terms residual(Residual layer) {
    Patch main = branch(layer.main());
    Patch shortcut =
        layer.shortcut().isEmpty()
            ? patch(map, row, column, 1, 1, filled(1, 1))
            : branch(layer.shortcut());
    return new Terms(Operation.SUM_OF_BRANCHES, List.of(main, shortcut), 0);
  }

  private Patch branch(List<Layer> layers) {
    try (Execution execution =
        new Execution(source.network(), layers, 1, Execution.Purpose.INFERENCE)) {
      execution.setInput(source.values());
      execution.forward();
      MapShape shape = layers.get(layers.size() - 1).output();
      float[] values = execution.output(layers.size() - 1, 0);
      float value = values[(map * shape.height() + row) * shape.width() + column];
      return new Patch(map, row, column, 1, 1, filled(1, value), filled(1, 1));
    }
  }

  @Override
  public Terms kMeansFeatures(KMeansFeatures layer) {
    float[] means = source.statistics();
    int clusters = layer.output().size();
    MapShape maps = source.maps();
    int channels = maps.channels();
    double meanDistance = 0;
    for (int k = 0; k < clusters; k++) {
      meanDistance += distance(means, k, channels) / clusters;
    }
    // One patch for the whole image, its maps one below the other, as its distance is one number.
    float[] own = new float[maps.size()];
    for (int i = 0; i < own.length; i++) {
      own[i] = mean(means, map, i, channels);
    }
    Patch whole = new Patch(0, 0, 0, channels * maps.height(), maps.width(), source.values(), own);
    return new Terms(Operation.DISTANCE, List.of(whole), meanDistance);
  }

  private double distance(float[] means, int cluster, int channels) {
    float[] input = source.values();
    double squares = 0;
    for (int i = 0; i < input.length; i++) {
      double difference = input[i] - mean(means, cluster, i, channels);
      squares += difference * difference;
    }
    return Math.sqrt(squares);
  }

  /** Value i, channels first, of a mean image, which lies channels last. */
  private float mean(float[] means, int cluster, int i, int channels) {
    MapShape maps = source.maps();
    int place = i % maps.area() * channels + i / maps.area();
    return means[cluster * maps.size() + place];
  }

  @Override
  public Terms activation(ActivationLayer layer) {
    return single(Operation.COPY, 1, 0);
  }

  @Override
  public Terms dropout(Dropout layer) {
    return copy(layer.output());
  }

  @Override
  public Terms flatten(Flatten layer) {
    return copy(layer.output());
  }

  /** Maps and the vector that is made of them have their values in the same order. */
  private Terms copy(MapShape output) {
    MapShape maps = source.maps();
    int i = (map * output.height() + row) * output.width() + column;
    int place = i % maps.area();
    Patch read =
        patch(i / maps.area(), place / maps.width(), place % maps.width(), 1, 1, filled(1, 1));
    return new Terms(Operation.COPY, List.of(read), 0);
  }
}
