package digitscope.ui.network;

import digitscope.config.LayerSummary;
import digitscope.network.LayerCost;
import digitscope.probe.LayerTimes;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * A layer as the map shows it.
 *
 * @param summary what it is, with its shapes
 * @param cost what it costs
 * @param blocks what computes it, from input to output; empty while that is not known
 */
record MappedLayer(LayerSummary summary, LayerCost cost, List<LayerTimes.Block> blocks) {
  static List<MappedLayer> of(
      List<LayerSummary> layers, List<LayerCost> costs, List<LayerTimes.Block> blocks) {
    return IntStream.range(0, layers.size())
        .mapToObj(
            i ->
                new MappedLayer(
                    layers.get(i),
                    costs.get(i),
                    blocks.stream().filter(block -> block.layers().contains(i)).toList()))
        .toList();
  }

  /** Place in the network, counted from 0. */
  int index() {
    return summary.number() - 1;
  }

  /** The blocks that begin with this layer. */
  List<LayerTimes.Block> ownBlocks() {
    return blocks.stream().filter(block -> block.layers().get(0) == index()).toList();
  }

  /** Number of the layer, counted from 1, together with which this one is computed. */
  OptionalInt computedWith() {
    return ownBlocks().isEmpty()
        ? blocks.stream().mapToInt(block -> block.layers().get(0) + 1).findFirst()
        : OptionalInt.empty();
  }

  /** Time of a training step, an image; empty if it is not known or is another layer's. */
  OptionalDouble trainingNanos() {
    List<LayerTimes.Block> own = ownBlocks();
    return own.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(own.stream().mapToDouble(LayerTimes.Block::trainingNanos).sum());
  }
}
