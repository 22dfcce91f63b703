package digitscope.probe;

import digitscope.nn.KMeansFeatures;
import digitscope.probe.UnitResponses.Patch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Climbs for all units of a layer, several times each, in batches that threads share. */
final class FourierSearch implements CandidateSearch {
  /** Images that are computed together: as many as stay in the processor's cache. */
  private static final int IMAGES = 16;

  /** About how long a piece of work takes; a step at least. */
  private static final long PIECE_NANOS = 8_000_000L;

  private final PatternTarget target;
  private final PatternSettings settings;
  private final SampleInk ink;
  private final SearchThreads threads;
  private final List<AscentTools> tools = new ArrayList<>();
  private final List<FourierAscent> ascents = new ArrayList<>();

  /**
   * @param real what real images give, if that is known
   * @param threads closed with this
   */
  FourierSearch(
      PatternTarget target,
      PatternSettings settings,
      SampleInk ink,
      Optional<RealResponses> real,
      SearchThreads threads) {
    this.target = target;
    this.settings = settings;
    this.ink = ink;
    this.threads = threads;
    double energy = ink.energy(target);
    for (int i = 0; i < threads.count(); i++) {
      tools.add(new AscentTools(target, IMAGES, ink.background(), energy));
    }
    List<FourierAscent.Start> starts = starts(real);
    for (int from = 0; from < starts.size(); from += IMAGES) {
      List<FourierAscent.Start> some = starts.subList(from, Math.min(starts.size(), from + IMAGES));
      ascents.add(new FourierAscent(some, settings, tools.get(0)));
    }
  }

  private List<FourierAscent.Start> starts(Optional<RealResponses> real) {
    List<FourierAscent.Start> starts = new ArrayList<>();
    double[] atBackground = atBackground();
    for (int unit = 0; unit < target.maps().channels(); unit++) {
      for (int restart = 0; restart < settings.restarts(); restart++) {
        starts.add(start(unit, restart, real, atBackground[unit]));
      }
    }
    return starts;
  }

  /** The last start, and all of a cluster of k-means, is the best real image. */
  private FourierAscent.Start start(
      int unit, int restart, Optional<RealResponses> real, double atBackground) {
    long seed = seed(unit, restart);
    int middle = target.isPatch() ? 0 : target.row() * target.maps().width() + target.column();
    if (real.isEmpty() || !real.get().isKnown(unit)) {
      return new FourierAscent.Start(unit, middle, seed, 0, Optional.empty());
    }
    RealResponses known = real.get();
    double spread = Math.max(0, known.activations()[unit] - atBackground);
    boolean isLast = restart == settings.restarts() - 1 && settings.restarts() > 1;
    if (!isLast && !isKMeans()) {
      return new FourierAscent.Start(unit, middle, seed, spread, Optional.empty());
    }
    int row = known.rows()[unit];
    int column = known.columns()[unit];
    int place = target.isPatch() ? 0 : row * target.maps().width() + column;
    float[] image = SampleInk.brightness(known.pixels().get(unit));
    float[] cut = target.cut(image, target.fieldAt(row, column), ink.background());
    return new FourierAscent.Start(unit, place, seed, spread, Optional.of(cut));
  }

  private boolean isKMeans() {
    return target.network().layers().get(target.network().layers().size() - 1)
        instanceof KMeansFeatures;
  }

  /** What each unit gives where nothing is drawn. */
  private double[] atBackground() {
    AscentTools some = tools.get(0);
    float[] input = some.input();
    int area = target.input().area();
    for (int i = 0; i < input.length; i++) {
      input[i] = ink.background()[i / area % ink.background().length];
    }
    some.execution().setInput(input);
    some.execution().forward();
    double[] values = new double[target.maps().channels()];
    int middle = target.isPatch() ? 0 : target.row() * target.maps().width() + target.column();
    for (int unit = 0; unit < values.length; unit++) {
      values[unit] = some.execution().value(0, unit, middle);
    }
    return values;
  }

  private long seed(int unit, int restart) {
    return (settings.seed() * 0x9E3779B97F4A7C15L + unit) * 0xD1342543DE82EF95L + restart;
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
