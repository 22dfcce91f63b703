package digitscope.probe;

import digitscope.probe.FourierAscent.Start;
import digitscope.probe.UnitResponses.Excitation;
import java.util.ArrayList;
import java.util.List;

/**
 * A batch of starts that look for different patterns of one unit. To start some from real images
 * that excite the unit is the way of Nguyen, Yosinski and Clune (2016), "Multifaceted feature
 * visualization".
 *
 * @param starts at most {@link FourierSearch#IMAGES}
 * @param groups number of the group of each, within which they are pushed apart
 */
record FacetStarts(List<Start> starts, int[] groups) {
  /** Patterns that are pushed apart: as many as are shown at most. */
  private static final int GROUP = UnitFacets.MOST;

  private static final int GROUPS = 7;

  /**
   * The usual starts, each in a group of its own, and some groups.
   *
   * @param look at real images
   */
  static List<FacetStarts> batches(
      FourierStarts starts, PatternSettings settings, RealLook look, int unit) {
    List<Start> all = new ArrayList<>(starts.of(unit));
    int usual = all.size();
    List<Excitation> strongest = look.strongest(unit);
    for (int i = 0; i < GROUPS * GROUP; i++) {
      int restart = settings.restarts() + i;
      boolean isReal = !strongest.isEmpty() && (i % 2 == 1 || starts.isKMeans());
      Excitation seen = isReal ? strongest.get(i / 2 % strongest.size()) : null;
      all.add(
          seen == null
              ? starts.noise(unit, restart)
              : starts.centered(unit, restart, look.pixels(seen), seen.patch()));
    }
    List<FacetStarts> batches = new ArrayList<>();
    for (int from = 0; from < all.size(); from += FourierSearch.IMAGES) {
      int to = Math.min(all.size(), from + FourierSearch.IMAGES);
      int[] groups = new int[to - from];
      for (int i = from; i < to; i++) {
        groups[i - from] = i < usual ? -1 - i : (i - usual) / GROUP;
      }
      batches.add(new FacetStarts(all.subList(from, to), groups));
    }
    return batches;
  }
}
