package digitscope.nn.plain;

import java.util.List;

/**
 * One after the other, y = f_k(… f_2(f_1(x))), which the gradient goes through the other way round:
 * the chain rule.
 */
record PlainChain(List<PlainNode> nodes) implements PlainNode {
  @Override
  public double[] forward(double[] x) {
    double[] values = x;
    for (PlainNode node : nodes) {
      values = node.forward(values);
    }
    return values;
  }

  @Override
  public double[] backward(double[] dy) {
    double[] gradient = dy;
    for (int i = nodes.size() - 1; i >= 0; i--) {
      gradient = nodes.get(i).backward(gradient);
    }
    return gradient;
  }
}
