package digitscope.config;

import java.util.List;

/**
 * What shape inference found out about one layer.
 *
 * @param number place in the stack, counted from 1 as people do
 * @param spec the layer
 * @param input shape of what it takes
 * @param output shape of what it gives
 * @param parameters number of weights and biases
 */
public record LayerSummary(int number, LayerSpec spec, Shape input, Shape output, long parameters) {
  /**
   * Index, counted from 0, of the layer that answers for the filters of this one: the batch
   * normalisation behind it, if there is one, because it may turn a filter round.
   *
   * @param network all layers
   */
  public int answeringIndex(List<LayerSummary> network) {
    int index = number - 1;
    while (index + 1 < network.size()
        && network.get(index + 1).spec() instanceof LayerSpec.BatchNorm) {
      index++;
    }
    return index;
  }
}
