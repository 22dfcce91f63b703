package digitscope.ui.control.matrix;

import java.util.List;
import javafx.animation.Transition;
import javafx.util.Duration;

/**
 * Lights cells up for a moment, all with one animation that goes on every tenth of a second: where
 * many cells flash at once, most of the matrix is repainted each time.
 */
final class MatrixFlash extends Transition {
  private static final double FRAMES_PER_SECOND = 10;
  private static final Duration DURATION = Duration.millis(700);
  private static final double BRIGHTEST = 0.2;

  private List<MatrixCell> cells = List.of();

  MatrixFlash() {
    super(FRAMES_PER_SECOND);
    setCycleDuration(DURATION);
  }

  /** Lights these cells up, and lets others that still shine go out. */
  void play(List<MatrixCell> changed) {
    stop();
    cells.forEach(cell -> cell.shine(0));
    cells = List.copyOf(changed);
    playFromStart();
  }

  @Override
  protected void interpolate(double fraction) {
    cells.forEach(cell -> cell.shine(BRIGHTEST * (1 - fraction)));
  }
}
