package digitscope.config;

/**
 * What shape inference found out about one layer.
 *
 * @param number place in the stack, counted from 1 as people do
 * @param spec the layer
 * @param input shape of what it takes
 * @param output shape of what it gives
 * @param parameters number of weights and biases
 */
public record LayerSummary(
    int number, LayerSpec spec, Shape input, Shape output, long parameters) {}
