package digitscope.session;

import digitscope.data.Progress;
import digitscope.probe.FeatureMaps;
import digitscope.probe.FilterPatterns;
import digitscope.probe.IncrementalProbe;
import digitscope.probe.PatternSettings;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The maps and patterns that are being viewed, kept fresh within a time budget. Patterns take many
 * iterations, so they are searched one iteration at a time.
 */
final class WatchedProbes implements AutoCloseable {
  private static final long MAPS_INTERVAL_NANOS = 200_000_000L;

  /** Maps rest this many times as long as they took, however large the network is. */
  private static final int MAPS_REST = 19;

  /** While others compute, a search rests this many times as long as it ran. */
  private static final int SEARCH_REST = 9;

  private final int imageSize;
  private final int layers;
  private final TrainingPatterns found;
  private Optional<FeatureMaps> maps = Optional.empty();
  private Optional<FilterPatterns> patterns = Optional.empty();
  private long mapsDueAt = System.nanoTime();
  private @Nullable IncrementalProbe<FilterPatterns> search;
  private int searched;
  private long searchDueAt;

  /**
   * @param imageSize values of one image
   * @param layers number of layers of the network
   * @param found where patterns come from
   */
  WatchedProbes(int imageSize, int layers, TrainingPatterns found) {
    this.imageSize = imageSize;
    this.layers = layers;
    this.found = found;
  }

  Optional<FeatureMaps> maps() {
    return maps;
  }

  Optional<FilterPatterns> patterns() {
    return patterns;
  }

  /** The image whose maps are watched, if it fits: it may be of another network. */
  private Optional<byte[]> image(Watch watch) {
    return watch.mapsOf().filter(image -> image.length == imageSize);
  }

  private OptionalInt layer(Watch watch) {
    OptionalInt layer = watch.patternsOf();
    return layer.isPresent() && layer.getAsInt() < layers ? layer : OptionalInt.empty();
  }

  /**
   * Does what is due of the work for one turn.
   *
   * @return whether there is something new to show
   */
  boolean refresh(NetworkQueries.Asked asked, Watch watch) {
    boolean news = refreshMaps(asked, watch);
    return advanceSearch(asked, watch) || news;
  }

  /** Nanoseconds from {@code now} until there is something to do; the largest value if never. */
  long nanosUntilDue(Watch watch, long step, long now) {
    boolean mapsAreStale = image(watch).filter(image -> mapsAreStale(image, step)).isPresent();
    boolean searching = search != null || patternsAreStale(watch, step);
    return Math.min(
        mapsAreStale ? mapsDueAt - now : Long.MAX_VALUE,
        searching ? searchDueAt - now : Long.MAX_VALUE);
  }

  private boolean refreshMaps(NetworkQueries.Asked asked, Watch watch) {
    Optional<byte[]> image = image(watch);
    long now = System.nanoTime();
    if (image.isEmpty() || !mapsAreStale(image.get(), asked.step())) {
      return false;
    }
    if (!isOther(image.get()) && now < mapsDueAt) {
      return false;
    }
    maps = Optional.of(asked.network().maps(image.get(), asked.step()));
    long took = System.nanoTime() - now;
    mapsDueAt = now + Math.max(MAPS_INTERVAL_NANOS, MAPS_REST * took);
    return true;
  }

  private boolean mapsAreStale(byte[] image, long step) {
    return isOther(image) || maps.orElseThrow().step() != step;
  }

  private boolean isOther(byte[] image) {
    return maps.isEmpty() || !Arrays.equals(maps.get().image(), image);
  }

  private boolean patternsAreStale(Watch watch, long step) {
    OptionalInt layer = layer(watch);
    return layer.isPresent()
        && patterns
            .filter(known -> known.layerIndex() == layer.getAsInt() && known.step() == step)
            .isEmpty();
  }

  private boolean advanceSearch(NetworkQueries.Asked asked, Watch watch) {
    if (!layer(watch).equals(OptionalInt.of(searched))) {
      leaveSearch();
    }
    long begunAt = System.nanoTime();
    IncrementalProbe<FilterPatterns> current = search;
    if (current == null) {
      if (!patternsAreStale(watch, asked.step())) {
        return false;
      }
      searched = layer(watch).getAsInt();
      current = found.of(asked, searched, settings(asked), Progress.NONE);
      search = current;
    }
    if (begunAt < searchDueAt) {
      return false;
    }
    boolean more = current.advance();
    long endedAt = System.nanoTime();
    searchDueAt = asked.isBusy() ? endedAt + SEARCH_REST * (endedAt - begunAt) : endedAt;
    if (!more) {
      patterns = Optional.of(current.result());
      leaveSearch();
    }
    return !more;
  }

  /** While the network learns, what is found grows old before it is known. */
  private static PatternSettings settings(NetworkQueries.Asked asked) {
    return asked.isLearning()
        ? asked.network().quickPatternSettings()
        : asked.network().patternSettings();
  }

  private void leaveSearch() {
    if (search != null) {
      search.close();
      search = null;
    }
  }

  /** Forgets what belongs to weights that are no more, and gives up what is under way. */
  @Override
  public void close() {
    maps = Optional.empty();
    patterns = Optional.empty();
    leaveSearch();
  }
}
