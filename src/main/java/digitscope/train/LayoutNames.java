package digitscope.train;

import digitscope.config.LayerSpec;
import digitscope.config.LayerSummary;
import digitscope.nn.BatchNormalisation;
import digitscope.nn.Convolution;
import digitscope.nn.Dense;
import digitscope.nn.DepthwiseConvolution;
import digitscope.nn.KMeansFeatures;
import digitscope.nn.Layout;
import digitscope.nn.MapShape;
import digitscope.nn.SimpleLayer;
import digitscope.train.ParameterLayout.ArrayPlace;
import digitscope.train.ParameterLayout.Role;
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

  private final List<ArrayPlace> arrays = new ArrayList<>();
  private int layer;
  private String prefix = "";
  private int offset;

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
      if (values.parameterCount() + values.statisticCount() > 0) {
        names.prefix = owner.spec() instanceof LayerSpec.Residual ? RESIDUAL.get(part) : "";
        names.addParameters(place);
        names.addStatistics(place);
        part++;
      }
    }
    names.arrays.sort(Comparator.comparingInt(ArrayPlace::offset));
    return new ParameterLayout(names.arrays, layout.parameterCount(), layout.valueCount());
  }

  private void addParameters(Layout.Place place) {
    SimpleLayer values = place.layer();
    MapShape in = values.input();
    int channels = values.output().channels();
    offset = place.parameters();
    if (values instanceof Convolution conv) {
      int height = conv.kernelHeight();
      add("weights", Role.KERNELS, height, conv.kernelWidth(), in.channels(), channels);
      add("biases", Role.BIASES, channels);
    } else if (values instanceof DepthwiseConvolution conv) {
      int height = conv.kernelHeight();
      add("depthwise_weights", Role.DEPTHWISE_KERNELS, height, conv.kernelWidth(), channels);
    } else if (values instanceof Dense) {
      add("weights", Role.MATRIX, in.size(), values.output().size());
      add("biases", Role.BIASES, values.output().size());
    } else if (values instanceof BatchNormalisation) {
      add("gamma", Role.SCALES, channels);
      add("beta", Role.SHIFTS, channels);
    }
  }

  private void addStatistics(Layout.Place place) {
    MapShape in = place.layer().input();
    offset = place.statistics();
    if (place.layer() instanceof BatchNormalisation) {
      add("running_mean", Role.MEANS, in.channels());
      add("running_variance", Role.VARIANCES, in.channels());
    } else if (place.layer() instanceof KMeansFeatures features) {
      int clusters = features.output().size();
      add("centroids", Role.CENTROIDS, clusters, in.height(), in.width(), in.channels());
      add("squared_norms", Role.CENTROID_NORMS, clusters);
    }
  }

  private void add(String name, Role role, Integer... shape) {
    ArrayPlace array = new ArrayPlace(layer, prefix + name, role, List.of(shape), offset);
    arrays.add(array);
    offset += array.size();
  }
}
