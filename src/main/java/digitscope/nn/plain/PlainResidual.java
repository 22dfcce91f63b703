package digitscope.nn.plain;

/**
 * The sum of two branches:
 *
 * <pre>
 * y = main(x) + shortcut(x)
 *
 * ∂L/∂x = (∂main/∂x)ᵀ ∂L/∂y + (∂shortcut/∂x)ᵀ ∂L/∂y
 * </pre>
 */
record PlainResidual(PlainNode main, PlainNode shortcut) implements PlainNode {
  @Override
  public double[] forward(double[] x) {
    return sum(main.forward(x), shortcut.forward(x));
  }

  @Override
  public double[] backward(double[] dy) {
    return sum(main.backward(dy), shortcut.backward(dy));
  }

  private static double[] sum(double[] a, double[] b) {
    double[] sum = new double[a.length];
    for (int k = 0; k < sum.length; k++) {
      sum[k] = a[k] + b[k];
    }
    return sum;
  }
}
