package digitscope.nn;

/**
 * How windows slide along one axis.
 *
 * @param length of the input
 * @param window length of a window
 * @param stride from one window to the next
 * @param same whether zeros around the input keep the output as long as the input / stride
 */
public record Axis(int length, int window, int stride, boolean same) {
  /** Number of windows: ⌈length / stride⌉ with "same", else those that lie inside. */
  public int windows() {
    return same ? (length + stride - 1) / stride : Math.floorDiv(length - window, stride) + 1;
  }

  /**
   * By how much the windows reach beyond the input, before and behind together; may be negative.
   */
  public int overhang() {
    return (windows() - 1) * stride + window - length;
  }

  /** Zeros before the input; an odd one goes behind it. */
  public int zerosBefore() {
    return Math.max(0, overhang()) / 2;
  }

  public boolean isUneven() {
    return overhang() > 0 && overhang() % 2 == 1;
  }

  /** Place in the input where a window starts, negative among the zeros before it. */
  public int start(int number) {
    return number * stride - zerosBefore();
  }
}
