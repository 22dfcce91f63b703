package digitscope.nn.nd4j;

import digitscope.nn.Binding;
import digitscope.nn.Implementation;
import digitscope.nn.Passes;
import digitscope.nn.SimpleLayer;
import digitscope.nn.Window;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Both kinds of pooling.
 *
 * @param operation its name in ND4J; its gradient's ends in {@code _bp}
 */
record NativePooling(String operation, SimpleLayer layer, Window window) implements Implementation {
  @Override
  public Passes prepare(Binding binding, Binding.@Nullable Gradients gradients) {
    NativeMemory memory = NativeMemory.of(binding);
    long[] inputShape = Maps.shape(binding.batch(), layer.input());
    long[] outputShape = Maps.shape(binding.batch(), layer.output());
    INDArray x = memory.array(binding.input(), inputShape);
    INDArray y = memory.array(binding.output(), outputShape);
    Operation forward =
        memory.operation(operation, List.of(x), List.of(y)).integers(Maps.pooling(window));
    if (gradients == null) {
      return new Passes(forward::run, null);
    }
    INDArray dy = memory.array(gradients.output(), outputShape);
    INDArray dx = memory.array(gradients.requiredInput(), inputShape);
    Operation backward =
        memory
            .operation(operation + "_bp", List.of(x, dy), List.of(dx))
            .integers(Maps.pooling(window));
    return new Passes(forward::run, backward::run);
  }
}
