package digitscope.nn.vector;

import static digitscope.nn.vector.kernels.WinogradTransforms.TAPS;

import digitscope.nn.Window;
import digitscope.nn.vector.kernels.VectorUnit;
import java.util.Locale;
import java.util.Optional;

/** What fits vectors of this machine's width, and why something does not. */
final class Widths {
  private Widths() {}

  /** The values, filled up to what a matrix product takes at a time. */
  static int filledUp(int values) {
    int step = VectorUnit.productColumns();
    return (values + step - 1) / step * step;
  }

  /** Why this many values do not fill whole vectors of a matrix product; empty if they do. */
  static Optional<String> obstacle(int count, String what) {
    int step = VectorUnit.productColumns();
    return count % step == 0
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "%d %s are not a multiple of %d (two vectors of %d bit)",
                count,
                what,
                step,
                VectorUnit.bits()));
  }

  /** Why kernels are not 3×3 with stride 1; empty if they are. */
  static Optional<String> obstacleOfKernel(Window window) {
    boolean fits =
        window.rows().window() == TAPS
            && window.columns().window() == TAPS
            && window.rows().stride() == 1
            && window.columns().stride() == 1;
    return fits
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "the kernel is %d×%d with stride %d, not 3×3 with stride 1",
                window.rows().window(),
                window.columns().window(),
                window.rows().stride()));
  }
}
