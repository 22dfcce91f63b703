package digitscope.probe;

import digitscope.nn.Axis;

/** Which inputs of a transposed convolution are spread over an output, along one axis. */
final class TransposedWindow {
  private TransposedWindow() {}

  /** The first input whose kernel reaches an output. */
  static int first(Axis axis, int output) {
    return -Math.floorDiv(-(output + axis.zerosBefore() - axis.window() + 1), axis.stride());
  }

  /** The last input whose kernel reaches an output; one less than the first if there is none. */
  static int last(Axis axis, int output) {
    return Math.floorDiv(output + axis.zerosBefore(), axis.stride());
  }
}
