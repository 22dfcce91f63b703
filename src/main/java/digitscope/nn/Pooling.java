package digitscope.nn;

import java.util.List;

/**
 * What both kinds of pooling share.
 *
 * @param operation name of the native operation; its gradient's ends in {@code _bp}
 */
record Pooling(String operation, int size, int stride) {
  static MapShape output(MapShape input, int size, int stride) {
    return new MapShape(
        input.channels(),
        Math.floorDiv(input.height() - size, stride) + 1,
        Math.floorDiv(input.width() - size, stride) + 1);
  }

  Runnable forward(Binding binding) {
    return binding
            .operation(operation, List.of(binding.input()), binding.output())
            .integers(geometry())
        ::run;
  }

  Runnable backward(Binding binding, Binding.Gradients gradients) {
    return binding
            .operation(
                operation + "_bp",
                List.of(binding.input(), gradients.output()),
                gradients.requiredInput())
            .integers(geometry())
        ::run;
  }

  /** Kernel, stride, padding, dilation, not same, plain mean, channels last. */
  private long[] geometry() {
    return new long[] {size, size, stride, stride, 0, 0, 1, 1, 0, 0, 1};
  }
}
