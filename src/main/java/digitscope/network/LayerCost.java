package digitscope.network;

import digitscope.config.LayerSummary;
import digitscope.config.Shape;
import digitscope.nn.Layer;
import digitscope.nn.MapShape;
import digitscope.nn.Residual;
import digitscope.nn.SimpleLayer;
import java.util.ArrayList;
import java.util.List;

/**
 * What one layer of a network costs, and what it consists of.
 *
 * @param multiplyAdds multiplications whose products are added up when one image passes forward. A
 *     border of zeros counts as what it stands for; biases, activations and pooling do not count
 * @param parameterBytes memory of its parameters and statistics
 * @param outputBytes memory of what it gives for one image
 * @param parts the layers that compute it, from input to output
 */
public record LayerCost(
    long multiplyAdds, long parameterBytes, long outputBytes, List<Part> parts) {
  private static final int FLOAT_BYTES = 4;

  /** Where a part of a layer stands. */
  public enum Branch {
    /** One after the other. */
    MAIN,
    /** Beside the others, added to what they give. */
    SHORTCUT
  }

  /**
   * A layer that computes.
   *
   * @param title such as {@code "convolution 3×3, 32 filters"}
   * @param branch where it stands
   * @param output shape of what it gives
   * @param parameters number of its weights and biases
   * @param multiplyAdds as those of the whole layer
   */
  public record Part(
      String title, Branch branch, Shape output, long parameters, long multiplyAdds) {}

  public LayerCost {
    parts = List.copyOf(parts);
  }

  /**
   * The cost of each layer of a network, in their order.
   *
   * @param layers all layers
   */
  public static List<LayerCost> of(List<LayerSummary> layers) {
    return layers.stream().map(layer -> of(layer, layer.number() == layers.size())).toList();
  }

  private static LayerCost of(LayerSummary summary, boolean isLast) {
    LayerFactory factory = new LayerFactory(shape(summary.input()), summary.number(), isLast);
    List<Part> parts = new ArrayList<>();
    for (LayerFactory.Piece piece : summary.spec().accept(factory)) {
      if (piece.layer() instanceof Residual residual) {
        add(residual.main(), Branch.MAIN, parts);
        add(residual.shortcut(), Branch.SHORTCUT, parts);
      } else {
        add(List.of(piece.layer()), Branch.MAIN, parts);
      }
    }
    return new LayerCost(
        parts.stream().mapToLong(Part::multiplyAdds).sum(),
        FLOAT_BYTES * (summary.parameters() + summary.statistics()),
        (long) FLOAT_BYTES * summary.output().size(),
        parts);
  }

  private static void add(List<Layer> layers, Branch branch, List<Part> parts) {
    for (Layer layer : layers) {
      for (SimpleLayer part : layer.parts()) {
        parts.add(
            new Part(
                part.title(),
                branch,
                shape(part.output()),
                part.parameterCount(),
                part.multiplyAdds()));
      }
    }
  }

  private static MapShape shape(Shape shape) {
    return shape instanceof Shape.Maps maps
        ? new MapShape(maps.channels(), maps.height(), maps.width())
        : MapShape.vector(shape.size());
  }

  private static Shape shape(MapShape shape) {
    return shape.area() == 1
        ? new Shape.Vector(shape.size())
        : new Shape.Maps(shape.channels(), shape.height(), shape.width());
  }
}
