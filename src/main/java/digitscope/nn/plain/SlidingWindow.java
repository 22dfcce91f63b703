package digitscope.nn.plain;

import digitscope.nn.Axis;
import digitscope.nn.Window;

/** How the windows of convolutions and pooling cover the places of a batch of maps. */
final class SlidingWindow {
  private SlidingWindow() {}

  /** Something that is done for one value of one window. */
  @FunctionalInterface
  interface Tap {
    /**
     * Place (n, i, j) of the output sees place (n, i·s + u − p, j·s + v − q) of the input.
     *
     * @param y number of the place in the output: (n · height + i) · width + j
     * @param x likewise in the input
     * @param tap number of the place in the window: u · width of the window + v
     */
    void at(int y, int x, int tap);
  }

  /** Visits all values of all windows but those beyond the border, which are 0. */
  static void forEach(Window window, int batch, Tap tap) {
    Axis rows = window.rows();
    Axis columns = window.columns();
    for (int n = 0; n < batch; n++) {
      for (int i = 0; i < rows.windows(); i++) {
        for (int j = 0; j < columns.windows(); j++) {
          int y = (n * rows.windows() + i) * columns.windows() + j;
          forEachInWindow(window, n, rows.start(i), columns.start(j), y, tap);
        }
      }
    }
  }

  private static void forEachInWindow(Window window, int n, int top, int left, int y, Tap tap) {
    int height = window.rows().length();
    int width = window.columns().length();
    for (int u = 0; u < window.rows().window(); u++) {
      for (int v = 0; v < window.columns().window(); v++) {
        int row = top + u;
        int column = left + v;
        if (row >= 0 && row < height && column >= 0 && column < width) {
          tap.at(y, (n * height + row) * width + column, u * window.columns().window() + v);
        }
      }
    }
  }
}
