package digitscope.nn;

import java.util.List;

/**
 * What both kinds of pooling share.
 *
 * @param operation name of the native operation; its gradient's ends in {@code _bp}
 * @param input shape of the maps
 * @param window how the window slides, without padding
 */
record Pooling(String operation, MapShape input, Window window) {
  Pooling(String operation, MapShape input, int height, int width, int stride) {
    this(operation, input, Window.of(input, height, width, stride, false));
  }

  MapShape output() {
    return window.output(input.channels());
  }

  Runnable forward(Binding binding) {
    return binding
            .operation(
                operation,
                List.of(Window.maps(binding.input(), input)),
                Window.maps(binding.output(), output()))
            .integers(geometry())
        ::run;
  }

  Runnable backward(Binding binding, Binding.Gradients gradients) {
    return binding
            .operation(
                operation + "_bp",
                List.of(
                    Window.maps(binding.input(), input), Window.maps(gradients.output(), output())),
                Window.maps(gradients.requiredInput(), input))
            .integers(geometry())
        ::run;
  }

  /** Kernel, stride, padding, dilation, not same, plain mean, channels last. */
  private long[] geometry() {
    return new long[] {
      window.rows().window(),
      window.columns().window(),
      window.rows().stride(),
      window.columns().stride(),
      0,
      0,
      1,
      1,
      0,
      0,
      1
    };
  }
}
