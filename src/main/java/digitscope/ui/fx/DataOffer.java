package digitscope.ui.fx;

import digitscope.data.download.KnownSet;
import java.util.Optional;

/**
 * Data that the user can choose by name.
 *
 * @param name what a configuration calls it
 * @param isHere whether it can be read without a download
 * @param known its entry in the catalogue; empty for what the user imported
 */
public record DataOffer(String name, boolean isHere, Optional<KnownSet> known) {
  /** What the user calls it. */
  public String title() {
    return known.map(KnownSet::title).orElse(name);
  }
}
