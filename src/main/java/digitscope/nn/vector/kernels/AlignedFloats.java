package digitscope.nn.vector.kernels;

import java.util.Arrays;
import java.util.function.ToIntFunction;

/**
 * Floats that begin with a line of the cache: within an array that is a little longer. Java may
 * move the array at any time; then they do so again, and are 0, from the next {@link #refill} or
 * {@link #align} on.
 */
public final class AlignedFloats {
  /** Writes all values. */
  @FunctionalInterface
  public interface Filling {
    /**
     * Writes them.
     *
     * @param array where they are
     * @param first index of the first
     */
    void fill(float[] array, int first);
  }

  private final float[] array;

  /** The same. */
  private final Object[] holder;

  private final ToIntFunction<Object[]> place;

  private int first;

  /**
   * @param length number of values, which are 0 at first
   */
  public AlignedFloats(int length) {
    this(length, CacheLine::firstIndex);
  }

  /**
   * @param place the index of the array in a holder with which a line begins
   */
  AlignedFloats(int length, ToIntFunction<Object[]> place) {
    this.place = place;
    array = new float[length + CacheLine.mostIndex()];
    holder = new Object[] {array};
    first = place.applyAsInt(holder);
  }

  /** Where the values are, from {@link #first} on. */
  public float[] array() {
    return array;
  }

  /** Index of the first value. */
  public int first() {
    return first;
  }

  /**
   * Lets values that are kept begin with a line again. They are filled where that made them 0, and
   * where they are outdated; what the filling leaves out stays as it was, or 0.
   */
  public void refill(boolean areOutdated, Filling filling) {
    if (move() || areOutdated) {
      filling.fill(array, first);
    }
  }

  /** Lets values that are not kept begin with a line again: their user writes them first. */
  public void align() {
    var unused = move();
  }

  /** Whether the values began elsewhere, and therefore are 0 now. */
  private boolean move() {
    int current = place.applyAsInt(holder);
    if (current == first) {
      return false;
    }
    first = current;
    clear();
    return true;
  }

  /** Makes all values 0. */
  public void clear() {
    Arrays.fill(array, 0);
  }
}
