package digitscope.ui.features;

import digitscope.config.LayerSpec;
import digitscope.config.LayerSummary;
import digitscope.probe.FeatureMaps;
import digitscope.probe.FeatureMaps.Kernels;
import digitscope.probe.FeatureMaps.LayerMaps;
import java.util.ArrayList;
import java.util.List;

/**
 * Pictures of one kind that belong to one layer: its maps at one stage, or its kernels.
 *
 * @param layerIndex place of the layer in the network, counted from 0
 * @param kind what they are
 * @param title of the layer, as a person reads it
 * @param count number of pictures
 * @param height of each picture
 * @param width of each picture
 * @param values in [count, height, width] order
 */
public record MapStack(
    int layerIndex, Kind kind, String title, int count, int height, int width, float[] values) {
  /** What the pictures are. */
  public enum Kind {
    KERNELS,
    PRE_ACTIVATION,
    ACTIVATION,
    POOLED,
    OUTPUT
  }

  /** The least and the largest of some values. */
  public record Range(float low, float high) {
    static Range of(float[] values, int from, int count) {
      float low = Float.POSITIVE_INFINITY;
      float high = Float.NEGATIVE_INFINITY;
      for (int i = from; i < from + count; i++) {
        low = Math.min(low, values[i]);
        high = Math.max(high, values[i]);
      }
      return new Range(low, high);
    }

    /** The distance from 0 of the value farthest from it. */
    float largest() {
      return Math.max(Math.abs(low), Math.abs(high));
    }
  }

  /**
   * All stacks of an image, from input to output; the kernels stand before the maps that they make.
   *
   * @param layers the layers of the network that made them
   */
  static List<MapStack> of(FeatureMaps maps, List<LayerSummary> layers) {
    List<MapStack> stacks = new ArrayList<>();
    for (LayerMaps layer : maps.layers()) {
      stacks.add(
          new MapStack(
              layer.layerIndex(),
              Kind.valueOf(layer.stage().name()),
              layer.title(),
              layer.channels(),
              layer.height(),
              layer.width(),
              layer.values()));
    }
    maps.kernels().ifPresent(kernels -> addKernels(stacks, kernels, layers));
    return List.copyOf(stacks);
  }

  private static void addKernels(
      List<MapStack> stacks, Kernels kernels, List<LayerSummary> layers) {
    int layer = 0;
    while (layer < layers.size() && !convolves(layers.get(layer).spec())) {
      layer++;
    }
    // A separable convolution mixes maps with kernels of one pixel, which make no picture.
    if (layer == layers.size() || layers.get(layer).spec() instanceof LayerSpec.SeparableConv2d) {
      return;
    }
    for (int i = 0; i < stacks.size(); i++) {
      if (stacks.get(i).layerIndex == layer) {
        stacks.add(
            i,
            new MapStack(
                layer,
                Kind.KERNELS,
                stacks.get(i).title,
                kernels.filters() * kernels.inputs(),
                kernels.height(),
                kernels.width(),
                kernels.values()));
        return;
      }
    }
  }

  private static boolean convolves(LayerSpec layer) {
    return layer instanceof LayerSpec.Conv2d || layer instanceof LayerSpec.SeparableConv2d;
  }

  /** Whether each picture is a single value. */
  public boolean isVector() {
    return height == 1 && width == 1;
  }

  public float value(int map, int row, int column) {
    return values[(map * height + row) * width + column];
  }

  /** Range of all values. */
  public Range range() {
    return Range.of(values, 0, values.length);
  }

  /** Range of the values of one picture. */
  public Range range(int map) {
    return Range.of(values, map * size(), size());
  }

  /** Mean of the values of one picture. */
  public double mean(int map) {
    double sum = 0;
    for (int i = map * size(); i < (map + 1) * size(); i++) {
      sum += values[i];
    }
    return sum / size();
  }

  /** Part of one picture that is exactly 0, in [0, 1]. */
  public double zeros(int map) {
    int zeros = 0;
    for (int i = map * size(); i < (map + 1) * size(); i++) {
      zeros += values[i] == 0 ? 1 : 0;
    }
    return (double) zeros / size();
  }

  /** Values a picture. */
  int size() {
    return height * width;
  }

  /** Whether both have pictures of the same layer, kind, number and size. */
  boolean resembles(MapStack other) {
    return layerIndex == other.layerIndex
        && kind == other.kind
        && title.equals(other.title)
        && count == other.count
        && height == other.height
        && width == other.width;
  }
}
