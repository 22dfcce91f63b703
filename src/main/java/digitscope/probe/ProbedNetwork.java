package digitscope.probe;

import digitscope.nn.Layer;
import digitscope.nn.Network;
import digitscope.nn.OutputFunction;
import digitscope.nn.SimpleLayer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A network with the layers that a user sees.
 *
 * @param network the network
 * @param output what turns the last layer's values into outputs
 * @param points the places worth looking at, from input to output
 */
public record ProbedNetwork(Network network, OutputFunction output, List<Point> points) {
  /**
   * A place in the network whose values have a meaning for the user.
   *
   * @param position of the layer in {@link Network#layers()} that gives the values
   * @param layerIndex place of the layer as people count, from 0
   * @param title such as {@code "convolution 3×3×32"}
   * @param stage what the values are
   */
  public record Point(int position, int layerIndex, String title, FeatureMaps.Stage stage) {}

  public ProbedNetwork {
    points = List.copyOf(points);
  }

  /** The same with a network of its own, whose parameters stay as they are now. */
  public ProbedNetwork copy() {
    return new ProbedNetwork(network.copy(), output, points);
  }

  /** The layers up to the one at a position, in the order that is fastest to compute. */
  List<Layer> layersTo(int position) {
    return Network.poolingFirst(network.layers().subList(0, position + 1));
  }

  /**
   * The index of the layer, as people count, that each layer belongs to which computes.
   *
   * @param order the network's layers with {@linkplain Network#poolingFirst pooling first}
   */
  Map<SimpleLayer, Integer> owners(List<Layer> order) {
    List<Layer> layers = network.layers();
    Map<SimpleLayer, Integer> owners = new HashMap<>();
    // An activation that pooling overtook is another layer, of the shape that pooling gives.
    Deque<Integer> overtaken = new ArrayDeque<>();
    for (int i = 0; i < layers.size(); i++) {
      int owner = owner(i);
      layers.get(i).parts().forEach(part -> owners.put(part, owner));
      if (!order.contains(layers.get(i))) {
        overtaken.add(owner);
      }
    }
    for (Layer layer : order) {
      for (SimpleLayer part : layer.parts()) {
        if (!owners.containsKey(part)) {
          owners.put(part, overtaken.remove());
        }
      }
    }
    return owners;
  }

  /** Index of the layer that a position belongs to: what is not shown comes before what is. */
  int owner(int position) {
    return points.stream()
        .filter(point -> point.position() >= position)
        .mapToInt(Point::layerIndex)
        .findFirst()
        .orElseThrow();
  }

  /** The first place in a layer: before its activation, if it has one. */
  Point firstPoint(int layerIndex) {
    return points.stream()
        .filter(point -> point.layerIndex() == layerIndex)
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("There is no layer with index " + layerIndex));
  }

  /** The last place in a layer: after its activation, if it has one. */
  Point lastPoint(int layerIndex) {
    Point last = firstPoint(layerIndex);
    for (Point point : points) {
      last = point.layerIndex() == layerIndex ? point : last;
    }
    return last;
  }
}
