package digitscope.probe;

import digitscope.nn.MapShape;
import digitscope.probe.CandidateSearch.Candidate;
import digitscope.probe.UnitResponses.Patch;
import java.util.List;

/**
 * Patterns of an earlier step of a network, from which a search in the current network starts: if
 * the network has changed little, so have its patterns, and fewer steps are enough.
 *
 * @param candidates one a unit, in their order
 * @param places in the unit's map, counted row by row, at which the pattern is held against it
 */
record WarmStart(List<Candidate> candidates, int[] places) {
  /**
   * Finds the places: those that see the part of the image that the earlier search drew in, so that
   * a pattern stays where it is from step to step; of several the one that it excites most.
   *
   * @param before of the same layer of the same network
   * @param score of that layer in the current network
   */
  static WarmStart of(FilterPatterns before, PatternScore score, PatternTarget target) {
    List<Candidate> candidates =
        before.patterns().stream()
            .map(pattern -> new Candidate(pattern.unit(), pattern.pixels(), pattern.field()))
            .toList();
    MapShape maps = target.wholeMaps();
    Patch[] fields = new Patch[maps.area()];
    for (int place = 0; place < fields.length; place++) {
      Patch seen = target.fieldAt(place / maps.width(), place % maps.width());
      fields[place] = Patches.within(seen, target.image());
    }
    double[][] values = score.maps(candidates);
    int[] places = new int[candidates.size()];
    for (int unit = 0; unit < places.length; unit++) {
      places[unit] = place(values[unit], fields, candidates.get(unit).field());
    }
    return new WarmStart(candidates, places);
  }

  private static int place(double[] values, Patch[] fields, Patch drawn) {
    int best = -1;
    int strongest = 0;
    for (int place = 0; place < values.length; place++) {
      if (fields[place].equals(drawn) && (best < 0 || values[place] > values[best])) {
        best = place;
      }
      strongest = values[place] > values[strongest] ? place : strongest;
    }
    return best < 0 ? strongest : best;
  }

  /** What a unit's search starts from. */
  float[] pixels(int unit) {
    return candidates.get(unit).pixels();
  }
}
