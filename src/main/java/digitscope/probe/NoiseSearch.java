package digitscope.probe;

import digitscope.nn.KMeansFeatures;
import digitscope.nn.Layer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Climbs by pixels from noise, for up to 64 filters at a time: see {@link Ascent}. */
final class NoiseSearch implements CandidateSearch {
  private static final int FILTERS = 64;

  private final ProbedNetwork probed;
  private final List<Layer> layers;
  private final PatternSettings settings;
  private final Optional<RealResponses> real;
  private final int units;
  private final List<Candidate> found = new ArrayList<>();
  private Ascent ascent;

  /**
   * @param position of the layer whose units are excited
   * @param real where the clusters of k-means start from
   */
  NoiseSearch(
      ProbedNetwork probed, int position, PatternSettings settings, Optional<RealResponses> real) {
    this.probed = probed;
    this.layers = probed.layersTo(position);
    this.settings = settings;
    this.real = real;
    this.units = layers.get(position).output().channels();
    this.ascent = next();
  }

  private Ascent next() {
    int first = found.size() % units;
    int restart = found.size() / units;
    int count = Math.min(FILTERS, units - first);
    Ascent next =
        new Ascent(
            probed,
            layers,
            new Ascent.Filters(first, count),
            settings.steps(),
            settings.seed() + restart);
    if (layers.get(layers.size() - 1) instanceof KMeansFeatures) {
      real.ifPresent(known -> next.startFrom(known.pixels()::get));
    }
    return next;
  }

  @Override
  public boolean advance() {
    ascent.climb();
    if (ascent.isDone()) {
      int first = found.size() % units;
      int size = layers.get(0).input().size();
      float[] pixels = ascent.pixels();
      for (int k = 0; k < pixels.length / size; k++) {
        float[] own = Arrays.copyOfRange(pixels, k * size, (k + 1) * size);
        found.add(new Candidate(first + k, own, Patches.whole(layers.get(0).input())));
      }
      ascent.close();
      if (hasMore()) {
        ascent = next();
      }
    }
    return hasMore();
  }

  private boolean hasMore() {
    return found.size() < units * settings.restarts();
  }

  @Override
  public double progress() {
    return found.size() / (double) (units * settings.restarts());
  }

  @Override
  public List<Candidate> candidates() {
    return List.copyOf(found);
  }

  @Override
  public void close() {
    ascent.close();
  }
}
