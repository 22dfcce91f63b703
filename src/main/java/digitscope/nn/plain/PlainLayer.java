package digitscope.nn.plain;

import digitscope.nn.Noise;

/**
 * A layer as naive loops. Maps lie as [batch, height, width, channels], vectors as [batch, units]:
 * value {@code (n, i, j, c)} is at {@code ((n · height + i) · width + j) · channels + c}.
 */
interface PlainLayer {
  /**
   * What a layer works on.
   *
   * @param batch number of images
   * @param x what it takes
   * @param y receives what it gives
   * @param parameters its weights, then its biases
   * @param statistics its statistics
   * @param noise source of random choices, on in training
   */
  record Pass(
      int batch, double[] x, double[] y, double[] parameters, double[] statistics, Noise noise) {}

  /**
   * Gradients of the loss L, written ∂L/∂· in the formulas.
   *
   * @param dy ∂L/∂y
   * @param dx receives ∂L/∂x; 0 before
   * @param parameters receives ∂L/∂ of weights, then of biases; 0 before
   * @param statistics receives the statistics of this mini-batch
   */
  record Gradients(double[] dy, double[] dx, double[] parameters, double[] statistics) {}

  /** Computes y, which is 0 before, from x. */
  void forward(Pass pass);

  /** Computes ∂L/∂x and ∂L/∂ of the parameters from ∂L/∂y. */
  void backward(Pass pass, Gradients gradients);

  /** Whether the slices of a mini-batch have to tell each other something before each pass. */
  default boolean sharesSums() {
    return false;
  }

  /** Tells the other slices what {@link #forward} needs to know of this one. */
  default void shareForward(Pass pass) {}

  /** Tells the other slices what {@link #backward} needs to know of this one. */
  default void shareBackward(Pass pass, Gradients gradients) {}
}
