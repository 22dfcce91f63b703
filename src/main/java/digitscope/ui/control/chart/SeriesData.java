package digitscope.ui.control.chart;

import digitscope.ui.control.images.ValueScale;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;

/**
 * The points of one line, ordered by x; only grows. It keeps the smallest and largest y of every
 * block of 16, 256, 4096 … points, so that the extremes of any stretch of a million points are
 * found by looking at about a hundred numbers. Not safe for several threads.
 */
public final class SeriesData {
  private static final int BLOCK = 16;
  private static final int INITIAL_CAPACITY = 1024;

  private final ReadOnlyLongWrapper revision = new ReadOnlyLongWrapper(this, "revision");

  /** Level 0 holds the points themselves, level k the extremes of blocks of 16^k points. */
  private final List<double[]> minima = new ArrayList<>();

  private final List<double[]> maxima = new ArrayList<>();
  private double[] xs = new double[INITIAL_CAPACITY];
  private int size;

  public SeriesData() {
    layOutLevels(new double[INITIAL_CAPACITY]);
  }

  /** The smallest and largest y of some points; empty, with {@code min > max}, if all are NaN. */
  public record Extremes(double min, double max) {
    static final Extremes NONE = new Extremes(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);

    public boolean isEmpty() {
      return min > max;
    }

    Extremes and(Extremes other) {
      return new Extremes(Math.min(min, other.min), Math.max(max, other.max));
    }
  }

  /** Counts the changes. */
  public ReadOnlyLongProperty revisionProperty() {
    return revision.getReadOnlyProperty();
  }

  public int size() {
    return size;
  }

  public boolean isEmpty() {
    return size == 0;
  }

  public double x(int index) {
    return xs[index];
  }

  public double y(int index) {
    return minima.get(0)[index];
  }

  /** x of the newest point; NaN if there is none. */
  public double lastX() {
    return size == 0 ? Double.NaN : xs[size - 1];
  }

  /** y of the newest point; NaN if there is none. */
  public double lastY() {
    return size == 0 ? Double.NaN : y(size - 1);
  }

  /**
   * Appends points.
   *
   * @param moreXs never going down, none below {@link #lastX()}
   * @param moreYs as many; one that is not finite is a gap
   */
  public void append(long[] moreXs, double[] moreYs) {
    if (moreXs.length == 0) {
      return;
    }
    reserve(size + moreXs.length);
    for (int i = 0; i < moreXs.length; i++) {
      xs[size] = moreXs[i];
      minima.get(0)[size] = Double.isFinite(moreYs[i]) ? moreYs[i] : Double.NaN;
      raiseLevels(size++);
    }
    revision.set(revision.get() + 1);
  }

  public void clear() {
    size = 0;
    layOutLevels(minima.get(0));
    revision.set(revision.get() + 1);
  }

  /** Index of the first point whose x is at least {@code x}; {@link #size()} if there is none. */
  public int firstAtOrAfter(double x) {
    int found = Arrays.binarySearch(xs, 0, size, x);
    if (found < 0) {
      return -found - 1;
    }
    while (found > 0 && xs[found - 1] >= x) {
      found--;
    }
    return found;
  }

  /** Index of the point whose x is nearest; -1 if there is none. */
  public int nearest(double x) {
    int after = firstAtOrAfter(x);
    if (after == 0 || (after < size && xs[after] - x < x - xs[after - 1])) {
      return size == 0 ? -1 : after;
    }
    return after - 1;
  }

  /** The extremes of the points from {@code from} to before {@code to}. */
  public Extremes extremes(int from, int to) {
    Extremes found = Extremes.NONE;
    int start = from;
    int end = to;
    for (int level = 0; start < end; level++) {
      int nextStart = (start + BLOCK - 1) / BLOCK;
      int nextEnd = end / BLOCK;
      if (nextStart >= nextEnd || level == minima.size() - 1) {
        return scan(found, level, start, end);
      }
      found = scan(found, level, start, nextStart * BLOCK);
      found = scan(found, level, nextEnd * BLOCK, end);
      start = nextStart;
      end = nextEnd;
    }
    return found;
  }

  /** The extremes of all points that have a place on the scale. */
  Extremes extremesOnScale(ValueScale scale) {
    Extremes all = extremes(0, size);
    if (Double.isFinite(scale.place(all.min))) {
      return all;
    }
    Extremes found = Extremes.NONE;
    for (int i = 0; i < size; i++) {
      double y = y(i);
      found = Double.isFinite(scale.place(y)) ? found.and(new Extremes(y, y)) : found;
    }
    return found;
  }

  private Extremes scan(Extremes found, int level, int from, int to) {
    double[] min = minima.get(level);
    double[] max = maxima.get(level);
    double smallest = found.min;
    double largest = found.max;
    for (int i = from; i < to; i++) {
      // Comparisons are false for NaN, so gaps are left out.
      smallest = min[i] < smallest ? min[i] : smallest;
      largest = max[i] > largest ? max[i] : largest;
    }
    return new Extremes(smallest, largest);
  }

  /** Makes room for this many points; doubling keeps the cost of a point constant on average. */
  private void reserve(int points) {
    if (points > xs.length) {
      int capacity = Math.max(points, xs.length * 2);
      double[] ys = Arrays.copyOf(minima.get(0), capacity);
      xs = Arrays.copyOf(xs, capacity);
      layOutLevels(ys);
    }
  }

  private void layOutLevels(double[] ys) {
    minima.clear();
    maxima.clear();
    minima.add(ys);
    maxima.add(ys);
    for (int blocks = ys.length / BLOCK + 1; blocks > BLOCK; blocks = blocks / BLOCK + 1) {
      double[] min = new double[blocks];
      double[] max = new double[blocks];
      Arrays.fill(min, Extremes.NONE.min);
      Arrays.fill(max, Extremes.NONE.max);
      minima.add(min);
      maxima.add(max);
    }
    for (int i = 0; i < size; i++) {
      raiseLevels(i);
    }
  }

  private void raiseLevels(int index) {
    double y = y(index);
    int block = index;
    for (int level = 1; level < minima.size() && !Double.isNaN(y); level++) {
      block /= BLOCK;
      minima.get(level)[block] = Math.min(minima.get(level)[block], y);
      maxima.get(level)[block] = Math.max(maxima.get(level)[block], y);
    }
  }
}
