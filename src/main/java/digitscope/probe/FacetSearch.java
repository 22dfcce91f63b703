package digitscope.probe;

import digitscope.nn.MapShape;
import digitscope.probe.CandidateSearch.Candidate;
import digitscope.probe.PatternSearch.RealImages;
import digitscope.probe.UnitResponses.Patch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the different patterns that excite one unit, by the recipe of {@link PatternSearch}
 * with a term that pushes some searches apart: {@link Diversity}. Halfway they begin to be let go,
 * and for the last quarter of the steps they are free, so that what is shown stays different by
 * itself; those that have run together then are one facet ({@link FacetChoice}). In a trained
 * network hardly any search ends elsewhere than the others without that term. The same weights,
 * settings and images give the same facets, whatever the number of threads. Belongs to one thread,
 * which the others work for.
 */
public final class FacetSearch implements IncrementalProbe<UnitFacets> {
  private final ProbedNetwork probed;
  private final ProbedNetwork.Point point;
  private final PatternTarget target;
  private final int unit;
  private final long step;
  private final PatternSettings settings;
  private final RealLook look;
  private final SampleInk ink;
  private final int threads;
  private @Nullable CandidateSearch search;
  private boolean isSearching = true;
  private Optional<UnitFacets> found = Optional.empty();
  private boolean closed;

  /**
   * Prepares a search in the network as it is now; the work is done in {@link #advance}.
   *
   * @param layerIndex place of the layer, counted from 0
   * @param unit number of the unit, counted from 0
   * @param step training step that the facets are said to be of
   * @param asked those of the patterns; facets are always of one unit at one place
   * @param threads that compute, at least 1
   * @throws IllegalArgumentException if there is no such layer or unit
   */
  public FacetSearch(
      ProbedNetwork network,
      int layerIndex,
      int unit,
      long step,
      PatternSettings asked,
      RealImages images,
      int threads) {
    this.point = network.firstPoint(layerIndex);
    int units = network.network().layers().get(point.position()).output().channels();
    if (unit < 0 || unit >= units) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "There is no unit %d in this layer: it has %d", unit, units));
    }
    this.probed = network.copy();
    this.unit = unit;
    this.step = step;
    this.settings = asked.with(PatternSettings.Method.UNIT);
    this.look = new RealLook(images);
    this.threads = threads;
    this.target = PatternTarget.of(probed, point.position(), true);
    this.ink = SampleInk.of(images.sample(), target.image());
  }

  @Override
  public boolean advance() {
    if (found.isPresent()) {
      return false;
    }
    CandidateSearch begun = search;
    if (begun == null) {
      if (!look.advance()) {
        search = begin();
      }
    } else if (isSearching) {
      isSearching = begun.advance();
    } else {
      found = Optional.of(choose(begun.candidates()));
      close();
    }
    return found.isEmpty();
  }

  /** In a first layer there is one optimum, which is known. */
  private CandidateSearch begin() {
    if (target.isAffine()) {
      return new AffineOptimum(target, ink.background());
    }
    SearchThreads workers = new SearchThreads(threads, target.network()::prepareThread);
    return FourierSearch.ofFacets(target, settings, ink, look, unit, workers);
  }

  private UnitFacets choose(List<Candidate> candidates) {
    List<Candidate> own =
        new ArrayList<>(candidates.stream().filter(one -> one.unit() == unit).toList());
    int searches = own.size();
    Optional<RealResponses> real = look.best();
    double[] scores;
    try (PatternScore score = new PatternScore(probed, point.position())) {
      double best = Arrays.stream(score.of(own)).max().orElseThrow();
      real.flatMap(known -> known.above(unit, best, target, ink)).ifPresent(own::add);
      scores = score.of(own);
    }
    MapShape image = target.image();
    List<float[]> pixels = own.stream().map(Candidate::pixels).toList();
    List<FilterPatterns.Pattern> facets =
        new FacetChoice(image, pixels, scores, ink.background(), side())
            .facets().stream()
                .map(n -> RealResponses.compare(real, own.get(n), scores[n]))
                .toList();
    return new UnitFacets(
        unit,
        searches,
        new FilterPatterns(
            step,
            point.layerIndex(),
            image.channels(),
            image.height(),
            image.width(),
            settings,
            facets));
  }

  /** The longer side of what the unit sees of the image. */
  private int side() {
    Patch seen = Patches.within(target.field(), target.image());
    return Math.max(seen.height(), seen.width());
  }

  /** Part of the work that is done, 0 to 1. */
  @Override
  public double progress() {
    return found.isPresent() ? 1 : look.progress(search == null ? 0 : search.progress());
  }

  /**
   * The facets.
   *
   * @throws IllegalStateException if there is more to do
   */
  @Override
  public UnitFacets result() {
    return found.orElseThrow(
        () -> new IllegalStateException("The search for facets is not at its end"));
  }

  /** Frees the memory; needed only if the search is given up before its end. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      look.close();
      if (search != null) {
        search.close();
      }
      target.close();
      probed.network().close();
    }
  }
}
