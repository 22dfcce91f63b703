package digitscope.engine;

import digitscope.nn.Network;
import digitscope.nn.Network.Span;
import digitscope.nn.Optimizer;
import digitscope.nn.Regularization;
import java.util.List;

/**
 * The end of a step for one part of the network's vector: the gradients of the portions are added
 * up in their order, and the optimizer changes the parameters. Different parts may be done at the
 * same time, each by one worker.
 */
final class OptimizerShard {
  /** Part of a running mean that is new at each step, as is usual for batch normalization. */
  private static final float MOMENTUM = 0.1f;

  /** Values that are summed together, as they stay in the nearest cache. */
  private static final int BLOCK = 4096;

  /**
   * What all parts share.
   *
   * @param values the network's vector as it is written to it
   * @param gradient as long as it
   * @param optimizerState what the optimizer remembers
   */
  record Common(
      Network network,
      Optimizer optimizer,
      Regularization regularization,
      float[] values,
      float[] gradient,
      float[] optimizerState) {}

  private final Common common;
  private final Span span;
  private final Span parameters;
  private final List<Span> weights;
  private final List<Span> statistics;

  /** The part with number {@code index} of {@code parts}. */
  OptimizerShard(Common common, int index, int parts) {
    this.common = common;
    long length = common.values().length;
    this.span = new Span((int) (length * index / parts), (int) (length * (index + 1) / parts));
    Network network = common.network();
    this.parameters = new Span(0, network.parameterCount()).within(span);
    this.weights = network.weightSpans().stream().map(span::within).toList();
    this.statistics = network.runningStatistics().stream().map(span::within).toList();
  }

  /** Begins the end of a step, for all parts. */
  void begin() {
    common.optimizer().begin(common.optimizerState());
  }

  /** The penalty of this part's weights. */
  double penalty() {
    return common.regularization().penalty(weights, common.values());
  }

  /**
   * Adds the portions' gradients and that of the regularization.
   *
   * @return the sum of the gradient's squares
   */
  double gather(List<Portion> portions, boolean wantSquares) {
    float[] gradient = common.gradient();
    for (int from = span.from(); from < span.to(); from += BLOCK) {
      int to = Math.min(span.to(), from + BLOCK);
      System.arraycopy(portions.get(0).gradient(), from, gradient, from, to - from);
      for (int k = 1; k < portions.size(); k++) {
        float[] addend = portions.get(k).gradient();
        for (int i = from; i < to; i++) {
          gradient[i] += addend[i];
        }
      }
    }
    common.regularization().addGradient(weights, common.values(), gradient);
    double squares = 0;
    for (int i = parameters.from(); wantSquares && i < parameters.to(); i++) {
      squares += (double) gradient[i] * gradient[i];
    }
    return squares;
  }

  /**
   * Changes this part of the network.
   *
   * @param scale factor of the gradient
   */
  void step(double learningRate, double scale) {
    float[] values = common.values();
    float[] gradient = common.gradient();
    for (int i = parameters.from(); scale < 1 && i < parameters.to(); i++) {
      gradient[i] *= (float) scale;
    }
    Optimizer optimizer = common.optimizer();
    Regularization.decay(weights, values, learningRate * optimizer.weightDecay());
    optimizer.step(
        values,
        parameters.from(),
        parameters.to(),
        gradient,
        common.optimizerState(),
        learningRate);
    for (Span statistic : statistics) {
      for (int i = statistic.from(); i < statistic.to(); i++) {
        values[i] += MOMENTUM * (gradient[i] - values[i]);
      }
    }
    common.network().write(values, span);
  }
}
