package digitscope.ui.fx;

import java.util.Comparator;
import java.util.stream.Stream;

/** Sizes of the window's text. */
public enum TextSize {
  SMALL(90),
  NORMAL(100),
  LARGE(110),
  LARGER(125),
  LARGEST(150);

  private static final Comparator<TextSize> BY_PERCENT = Comparator.comparingInt(TextSize::percent);

  private final int percent;

  TextSize(int percent) {
    this.percent = percent;
  }

  /** Percent of the normal size. */
  public int percent() {
    return percent;
  }

  /** The next larger size, or this one if it is the largest. */
  public TextSize larger() {
    return Stream.of(values()).filter(size -> size.percent > percent).min(BY_PERCENT).orElse(this);
  }

  /** The next smaller size, or this one if it is the smallest. */
  public TextSize smaller() {
    return Stream.of(values()).filter(size -> size.percent < percent).max(BY_PERCENT).orElse(this);
  }
}
