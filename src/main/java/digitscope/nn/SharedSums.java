package digitscope.nn;

import java.util.ArrayList;
import java.util.List;

/**
 * Sums that the slices of a mini-batch tell each other, by which batch normalization has its
 * statistics from all of them. Each slice writes its own; once all have, each reads all in the
 * order of the slices, and so gets the same bits whichever worker computed them.
 */
public final class SharedSums {
  private final int slices;
  private final List<double[][]> tables = new ArrayList<>();

  /**
   * @param slices number of slices that the mini-batch is computed in
   */
  SharedSums(int slices) {
    this.slices = slices;
  }

  /** Of a mini-batch that is computed as a whole. */
  public static View alone() {
    return new SharedSums(1).view(0);
  }

  /** What the slice with this number sees of them; all slices must ask for the same tables. */
  public View view(int slice) {
    return new View(slice);
  }

  /** The sums as one slice sees them. */
  public final class View {
    private final int slice;
    private int next;

    private View(int slice) {
      this.slice = slice;
    }

    /** The next table, in which each slice has a row of this many sums. */
    public Table table(int sums) {
      if (next == tables.size()) {
        tables.add(new double[slices][sums]);
      }
      return new Table(tables.get(next++), slice);
    }
  }

  /**
   * The same sums of all slices.
   *
   * @param rows one a slice
   * @param slice whose row may be written
   */
  public record Table(double[][] rows, int slice) {
    public double[] own() {
      return rows[slice];
    }
  }
}
