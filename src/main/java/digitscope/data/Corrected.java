package digitscope.data;

import java.util.Locale;
import java.util.Optional;

/**
 * What label corrections have changed in the sets of a source.
 *
 * @param relabelled images that have another label than where they were read from
 * @param leftOut images that are left out
 * @param unplaced decisions that are kept but not applied, because their image is no longer there,
 *     or no longer has the label about which it was decided
 * @param sha256 checksum of the decisions that were applied; empty if there is none
 */
public record Corrected(int relabelled, int leftOut, int unplaced, String sha256) {
  /** Sets as they were read. */
  public static final Corrected NOTHING = new Corrected(0, 0, 0, "");

  /** What the user should know about it; empty if nothing. */
  public Optional<String> sentence() {
    if (equals(NOTHING)) {
      return Optional.empty();
    }
    String text = "Corrections: " + counts();
    return Optional.of(
        unplaced == 0
            ? text
            : text
                + String.format(
                    Locale.ROOT,
                    "; %,d more are saved but not applied, because their images are not "
                        + "in this data or have other labels now",
                    unplaced));
  }

  /** How many there are, for a sentence. */
  public String counts() {
    return String.format(
        Locale.ROOT,
        "%,d %s changed, %,d %s left out",
        relabelled,
        relabelled == 1 ? "label" : "labels",
        leftOut,
        leftOut == 1 ? "image" : "images");
  }
}
