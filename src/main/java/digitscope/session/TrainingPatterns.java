package digitscope.session;

import digitscope.data.Dataset;
import digitscope.data.Progress;
import digitscope.probe.FacetSearch;
import digitscope.probe.FilterPatterns;
import digitscope.probe.IncrementalProbe;
import digitscope.probe.PatternSearch;
import digitscope.probe.PatternSettings;
import digitscope.probe.UnitFacets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * The patterns of a network's layers, and the facets of their units, held against the training
 * images. Those that were found are kept and serve again for the same weights, layer, unit and
 * settings, which hold the seed.
 */
final class TrainingPatterns {
  /** Layers whose patterns are kept. */
  private static final int LAYERS = 24;

  /** Units whose facets are kept. */
  private static final int UNITS = 256;

  private final Dataset training;
  private final TrainingResponses responses;
  private final Map<Key, FilterPatterns> patterns = new LinkedHashMap<>();
  private final Map<FacetKey, UnitFacets> facets = new LinkedHashMap<>();

  /**
   * @param before step of the patterns that the search started from
   */
  private record Key(
      String weights, int layerIndex, PatternSettings settings, OptionalLong before) {}

  private record FacetKey(Key layer, int unit) {}

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
    return of(asked, layerIndex, settings, Optional.empty(), progress);
  }

  /**
   * The same, starting from the patterns of an earlier step.
   *
   * @throws IllegalArgumentException if they are of another layer
   */
  IncrementalProbe<FilterPatterns> of(
      NetworkQueries.Asked asked,
      int layerIndex,
      PatternSettings settings,
      Optional<FilterPatterns> before,
      Progress progress) {
    OptionalLong startedFrom =
        before.map(some -> OptionalLong.of(some.step())).orElse(OptionalLong.empty());
    Key key = new Key(asked.network().fingerprint(), layerIndex, settings, startedFrom);
    FilterPatterns found = patterns.get(key);
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
                threads(asked));
    before.ifPresent(search::startFrom);
    return new Heard<>(search, progress, some -> keep(asked, patterns, key, some, LAYERS));
  }

  /** The facets of a unit, likewise. */
  IncrementalProbe<UnitFacets> facetsOf(
      NetworkQueries.Asked asked, int layerIndex, int unit, Progress progress) {
    PatternSettings settings = asked.network().patternSettings();
    Key layer = new Key(asked.network().fingerprint(), layerIndex, settings, OptionalLong.empty());
    FacetKey key = new FacetKey(layer, unit);
    UnitFacets found = facets.get(key);
    if (found != null) {
      return new KnownAnswer<>(found.at(asked.step()));
    }
    FacetSearch search =
        asked
            .network()
            .startFacets(
                layerIndex,
                unit,
                asked.step(),
                Optional.of(responses.of(asked, layerIndex)),
                training,
                threads(asked));
    return new Heard<>(search, progress, some -> keep(asked, facets, key, some, UNITS));
  }

  private static int threads(NetworkQueries.Asked asked) {
    return asked.isBusy() ? 1 : Runtime.getRuntime().availableProcessors();
  }

  /** What is found is kept, unless the images were looked at by another step's network. */
  private static <K, V> void keep(
      NetworkQueries.Asked asked, Map<K, V> known, K key, V found, int most) {
    if (!asked.isLearning()) {
      known.put(key, found);
      if (known.size() > most) {
        known.remove(known.keySet().iterator().next());
      }
    }
  }

  /**
   * A search whose progress is reported.
   *
   * @param found is told what was found
   */
  private record Heard<R>(IncrementalProbe<R> search, Progress heard, Consumer<R> found)
      implements IncrementalProbe<R> {
    @Override
    public boolean advance() {
      boolean more = search.advance();
      heard.advance(search.progress());
      return more;
    }

    @Override
    public double progress() {
      return search.progress();
    }

    @Override
    public R result() {
      R result = search.result();
      found.accept(result);
      return result;
    }

    @Override
    public void close() {
      search.close();
    }
  }
}
