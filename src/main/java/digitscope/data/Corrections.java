package digitscope.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The label corrections of a source, at most one per image.
 *
 * @param decisions in the order in which they were made
 */
public record Corrections(List<Correction> decisions) {
  /** Nothing was decided. */
  public static final Corrections NONE = new Corrections(List.of());

  public Corrections {
    decisions = List.copyOf(decisions);
  }

  public boolean isEmpty() {
    return decisions.isEmpty();
  }

  /** These with one more, in place of one about the same image. */
  public Corrections with(Correction decision) {
    List<Correction> changed = new ArrayList<>(without(decision).decisions);
    changed.add(decision);
    return new Corrections(changed);
  }

  /** These without that of an image. */
  public Corrections without(Correction ofImage) {
    return new Corrections(
        decisions.stream().filter(own -> !own.isOfSameImageAs(ofImage)).toList());
  }

  /** That of an image, which is told by its number where it was read from and its pixels. */
  public Optional<Correction> of(Split split, Dataset set, int index) {
    int origin = set.origin(index);
    Stream<Correction> there =
        decisions.stream().filter(own -> own.split() == split && own.origin() == origin);
    // The checksum is dear, and mostly nothing was decided.
    return there.filter(own -> own.sha256().equals(set.sha256(index))).findFirst();
  }

  /**
   * Applies the decisions to a source as it was read.
   *
   * @throws DataException if they would leave a set without an image
   */
  public DataSplits applyTo(DataSplits splits) throws DataException {
    return isEmpty() ? splits : new Corrector(splits, this).corrected();
  }
}
