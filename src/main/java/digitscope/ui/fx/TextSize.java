package digitscope.ui.fx;

/** Sizes of the window's text. */
public enum TextSize {
  SMALL(90),
  NORMAL(100),
  LARGE(110),
  LARGER(125),
  LARGEST(150);

  private final int percent;

  TextSize(int percent) {
    this.percent = percent;
  }

  /** Percent of the normal size. */
  public int percent() {
    return percent;
  }

  /** The next larger size; the largest has none and gives itself. */
  public TextSize larger() {
    return values()[Math.min(ordinal() + 1, values().length - 1)];
  }

  /** The next smaller size; the smallest has none and gives itself. */
  public TextSize smaller() {
    return values()[Math.max(ordinal() - 1, 0)];
  }
}
