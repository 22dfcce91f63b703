package digitscope.engine;

import digitscope.nn.Execution;
import digitscope.nn.Network;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Executions of the slices of whole mini-batches, for networks with batch normalization: as all
 * slices wait for each other's sums, each keeps what it has computed so far. They are made by the
 * owner of the session, and then serve all workers.
 */
final class JointSlices implements AutoCloseable {
  private final Network network;
  private final boolean isNeeded;

  /** By size of the mini-batch, as the last one of an epoch may be smaller. */
  private final Map<Integer, List<Execution>> executions = new HashMap<>();

  JointSlices(Network network) {
    this.network = network;
    this.isNeeded = !network.runningStatistics().isEmpty();
  }

  /** Whether slices wait for each other; otherwise there are none of these executions. */
  boolean isNeeded() {
    return isNeeded;
  }

  /** Makes the executions for such a mini-batch, unless they are there. */
  void prepare(Slicing.Division division) {
    if (isNeeded) {
      executions.computeIfAbsent(division.images(), images -> make(division));
    }
  }

  private List<Execution> make(Slicing.Division division) {
    int[] sizes = IntStream.range(0, division.slices()).map(division::size).toArray();
    return Execution.ofSlices(network, network.poolingFirst(), sizes);
  }

  /** One execution for each slice of a mini-batch that was prepared for. */
  List<Execution> of(Slicing.Division division) {
    return executions.getOrDefault(division.images(), List.of());
  }

  @Override
  public void close() {
    executions.values().forEach(slices -> slices.forEach(Execution::close));
  }
}
