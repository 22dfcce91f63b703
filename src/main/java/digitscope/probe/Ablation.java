package digitscope.probe;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * By what the outputs of some units are multiplied, after their activation: by 0 a unit is switched
 * off. What a network can do no more then is what the unit matters for: Morcos et al. (2018), "On
 * the importance of single directions for generalization".
 *
 * @param units those whose outputs change, by layer and number; none twice
 */
public record Ablation(List<ScaledUnit> units) {
  /** A network as it is. */
  public static final Ablation NONE = new Ablation(List.of());

  /**
   * A filter or a unit, and its factor.
   *
   * @param layerIndex place of the layer as people count, from 0
   * @param unit number of the filter or unit in the layer, from 0
   * @param factor what its output is multiplied by, at least 0
   */
  public record ScaledUnit(int layerIndex, int unit, double factor) {
    public ScaledUnit {
      if (!(factor >= 0) || Double.isInfinite(factor)) {
        throw new IllegalArgumentException(
            String.format(Locale.ROOT, "A unit's factor is at least 0, not %s", factor));
      }
    }

    /** Whether its output is 0. */
    public boolean isOff() {
      return factor == 0;
    }

    private boolean isAt(int otherLayer, int otherUnit) {
      return layerIndex == otherLayer && unit == otherUnit;
    }
  }

  public Ablation {
    units = List.copyOf(units);
  }

  /** Switches units of one layer off; a unit that is named twice is off all the same. */
  public static Ablation off(int layerIndex, int... units) {
    return new Ablation(
        IntStream.of(units)
            .distinct()
            .sorted()
            .mapToObj(unit -> new ScaledUnit(layerIndex, unit, 0))
            .toList());
  }

  /** Whether it leaves the network as it is. */
  public boolean isNone() {
    return units.isEmpty();
  }

  /** The factor of a unit: 1 if it is left as it is. */
  public double factor(int layerIndex, int unit) {
    return units.stream()
        .filter(some -> some.isAt(layerIndex, unit))
        .mapToDouble(ScaledUnit::factor)
        .findFirst()
        .orElse(1);
  }

  /** The same with another factor for a unit; by 1 it is as it was. */
  public Ablation with(int layerIndex, int unit, double factor) {
    List<ScaledUnit> changed = new ArrayList<>();
    Stream<ScaledUnit> others = units.stream().filter(some -> !some.isAt(layerIndex, unit));
    others.forEach(changed::add);
    if (factor != 1) {
      changed.add(new ScaledUnit(layerIndex, unit, factor));
    }
    changed.sort(
        Comparator.comparingInt(ScaledUnit::layerIndex).thenComparingInt(ScaledUnit::unit));
    return new Ablation(changed);
  }
}
