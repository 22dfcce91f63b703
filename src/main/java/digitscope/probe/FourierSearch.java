package digitscope.probe;

import digitscope.probe.UnitResponses.Patch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Climbs for units of a layer, several times each, in batches that threads share. */
final class FourierSearch implements CandidateSearch {
  /** Images that are computed together: as many as stay in the processor's cache. */
  static final int IMAGES = 16;

  /** About how long a piece of work takes; a step at least. */
  private static final long PIECE_NANOS = 8_000_000L;

  private final PatternTarget target;
  private final PatternSettings settings;
  private final SampleInk ink;
  private final SearchThreads threads;
  private final List<AscentTools> tools = new ArrayList<>();
  private final List<FourierAscent> ascents = new ArrayList<>();

  private FourierSearch(
      PatternTarget target, PatternSettings settings, SampleInk ink, SearchThreads threads) {
    this.target = target;
    this.settings = settings;
    this.ink = ink;
    this.threads = threads;
    double energy = ink.energy(target);
    for (int i = 0; i < threads.count(); i++) {
      tools.add(new AscentTools(target, IMAGES, ink.background(), energy));
    }
  }

  /**
   * One for all units.
   *
   * @param real what real images give, if that is known
   * @param warm what the first search of each unit starts from, if there is anything
   * @param threads closed with the search
   */
  static FourierSearch ofAll(
      PatternTarget target,
      PatternSettings settings,
      SampleInk ink,
      Optional<RealResponses> real,
      Optional<WarmStart> warm,
      SearchThreads threads) {
    FourierSearch search = new FourierSearch(target, settings, ink, threads);
    AscentTools any = search.tools.get(0);
    List<FourierAscent.Start> starts =
        new FourierStarts(target, settings, ink, real, any).all(warm);
    for (int from = 0; from < starts.size(); from += IMAGES) {
      List<FourierAscent.Start> some = starts.subList(from, Math.min(starts.size(), from + IMAGES));
      FourierAscent ascent = new FourierAscent(some, settings, any, Optional.empty());
      if (warm.isPresent()) {
        ascent.calm();
      }
      search.ascents.add(ascent);
    }
    return search;
  }

  /**
   * One for different patterns of one unit: beside the usual starts there are groups whose members
   * are pushed apart, each half from noise and half from the real images that excite it most.
   *
   * @param look what real images give, if that is known
   * @param threads closed with the search
   */
  static FourierSearch ofFacets(
      PatternTarget target,
      PatternSettings settings,
      SampleInk ink,
      RealLook look,
      int unit,
      SearchThreads threads) {
    FourierSearch search = new FourierSearch(target, settings, ink, threads);
    AscentTools any = search.tools.get(0);
    FourierStarts starts = new FourierStarts(target, settings, ink, look.best(), any);
    for (FacetStarts batch : FacetStarts.batches(starts, settings, look, unit)) {
      search.ascents.add(
          new FourierAscent(
              batch.starts(), settings, any, Optional.of(any.diversity(batch.groups()))));
    }
    return search;
  }

  @Override
  public boolean advance() {
    List<FourierAscent> next =
        ascents.stream()
            .filter(ascent -> !ascent.isDone())
            .sorted(Comparator.comparingInt(FourierAscent::steps))
            .limit(threads.count())
            .toList();
    long deadline = System.nanoTime() + PIECE_NANOS;
    threads.run(
        next.size(),
        piece -> {
          FourierAscent ascent = next.get(piece);
          do {
            ascent.climb(tools.get(piece));
          } while (!ascent.isDone() && System.nanoTime() < deadline);
        });
    return ascents.stream().anyMatch(ascent -> !ascent.isDone());
  }

  @Override
  public double progress() {
    long done = ascents.stream().mapToLong(FourierAscent::steps).sum();
    return done / (double) (settings.steps() * ascents.size());
  }

  @Override
  public List<Candidate> candidates() {
    List<Candidate> found = new ArrayList<>();
    for (FourierAscent ascent : ascents) {
      float[][] drawn = ascent.drawn(tools.get(0));
      for (int n = 0; n < drawn.length; n++) {
        FourierAscent.Start start = ascent.starts().get(n);
        Patch field = seen(start);
        float[] pixels = target.paste(drawn[n], field, ink.background());
        found.add(new Candidate(start.unit(), pixels, Patches.within(field, target.image())));
      }
    }
    return found;
  }

  /** The pixels that mattered to a search. */
  private Patch seen(FourierAscent.Start start) {
    boolean isMiddle = target.isPatch() || settings.method() == PatternSettings.Method.CHANNEL;
    int width = target.maps().width();
    return isMiddle ? target.field() : target.fieldAt(start.place() / width, start.place() % width);
  }

  @Override
  public void close() {
    threads.close();
    tools.forEach(AscentTools::close);
  }
}
