package digitscope.probe;

import digitscope.nn.MapShape;
import digitscope.probe.CandidateSearch.Candidate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the input that excites each filter of a layer most, by gradient ascent on the input
 * through the network: Erhan et al. (2009), "Visualizing higher-layer features of a deep network".
 *
 * <p>The recipe, and why:
 *
 * <ul>
 *   <li>The objective is the filter's pre-activation: at one place of its map, or the mean over the
 *       map; for the output layer it is the logit, since a probability can also be raised by
 *       lowering the other classes (Simonyan et al., 2014).
 *   <li>An image is given by the coefficients of its Fourier series, scaled down with frequency,
 *       and squashed to [0, 1]: Olah et al. (2017), "Feature visualization". It starts as a little
 *       noise around the background of the data set, so that what is drawn is what matters.
 *   <li>In each step the network sees it shifted by up to 2 pixels, scaled by 0.9 to 1.1 and turned
 *       by up to 8° at random, from the same source. What is left after that is a shape, not a
 *       trick of single pixels. Later these changes become smaller, and then there are none, so
 *       that the shape becomes sharp.
 *   <li>A light L1 pull to the background, total variation and a bound on energy as of real images
 *       (see {@link Penalty}), in the spirit of Yosinski et al. (2015), "Understanding neural
 *       networks through deep visualization".
 *   <li>Adam, from several starts, the last of which is the best real image; the value of the
 *       finished image in the unchanged network decides which one is kept. A pattern that comes to
 *       less than the best real image gives way to what the filter sees of that.
 *   <li>Where no gradient comes through the ReLUs, the one through the network without them is
 *       taken.
 *   <li>What a filter of a first layer likes best is known in closed form: see {@link
 *       AffineOptimum}.
 *   <li>Patterns of an earlier step of the same network are a start too: then few steps are enough
 *       (see {@link #startFrom}).
 *   <li>A cluster of k-means answers nothing to an image that is nearer to other clusters, so it
 *       starts from the real image that it answers most to.
 * </ul>
 *
 * <p>The same weights, settings and images give the same patterns, whatever the number of threads.
 * Belongs to one thread, which the others work for.
 */
public final class PatternSearch implements IncrementalProbe<FilterPatterns> {
  private final ProbedNetwork probed;
  private final ProbedNetwork.Point point;
  private final PatternTarget target;
  private final long step;
  private final PatternSettings settings;
  private final RealLook look;
  private final SampleInk ink;
  private final int threads;
  private Optional<RealResponses> real = Optional.empty();
  private Optional<FilterPatterns> before = Optional.empty();
  private Optional<WarmStart> warm = Optional.empty();
  private @Nullable CandidateSearch search;
  private boolean isSearching = true;
  private Optional<FilterPatterns> found = Optional.empty();
  private boolean closed;

  /**
   * Real images for a search.
   *
   * @param responses what units of the layer answer to them, against which the patterns are held;
   *     it also tells dead filters, and is closed with the search. Empty if there is no time for
   *     that
   * @param image gives an image by its number there, unsigned bytes in [channels, height, width]
   *     order
   * @param sample some, which tell background and energy
   */
  public record RealImages(
      Optional<IncrementalProbe<UnitResponses>> responses,
      IntFunction<byte[]> image,
      List<byte[]> sample) {}

  /**
   * Prepares a search in the network as it is now; the work is done in {@link #advance}.
   *
   * @param layerIndex place of the layer, counted from 0
   * @param step training step that the patterns are said to be of
   * @param threads that compute, at least 1
   * @throws IllegalArgumentException if there is no such layer
   */
  public PatternSearch(
      ProbedNetwork asked,
      int layerIndex,
      long step,
      PatternSettings settings,
      RealImages images,
      int threads) {
    this.point = asked.firstPoint(layerIndex);
    // The search takes a while, in which training may go on; the patterns are of one step.
    this.probed = asked.copy();
    this.step = step;
    this.settings = settings;
    this.look = new RealLook(images);
    this.threads = threads;
    this.target =
        PatternTarget.of(
            probed, point.position(), settings.method() != PatternSettings.Method.CHANNEL);
    this.ink = SampleInk.of(images.sample(), target.image());
  }

  private CandidateSearch begin() {
    return switch (settings.method()) {
      case NOISE -> new NoiseSearch(probed, point.position(), settings, real);
      case UNIT -> target.isAffine() ? new AffineOptimum(target, ink.background()) : fourier();
      case CHANNEL -> fourier();
    };
  }

  private CandidateSearch fourier() {
    SearchThreads workers = new SearchThreads(threads, target.network()::prepareThread);
    try (PatternScore score = new PatternScore(probed, point.position())) {
      warm = before.map(earlier -> WarmStart.of(earlier, score, target));
    }
    return FourierSearch.ofAll(target, settings, ink, real, warm, workers);
  }

  /**
   * Lets the first search of each filter start from patterns of an earlier step of the network, and
   * keeps these where nothing better is found. Plain ascent from noise stays what it is.
   *
   * @throws IllegalArgumentException if they are of another layer, or of other images
   */
  public void startFrom(FilterPatterns earlier) {
    MapShape image = target.image();
    if (earlier.layerIndex() != point.layerIndex()
        || earlier.patterns().size() != target.maps().channels()
        || earlier.channels() * earlier.height() * earlier.width() != image.size()) {
      throw new IllegalArgumentException("The earlier patterns are of another layer");
    }
    before = Optional.of(earlier);
  }

  /**
   * Does the next piece of work, of a few milliseconds.
   *
   * @return whether more is to do
   */
  @Override
  public boolean advance() {
    if (found.isPresent()) {
      return false;
    }
    CandidateSearch begun = search;
    if (begun == null) {
      if (!look.advance()) {
        real = look.best();
        search = begin();
      }
    } else if (isSearching) {
      isSearching = begun.advance();
    } else {
      found = Optional.of(best(begun.candidates()));
      close();
    }
    return found.isEmpty();
  }

  /** Part of the work that is done, 0 to 1. */
  @Override
  public double progress() {
    return found.isPresent() ? 1 : look.progress(search == null ? 0 : search.progress());
  }

  private FilterPatterns best(List<Candidate> candidates) {
    Candidate[] best = new Candidate[target.maps().channels()];
    double[] scores = new double[best.length];
    try (PatternScore score = new PatternScore(probed, point.position())) {
      keepBest(candidates, score, best, scores);
      warm.ifPresent(earlier -> keepBest(earlier.candidates(), score, best, scores));
      keepBest(realImagesAbove(scores), score, best, scores);
    }
    List<FilterPatterns.Pattern> patterns = new ArrayList<>();
    for (int unit = 0; unit < best.length; unit++) {
      patterns.add(RealResponses.compare(real, best[unit], scores[unit]));
    }
    MapShape image = target.image();
    return new FilterPatterns(
        step,
        point.layerIndex(),
        image.channels(),
        image.height(),
        image.width(),
        settings,
        List.copyOf(patterns));
  }

  private static void keepBest(
      List<Candidate> candidates, PatternScore score, Candidate[] best, double[] scores) {
    double[] found = score.of(candidates);
    for (int i = 0; i < found.length; i++) {
      Candidate candidate = candidates.get(i);
      if (best[candidate.unit()] == null || found[i] > scores[candidate.unit()]) {
        scores[candidate.unit()] = found[i];
        best[candidate.unit()] = candidate;
      }
    }
  }

  /** What filters see of real images that excite them more than the patterns found. */
  private List<Candidate> realImagesAbove(double[] scores) {
    return real.stream()
        .flatMap(
            known ->
                IntStream.range(0, scores.length)
                    .boxed()
                    .flatMap(unit -> known.above(unit, scores[unit], target, ink).stream()))
        .toList();
  }

  /**
   * The patterns of all filters.
   *
   * @throws IllegalStateException if there is more to do
   */
  @Override
  public FilterPatterns result() {
    return found.orElseThrow(
        () -> new IllegalStateException("The search for patterns is not at its end"));
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
