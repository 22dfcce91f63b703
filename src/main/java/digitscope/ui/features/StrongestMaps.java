package digitscope.ui.features;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Chooses which maps of a column are shown where there is no room for all. */
final class StrongestMaps {
  private StrongestMaps() {}

  /** The maps with the largest sums of absolute values, in the order of their numbers. */
  static List<Integer> of(NetworkColumn column, int most) {
    if (most >= column.count()) {
      return IntStream.range(0, column.count()).boxed().toList();
    }
    MapStack stack = column.stack();
    double[] strengths =
        IntStream.range(0, stack.count()).mapToDouble(map -> strength(stack, map)).toArray();
    return IntStream.range(0, stack.count())
        .boxed()
        .sorted(Comparator.comparingDouble((Integer map) -> -strengths[map]))
        .limit(most)
        .sorted()
        .toList();
  }

  /** The sum of a map's absolute values. */
  static double strength(MapStack stack, int map) {
    double sum = 0;
    for (int i = map * stack.size(); i < (map + 1) * stack.size(); i++) {
      sum += Math.abs(stack.values()[i]);
    }
    return sum;
  }
}
