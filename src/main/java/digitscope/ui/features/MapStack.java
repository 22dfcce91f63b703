package digitscope.ui.features;

import digitscope.config.LayerSpec;
import digitscope.config.LayerSummary;
import digitscope.config.Shape;
import digitscope.probe.FeatureMaps;
import digitscope.probe.FeatureMaps.Kernels;
import digitscope.probe.FeatureMaps.LayerMaps;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Pictures of one kind that belong to one layer: its maps at one stage, or its kernels.
 *
 * @param layerIndex place of the layer in the network, counted from 0
 * @param kind what they are
 * @param title of the layer, as the user reads it
 * @param count number of pictures
 * @param height of each picture
 * @param width of each picture
 * @param values in [count, height, width] order
 * @param isDifference whether the values are differences from those of another image
 */
public record MapStack(
    int layerIndex,
    Kind kind,
    String title,
    int count,
    int height,
    int width,
    float[] values,
    boolean isDifference) {
  MapStack(
      int layerIndex, Kind kind, String title, int count, int height, int width, float[] values) {
    this(layerIndex, kind, title, count, height, width, values, false);
  }

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
      stacks.add(flattenedImage(layer, layers).orElseGet(() -> of(layer)));
    }
    maps.kernels().ifPresent(kernels -> addKernels(stacks, kernels, layers));
    return List.copyOf(stacks);
  }

  private static MapStack of(LayerMaps layer) {
    return new MapStack(
        layer.layerIndex(),
        Kind.valueOf(layer.stage().name()),
        layer.title(),
        layer.channels(),
        layer.height(),
        layer.width(),
        layer.values());
  }

  /** An image that is only laid out as a vector, as the image that it is. */
  private static Optional<MapStack> flattenedImage(LayerMaps layer, List<LayerSummary> layers) {
    boolean isFirst = layer.layerIndex() == 0 && !layers.isEmpty();
    if (isFirst
        && layers.get(0).spec().copies()
        && layers.get(0).input() instanceof Shape.Maps image) {
      return Optional.of(
          new MapStack(
              0,
              Kind.OUTPUT,
              layer.title(),
              image.channels(),
              image.height(),
              image.width(),
              layer.values()));
    }
    return Optional.empty();
  }

  /**
   * The differences of maps from those of another image in the same network.
   *
   * @param stacks of maps and kernels; the latter stay as they are
   * @param others likewise
   */
  static List<MapStack> differences(List<MapStack> stacks, List<MapStack> others) {
    List<MapStack> differences = new ArrayList<>();
    for (int i = 0; i < stacks.size(); i++) {
      MapStack stack = stacks.get(i);
      boolean isComparable = i < others.size() && stack.resembles(others.get(i));
      differences.add(
          isComparable && stack.kind != Kind.KERNELS ? stack.less(others.get(i)) : stack);
    }
    return List.copyOf(differences);
  }

  private MapStack less(MapStack other) {
    float[] differences = new float[values.length];
    for (int i = 0; i < differences.length; i++) {
      differences[i] = values[i] - other.values[i];
    }
    return new MapStack(layerIndex, kind, title, count, height, width, differences, true);
  }

  private static void addKernels(
      List<MapStack> stacks, Kernels kernels, List<LayerSummary> layers) {
    int layer = 0;
    while (layer < layers.size() && !(layers.get(layer).spec() instanceof LayerSpec.Convolution)) {
      layer++;
    }
    if (layer == layers.size()
        || !((LayerSpec.Convolution) layers.get(layer).spec()).hasKernelPerMap()) {
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
