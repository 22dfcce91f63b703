package digitscope.nn;

import java.util.List;

/**
 * How a layer, or several in a row as one, are computed.
 *
 * @param layers at least one, from input to output
 * @param backend what computes
 * @param why this one, in words for a user
 * @param implementation that backend's
 */
public record PlannedBlock(
    List<SimpleLayer> layers, Backend backend, String why, Implementation implementation) {
  public PlannedBlock {
    layers = List.copyOf(layers);
  }

  /** Shape of what comes out. */
  public MapShape output() {
    return layers.get(layers.size() - 1).output();
  }
}
