package digitscope.ui.fx;

import java.util.OptionalLong;

/**
 * Where in the time of a run one looks.
 *
 * @param step the stored step that is shown; empty for the network as it is now
 */
public record TimeCursor(OptionalLong step) {
  private static final TimeCursor LIVE = new TimeCursor(OptionalLong.empty());

  /** At the network as it is now, whatever it learns. */
  public static TimeCursor live() {
    return LIVE;
  }

  /** At a stored step. */
  public static TimeCursor at(long step) {
    return new TimeCursor(OptionalLong.of(step));
  }

  public boolean isLive() {
    return step.isEmpty();
  }
}
