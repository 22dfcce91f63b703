package digitscope.ui.features;

import digitscope.probe.Connections;
import digitscope.probe.Connections.LayerConnections;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which lines are drawn between the maps of the columns.
 *
 * @param columns from the image to the output
 * @param connections of the network; empty while they are not known
 */
record NetworkEdges(List<NetworkColumn> columns, Optional<Connections> connections) {
  /** Weaker lines than this part of a layer's strongest are left out. */
  private static final float LEAST = 0.05f;

  /**
   * One line, from a map to one that reads it.
   *
   * @param column the column of the map that reads
   * @param from number of the map that is read
   * @param to number of the map that reads
   * @param strength in [−1, 1]: the weight, as a part of the layer's largest
   */
  record Edge(int column, int from, int to, float strength) {}

  /**
   * The strongest lines into a column.
   *
   * @param most number of lines
   */
  List<Edge> strongest(int column, int most) {
    Optional<LayerConnections> layer = layer(column);
    if (layer.isEmpty()) {
      return List.of();
    }
    List<Edge> edges = new ArrayList<>();
    for (int to = 0; to < columns.get(column).count(); to++) {
      edges.addAll(into(column, to, most));
    }
    return strongest(edges, most);
  }

  /** The lines from the maps that one map reads, the strongest ones if there are many. */
  List<Edge> into(int column, int to, int most) {
    Optional<LayerConnections> layer = layer(column);
    if (layer.isEmpty()) {
      return List.of();
    }
    float largest = largest(layer.get());
    List<Edge> edges = new ArrayList<>();
    for (int from = 0; from < columns.get(column - 1).count(); from++) {
      add(edges, column, from, to, weight(layer.get(), column, from, to) / largest);
    }
    return strongest(edges, most);
  }

  /** The lines to the maps that read one map, the strongest ones if there are many. */
  List<Edge> outOf(int column, int from, int most) {
    Optional<LayerConnections> layer = layer(column + 1);
    if (layer.isEmpty()) {
      return List.of();
    }
    float largest = largest(layer.get());
    List<Edge> edges = new ArrayList<>();
    for (int to = 0; to < columns.get(column + 1).count(); to++) {
      add(edges, column + 1, from, to, weight(layer.get(), column + 1, from, to) / largest);
    }
    return strongest(edges, most);
  }

  private static void add(List<Edge> edges, int column, int from, int to, float strength) {
    if (Math.abs(strength) >= LEAST) {
      edges.add(new Edge(column, from, to, strength));
    }
  }

  private static List<Edge> strongest(List<Edge> edges, int most) {
    return edges.stream()
        .sorted(Comparator.comparingDouble((Edge edge) -> -Math.abs(edge.strength())))
        .limit(most)
        .toList();
  }

  /** Whether each map of a column reads only the one of its own number. */
  boolean isOneToOne(int column) {
    return layer(column).filter(LayerConnections::isOneToOne).isPresent();
  }

  /** What the layer of a column reads, if that is what the column before it shows. */
  private Optional<LayerConnections> layer(int column) {
    if (column < 1 || column >= columns.size()) {
      return Optional.empty();
    }
    return connections
        .flatMap(known -> known.of(columns.get(column).layerIndex()))
        .filter(layer -> layer.readIndex() == columns.get(column - 1).layerIndex())
        .filter(layer -> layer.outputs() == columns.get(column).stack().count());
  }

  /** The channels of an image are one picture: the strongest of them counts. */
  private float weight(LayerConnections layer, int column, int from, int to) {
    if (columns.get(column - 1).look() != NetworkColumn.Look.IMAGE) {
      return layer.weight(to, from);
    }
    float strongest = 0;
    for (int channel = 0; channel < layer.inputs(); channel++) {
      float weight = layer.weight(to, channel);
      strongest = Math.abs(weight) > Math.abs(strongest) ? weight : strongest;
    }
    return strongest;
  }

  private static float largest(LayerConnections layer) {
    float largest = layer.isOneToOne() ? 1 : Float.MIN_NORMAL;
    for (float weight : layer.weights()) {
      largest = Math.max(largest, Math.abs(weight));
    }
    return largest;
  }
}
