package digitscope.nn.plan;

import static java.util.stream.Collectors.joining;

import digitscope.nn.Network;
import digitscope.nn.PlannedBlock;
import digitscope.nn.SimpleLayer;
import java.util.List;
import java.util.Locale;

/** What computes what in a network, to be printed. */
public final class PlanTable {
  private PlanTable() {}

  /**
   * One block.
   *
   * @param layers what it consists of, such as {@code "convolution 3×3, 32 filters + ReLU"}
   * @param backend what computes it, in lower case
   * @param why this backend
   */
  public record Row(String layers, String backend, String why) {}

  /** What computes a network in training. */
  public static List<Row> of(Network network) {
    return network.plan().stream().map(PlanTable::row).toList();
  }

  private static Row row(PlannedBlock block) {
    return new Row(
        block.layers().stream().map(SimpleLayer::title).collect(joining(" + ")),
        block.backend().name().toLowerCase(Locale.ROOT),
        block.why());
  }
}
