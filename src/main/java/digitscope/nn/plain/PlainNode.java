package digitscope.nn.plain;

/** What takes values and gives values, forward and backward: a layer or several. */
interface PlainNode {
  /** y from x. */
  double[] forward(double[] x);

  /** ∂L/∂x from ∂L/∂y, after {@link #forward}; keeps the gradient for the parameters. */
  double[] backward(double[] dy);
}
