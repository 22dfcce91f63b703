package digitscope.nn;

import java.util.Locale;

/**
 * How the window of a convolution slides over maps.
 *
 * @param rows along the height
 * @param columns along the width
 */
public record Window(Axis rows, Axis columns) {
  public Window {
    boolean isUneven = rows.isUneven() || columns.isUneven();
    if (isUneven && Math.min(rows.overhang(), columns.overhang()) < -1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a stride of %d skips rows or columns of a %d×%d kernel with 'same' "
                  + "padding; choose a smaller stride",
              rows.stride(),
              rows.window(),
              columns.window()));
    }
  }

  public static Window of(MapShape input, int height, int width, int stride, boolean same) {
    return new Window(
        new Axis(input.height(), height, stride, same),
        new Axis(input.width(), width, stride, same));
  }

  /** Its height and width, such as {@code "3×3"}, and the stride if that is not 1. */
  String size() {
    String stride = rows.stride() == 1 ? "" : ", stride " + rows.stride();
    return rows.window() + "×" + columns.window() + stride;
  }

  /** As {@link #size}, without a stride that is that of windows side by side. */
  String ofPooling() {
    return rows.stride() == rows.window() ? rows.window() + "×" + columns.window() : size();
  }

  /** Number of values of a channel that it covers. */
  public int area() {
    return rows.window() * columns.window();
  }

  public MapShape output(int channels) {
    return new MapShape(channels, rows.windows(), columns.windows());
  }

  /** Whether zeros before and behind differ in number, along one axis or both. */
  public boolean isUneven() {
    return rows.isUneven() || columns.isUneven();
  }
}
