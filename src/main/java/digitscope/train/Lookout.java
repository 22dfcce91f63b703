package digitscope.train;

import digitscope.data.Dataset;
import digitscope.probe.FeatureMaps;
import digitscope.probe.FilterPatterns;
import digitscope.probe.PatternSearch;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The maps and patterns that somebody looks at, kept fresh within a time budget, and what somebody
 * asked of an image. Patterns take many iterations, so they are searched one iteration at a time,
 * between two events of the session.
 */
final class Lookout implements AutoCloseable {
  private static final long MAPS_INTERVAL_NANOS = 200_000_000L;

  /** Watched maps rest so many times as long as they took, however large the network is. */
  private static final int MAPS_REST = 19;

  /** While the workers compute, a watched search rests nine times as long as it ran. */
  private static final int REST_WHEN_WATCHED = 9;

  /** Someone waits for the answer, so it rests only as long as it ran. */
  private static final int REST_WHEN_ASKED = 1;

  private record Request(int layerIndex, CompletableFuture<FilterPatterns> answer) {}

  private final int imageSize;
  private final int layers;
  private final Inquiries inquiries;
  private final Deque<Request> requests = new ArrayDeque<>();
  private Optional<FeatureMaps> maps = Optional.empty();
  private Optional<FilterPatterns> patterns = Optional.empty();
  private long mapsDueAt = System.nanoTime();
  private @Nullable Search search;
  private long searchOnAt;

  private record Search(int layerIndex, Optional<Request> request, PatternSearch steps) {}

  /**
   * @param training the images that the network learns from
   * @param layers number of layers of the network
   */
  Lookout(Dataset training, int layers) {
    this.imageSize = training.shape().size();
    this.layers = layers;
    this.inquiries = new Inquiries(training);
  }

  Optional<FeatureMaps> maps() {
    return maps;
  }

  Optional<FilterPatterns> patterns() {
    return patterns;
  }

  /** What of a watch fits this network: it may have been set while another was looked at. */
  Watch within(Watch watch) {
    OptionalInt layer = watch.patternsOf();
    return new Watch(
        watch.mapsOf().filter(image -> image.length == imageSize),
        layer.isPresent() && layer.getAsInt() < layers ? layer : OptionalInt.empty());
  }

  /**
   * Searches the patterns of a layer once, and answers.
   *
   * @throws IllegalArgumentException if there is no such layer
   */
  void request(int layerIndex, CompletableFuture<FilterPatterns> answer) {
    if (layerIndex < 0 || layerIndex >= layers) {
      throw new IllegalArgumentException(
          "There is no layer %d: the network has %d".formatted(layerIndex, layers));
    }
    requests.add(new Request(layerIndex, answer));
  }

  /** Finds something out about an image, and answers. */
  <R> void inquire(Command.Inquire<R> command, CompletableFuture<R> answer) {
    inquiries.request(command, answer);
  }

  /** Forgets what belongs to weights that are no more. */
  void forget() {
    maps = Optional.empty();
    patterns = Optional.empty();
    inquiries.forget();
    leaveSearch();
  }

  /** Gives up what is under way. */
  @Override
  public void close() {
    inquiries.close();
    leaveSearch();
  }

  private void leaveSearch() {
    if (search != null) {
      search.steps().close();
      search = null;
    }
  }

  /**
   * Does what is due of the work for one turn.
   *
   * @return whether there is something new to show
   */
  boolean refresh(Engine engine, Watch watch, long step, boolean workersBusy, boolean isLearning) {
    boolean news = refreshMaps(engine, watch, step);
    inquiries.advance(engine, step, workersBusy, isLearning);
    return advanceSearch(engine, watch, step, workersBusy) || news;
  }

  /** Nanoseconds from now until there is something to do; {@link Long#MAX_VALUE} if there isn't. */
  long nanosUntilDue(Watch watch, long step) {
    long now = System.nanoTime();
    long untilMaps =
        watch.mapsOf().isPresent() && mapsAreStale(watch.mapsOf().get(), step)
            ? mapsDueAt - now
            : Long.MAX_VALUE;
    boolean searching = search != null || !requests.isEmpty() || patternsAreStale(watch, step);
    long untilSearch = searching ? searchOnAt - now : Long.MAX_VALUE;
    return Math.min(Math.min(untilMaps, untilSearch), inquiries.nanosUntilDue(now));
  }

  private boolean refreshMaps(Engine engine, Watch watch, long step) {
    if (watch.mapsOf().isEmpty()) {
      return false;
    }
    byte[] image = watch.mapsOf().get();
    long now = System.nanoTime();
    boolean due = isOther(image) || now >= mapsDueAt;
    if (!due || !mapsAreStale(image, step)) {
      return false;
    }
    maps = Optional.of(engine.maps(image, step));
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
    return watch.patternsOf().isPresent()
        && (patterns.isEmpty()
            || patterns.get().layerIndex() != watch.patternsOf().getAsInt()
            || patterns.get().step() != step);
  }

  private boolean advanceSearch(Engine engine, Watch watch, long step, boolean workersBusy) {
    dropUnwantedSearch(watch.patternsOf());
    if (search == null) {
      search = nextSearch(engine, watch, step);
    }
    Search current = search;
    long begunAt = System.nanoTime();
    if (current == null || begunAt < searchOnAt) {
      return false;
    }
    boolean more = current.steps().advance();
    long endedAt = System.nanoTime();
    int rest = current.request().isPresent() ? REST_WHEN_ASKED : REST_WHEN_WATCHED;
    searchOnAt = workersBusy ? endedAt + rest * (endedAt - begunAt) : endedAt;
    if (more) {
      return false;
    }
    FilterPatterns found = current.steps().result();
    leaveSearch();
    current.request().ifPresent(request -> request.answer().complete(found));
    patterns = Optional.of(found);
    return true;
  }

  private void dropUnwantedSearch(OptionalInt watched) {
    Search current = search;
    if (current == null) {
      return;
    }
    boolean wanted =
        current.request().isPresent()
            ? !current.request().get().answer().isDone()
            : requests.isEmpty() && watched.equals(OptionalInt.of(current.layerIndex()));
    if (!wanted) {
      leaveSearch();
    }
  }

  private @Nullable Search nextSearch(Engine engine, Watch watch, long step) {
    Request request = requests.poll();
    while (request != null && request.answer().isDone()) {
      request = requests.poll();
    }
    if (request != null) {
      int layer = request.layerIndex();
      return new Search(layer, Optional.of(request), engine.startPatterns(layer, step));
    }
    if (!patternsAreStale(watch, step)) {
      return null;
    }
    int layer = watch.patternsOf().getAsInt();
    return new Search(layer, Optional.empty(), engine.startPatterns(layer, step));
  }
}
