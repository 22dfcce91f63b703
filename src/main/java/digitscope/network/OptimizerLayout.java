package digitscope.network;

import digitscope.config.OptimizerSpec;
import digitscope.nn.Optimizer;
import java.util.List;

/**
 * What the numbers of an optimizer's flat state vector are.
 *
 * @param vectors names of the vectors that lie one behind the other, each laid out like the trained
 *     part of the network's vector
 * @param countsSteps whether the number of steps follows them
 */
public record OptimizerLayout(List<String> vectors, boolean countsSteps) {
  public OptimizerLayout {
    vectors = List.copyOf(vectors);
  }

  /** The layout of an optimizer's state. */
  public static OptimizerLayout of(OptimizerSpec spec) {
    Optimizer optimizer = NetworkFactory.optimizer(spec);
    return new OptimizerLayout(optimizer.stateNames(), optimizer.countsSteps());
  }
}
