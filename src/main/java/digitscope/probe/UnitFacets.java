package digitscope.probe;

/**
 * The different patterns that excite one unit: its facets. A unit need not mean one thing only.
 *
 * @param unit number of the unit, counted from 0
 * @param searches number of searches that these are the outcome of, most of them pushed apart
 * @param patterns those of the unit that differ, the strongest first: at least one, at most {@link
 *     #MOST}
 */
public record UnitFacets(int unit, int searches, FilterPatterns patterns) {
  /** Facets that are shown, at most. */
  public static final int MOST = 4;

  /** Part of the best pattern's activation that each facet reaches. */
  public static final double SHARE = 0.7;

  /**
   * The largest cosine of the angle between two facets, without the background, smoothed, and moved
   * by up to 2 pixels to where they are most alike. More alike they count as one.
   */
  public static final double ALIKE = 0.7;

  /** Whether all searches came to about the same pattern, or to one that is much weaker. */
  public boolean isOne() {
    return patterns.patterns().size() == 1;
  }

  /** The same, found at another step at which the network has the same weights. */
  public UnitFacets at(long step) {
    return new UnitFacets(unit, searches, patterns.at(step));
  }
}
