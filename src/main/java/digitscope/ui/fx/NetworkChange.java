package digitscope.ui.fx;

import digitscope.session.NetworkView;
import java.util.Optional;

/**
 * Numbers the networks that are shown one after another, so that nobody shows beside one what was
 * found of another. A network that learns stays the same one.
 */
public final class NetworkChange {
  private Optional<NetworkView> last = Optional.empty();
  private long number;

  /**
   * Takes note of what is shown now.
   *
   * @return whether it is another network, of which nothing is known yet
   */
  public boolean follow(Optional<NetworkView> now) {
    boolean isSame =
        now.isPresent() == last.isPresent() && (now.isEmpty() || now.get().continues(last.get()));
    last = now;
    if (!isSame) {
      number++;
    }
    return !isSame;
  }

  /** Number of the network that was shown last. */
  public long number() {
    return number;
  }
}
