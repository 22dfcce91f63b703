package digitscope.eval;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What each filter or unit of a layer matters for: what a network says of a set as it is, and with
 * each unit switched off. Zhou et al. (2018), "Revisiting the importance of individual units in
 * CNNs via ablation", rank the classes of a unit by what each loses.
 *
 * @param step of the network
 * @param layerIndex place of the layer, counted from 0
 * @param before the network as it is
 * @param without for each unit the network without it
 */
public record UnitImportance(
    long step, int layerIndex, ConfusionMatrix before, List<ConfusionMatrix> without) {
  public UnitImportance {
    without = List.copyOf(without);
  }

  /**
   * What a class loses with a unit.
   *
   * @param label the class
   * @param recall loss of recall, a part in [−1, 1]; below 0 if it gains, 0 if it has no images
   * @param images how many fewer of its images are read correctly
   */
  public record Loss(int label, double recall, int images) {}

  /** Loss of accuracy without a unit, a part in [−1, 1]. */
  public double accuracyLoss(int unit) {
    return before.accuracy() - without.get(unit).accuracy();
  }

  /** What a class loses without a unit. */
  public Loss loss(int unit, int label) {
    int lost = before.count(label, label) - without.get(unit).count(label, label);
    int actual = before.actual(label);
    return new Loss(label, actual == 0 ? 0 : (double) lost / actual, lost);
  }

  /** The classes, those first that lose most without a unit; of equals the first first. */
  public List<Loss> classes(int unit) {
    return IntStream.range(0, before.classes())
        .mapToObj(label -> loss(unit, label))
        .sorted(Comparator.comparingDouble(Loss::recall).reversed())
        .toList();
  }

  /** The units, those first without which a class loses most; of equals the first first. */
  public List<Integer> units() {
    return IntStream.range(0, without.size())
        .boxed()
        .sorted(Comparator.comparingDouble((Integer unit) -> -classes(unit).get(0).recall()))
        .toList();
  }
}
