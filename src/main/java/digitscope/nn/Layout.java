package digitscope.nn;

import java.util.ArrayList;
import java.util.List;

/**
 * What lies where in the one flat vector of a network: the first layer's weights and biases, then
 * the second's, and so on, and behind all parameters the layers' statistics.
 *
 * @param places the layers that compute, parts of others among them, in their order
 * @param parameterCount number of values that are trained, which come first in the vector
 * @param valueCount length of the vector: parameters and statistics
 */
public record Layout(List<Place> places, int parameterCount, int valueCount) {
  /**
   * Where one layer's values lie.
   *
   * @param position of the layer it belongs to among the network's
   * @param layer that layer itself, or a part of it
   * @param parameters where its parameters start
   * @param statistics where its statistics start
   */
  public record Place(int position, SimpleLayer layer, int parameters, int statistics) {}

  public Layout {
    places = List.copyOf(places);
  }

  /** The layout of a network of these layers. */
  public static Layout of(List<Layer> layers) {
    int parameterCount =
        layers.stream()
            .flatMap(layer -> layer.parts().stream())
            .mapToInt(SimpleLayer::parameterCount)
            .reduce(0, Math::addExact);
    List<Place> places = new ArrayList<>();
    int parameters = 0;
    int statistics = parameterCount;
    for (int i = 0; i < layers.size(); i++) {
      for (SimpleLayer part : layers.get(i).parts()) {
        places.add(new Place(i, part, parameters, statistics));
        parameters += part.parameterCount();
        statistics = Math.addExact(statistics, part.statisticCount());
      }
    }
    return new Layout(places, parameterCount, statistics);
  }
}
