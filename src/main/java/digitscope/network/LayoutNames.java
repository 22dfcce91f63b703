package digitscope.network;

import digitscope.config.LayerSummary;
import digitscope.config.Residual;
import digitscope.network.ParameterLayout.ArrayPlace;
import digitscope.network.ParameterLayout.Role;
import digitscope.nn.ActivationLayer;
import digitscope.nn.AveragePooling;
import digitscope.nn.BatchNormalization;
import digitscope.nn.Convolution;
import digitscope.nn.Dense;
import digitscope.nn.DepthwiseConvolution;
import digitscope.nn.Dropout;
import digitscope.nn.Flatten;
import digitscope.nn.GroupNormalization;
import digitscope.nn.KMeansFeatures;
import digitscope.nn.Layout;
import digitscope.nn.MapShape;
import digitscope.nn.MaxPooling;
import digitscope.nn.SimpleLayer;
import digitscope.nn.TransposedConvolution;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Gives the values of the layers of a network their names. */
final class LayoutNames {
  private static final List<String> RESIDUAL =
      List.of(
          "convolution1/",
          "normalisation1/",
          "convolution2/",
          "normalisation2/",
          "shortcut_convolution/",
          "shortcut_normalisation/");

  private static final SimpleLayer.Visitor<Arrays> ARRAYS = new ArraysOf();

  private final List<ArrayPlace> arrays = new ArrayList<>();
  private int layer;
  private String layerName = "";
  private String prefix = "";

  private LayoutNames() {}

  /**
   * Names what a layout places.
   *
   * @param owners for each layer of the layout the one that people know
   */
  static ParameterLayout name(Layout layout, List<LayerSummary> owners) {
    LayoutNames names = new LayoutNames();
    int part = 0;
    for (Layout.Place place : layout.places()) {
      SimpleLayer values = place.layer();
      LayerSummary owner = owners.get(place.position());
      part = owner.number() == names.layer ? part : 0;
      names.layer = owner.number();
      names.layerName = owner.name();
      if (values.parameterCount() + values.statisticCount() > 0) {
        names.prefix = owner.spec() instanceof Residual ? RESIDUAL.get(part) : "";
        Arrays arrays = values.accept(ARRAYS);
        names.add(place.parameters(), arrays.parameters());
        names.add(place.statistics(), arrays.statistics());
        part++;
      }
    }
    names.arrays.sort(Comparator.comparingInt(ArrayPlace::offset));
    return new ParameterLayout(names.arrays, layout.parameterCount(), layout.valueCount());
  }

  private void add(int start, List<Named> named) {
    int offset = start;
    for (Named one : named) {
      ArrayPlace array =
          new ArrayPlace(layer, layerName, prefix + one.name(), one.role(), one.shape(), offset);
      arrays.add(array);
      offset += array.size();
    }
  }

  private record Named(String name, Role role, List<Integer> shape) {
    static Named of(String name, Role role, Integer... shape) {
      return new Named(name, role, List.of(shape));
    }
  }

  /** The arrays of a layer, in the order in which they lie. */
  private record Arrays(List<Named> parameters, List<Named> statistics) {
    static final Arrays NONE = new Arrays(List.of(), List.of());

    static Arrays of(Named... parameters) {
      return new Arrays(List.of(parameters), List.of());
    }
  }

  private static final class ArraysOf implements SimpleLayer.Visitor<Arrays> {
    @Override
    public Arrays activation(ActivationLayer values) {
      return Arrays.NONE;
    }

    @Override
    public Arrays averagePooling(AveragePooling values) {
      return Arrays.NONE;
    }

    @Override
    public Arrays batchNormalization(BatchNormalization values) {
      int channels = values.input().channels();
      return new Arrays(
          List.of(
              Named.of("gamma", Role.SCALES, channels), Named.of("beta", Role.SHIFTS, channels)),
          List.of(
              Named.of("running_mean", Role.MEANS, channels),
              Named.of("running_variance", Role.VARIANCES, channels)));
    }

    @Override
    public Arrays convolution(Convolution values) {
      int filters = values.output().channels();
      int inputs = values.input().channels();
      return Arrays.of(
          Named.of(
              "weights",
              Role.KERNELS,
              values.kernelHeight(),
              values.kernelWidth(),
              inputs,
              filters),
          Named.of("biases", Role.BIASES, filters));
    }

    @Override
    public Arrays dense(Dense values) {
      int units = values.output().size();
      return Arrays.of(
          Named.of("weights", Role.MATRIX, values.input().size(), units),
          Named.of("biases", Role.BIASES, units));
    }

    @Override
    public Arrays depthwiseConvolution(DepthwiseConvolution values) {
      return Arrays.of(
          Named.of(
              "depthwise_weights",
              Role.DEPTHWISE_KERNELS,
              values.kernelHeight(),
              values.kernelWidth(),
              values.output().channels()));
    }

    @Override
    public Arrays dropout(Dropout values) {
      return Arrays.NONE;
    }

    @Override
    public Arrays flatten(Flatten values) {
      return Arrays.NONE;
    }

    @Override
    public Arrays groupNormalization(GroupNormalization values) {
      int channels = values.input().channels();
      return Arrays.of(
          Named.of("gamma", Role.SCALES, channels), Named.of("beta", Role.SHIFTS, channels));
    }

    @Override
    public Arrays kMeansFeatures(KMeansFeatures values) {
      MapShape in = values.input();
      int clusters = values.output().size();
      return new Arrays(
          List.of(),
          List.of(
              Named.of(
                  "centroids", Role.CENTROIDS, clusters, in.height(), in.width(), in.channels()),
              Named.of("squared_norms", Role.CENTROID_NORMS, clusters)));
    }

    @Override
    public Arrays maxPooling(MaxPooling values) {
      return Arrays.NONE;
    }

    @Override
    public Arrays transposedConvolution(TransposedConvolution values) {
      int filters = values.output().channels();
      return Arrays.of(
          Named.of(
              "weights",
              Role.TRANSPOSED_KERNELS,
              values.window().rows().window(),
              values.window().columns().window(),
              filters,
              values.input().channels()),
          Named.of("biases", Role.BIASES, filters));
    }
  }
}
