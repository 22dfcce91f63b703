package digitscope.session;

import digitscope.data.Dataset;
import digitscope.data.Progress;
import digitscope.probe.FilterPatterns;
import digitscope.probe.IncrementalProbe;
import digitscope.probe.PatternSearch;
import digitscope.probe.PatternSettings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The patterns of a network's layers, held against the training images. Those that were found are
 * kept and serve again for the same weights, layer and settings, which hold the seed.
 */
final class TrainingPatterns {
  /** Layers whose patterns are kept. */
  private static final int MOST = 24;

  private final Dataset training;
  private final TrainingResponses responses;
  private final Map<Key, FilterPatterns> known = new LinkedHashMap<>();

  private record Key(String weights, int layerIndex, PatternSettings settings) {}

  TrainingPatterns(Dataset training, TrainingResponses responses) {
    this.training = training;
    this.responses = responses;
  }

  /**
   * Those of a layer of a network as it is now. While others compute, one thread searches, so that
   * they are not held up.
   *
   * @param progress hears how far the work is
   */
  IncrementalProbe<FilterPatterns> of(
      NetworkQueries.Asked asked, int layerIndex, PatternSettings settings, Progress progress) {
    Key key = new Key(asked.network().fingerprint(), layerIndex, settings);
    FilterPatterns found = known.get(key);
    if (found != null) {
      return new KnownAnswer<>(found.at(asked.step()));
    }
    PatternSearch search =
        asked
            .network()
            .startPatterns(
                layerIndex,
                asked.step(),
                settings,
                Optional.of(responses.of(asked, layerIndex)),
                training,
                asked.isBusy() ? 1 : Runtime.getRuntime().availableProcessors());
    return new Heard(key, search, progress, !asked.isLearning());
  }

  private void keep(Key key, FilterPatterns patterns) {
    known.put(key, patterns);
    if (known.size() > MOST) {
      known.remove(known.keySet().iterator().next());
    }
  }

  /** What is found is kept, unless the images were looked at by another step's network. */
  private final class Heard implements IncrementalProbe<FilterPatterns> {
    private final Key key;
    private final PatternSearch search;
    private final Progress progress;
    private final boolean isKept;

    Heard(Key key, PatternSearch search, Progress progress, boolean isKept) {
      this.key = key;
      this.search = search;
      this.progress = progress;
      this.isKept = isKept;
    }

    @Override
    public boolean advance() {
      boolean more = search.advance();
      progress.advance(search.progress());
      return more;
    }

    @Override
    public double progress() {
      return search.progress();
    }

    @Override
    public FilterPatterns result() {
      FilterPatterns found = search.result();
      if (isKept) {
        keep(key, found);
      }
      return found;
    }

    @Override
    public void close() {
      search.close();
    }
  }
}
