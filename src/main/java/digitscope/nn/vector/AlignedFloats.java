package digitscope.nn.vector;

import java.util.Arrays;

/**
 * Floats that begin with a line of the cache: within an array that is a little longer. Java may
 * move the array at any time; then they do so again from the next {@link #align} on.
 */
public final class AlignedFloats {
  private final float[] array;

  /** The same. */
  private final Object[] holder;

  private int first;

  /**
   * @param length number of values, which are 0 at first
   */
  public AlignedFloats(int length) {
    array = new float[length + CacheLine.mostIndex()];
    holder = new Object[] {array};
    first = CacheLine.firstIndex(holder);
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
   * Lets the values begin with a line again.
   *
   * @return whether they did not, and therefore are 0 now
   */
  public boolean align() {
    int current = CacheLine.firstIndex(holder);
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
