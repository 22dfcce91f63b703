package digitscope.config;

import java.util.List;

/**
 * The result of shape inference for one layer.
 *
 * @param number place in the stack, counted from 1 as people do
 * @param spec the layer
 * @param input shape of what it takes
 * @param output shape of what it gives
 * @param parameters number of weights and biases, which are trained
 * @param statistics number of values that are kept beside them and not trained: running means and
 *     variances, mean images
 */
public record LayerSummary(
    int number, LayerSpec spec, Shape input, Shape output, long parameters, long statistics) {
  /** What the layer is called in files, such as {@code "3.convolution"}. */
  public String name() {
    return number + "." + spec.kind();
  }

  /** Number of filters or units: one a map, or one a value of a vector. */
  public int units() {
    return output instanceof Shape.Maps maps ? maps.channels() : output.size();
  }

  /**
   * Index, counted from 0, of the layer that answers for the filters of this one: the normalization
   * behind it, if there is one, because it may turn a filter round.
   *
   * @param network all layers
   */
  public int answeringIndex(List<LayerSummary> network) {
    int index = number - 1;
    while (index + 1 < network.size()
        && network.get(index + 1).spec() instanceof LayerSpec.Normalization) {
      index++;
    }
    return index;
  }
}
