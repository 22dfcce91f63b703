package digitscope.ui.control.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ThumbnailCacheTest {
  private final List<Integer> read = new ArrayList<>();
  private final Queue<Runnable> background = new ArrayDeque<>();
  private final ThumbnailCache cache =
      new ThumbnailCache(this::read, background::add, Runnable::run);

  @Test
  void readsWhatIsWantedInTheBackgroundAndOnce() {
    AtomicInteger arrivals = new AtomicInteger();
    cache.setOnArrival(arrivals::incrementAndGet);
    cache.want(List.of(3, 5));
    assertThat(read).isEmpty();
    assertThat(cache.get(3)).isEmpty();
    work();
    assertThat(arrivals).hasValue(1);
    assertThat(cache.get(3).orElseThrow().argb()).containsOnly(3);
    assertThat(cache.get(4)).isEmpty();
    assertThat(read).containsExactly(3, 5);
  }

  @Test
  void leavesOutWhatIsNoLongerWanted() {
    cache.want(range(0, 1_000));
    background.remove().run();
    int begun = read.size();
    assertThat(begun).isPositive().isLessThan(200);
    cache.want(List.of(5_000));
    work();
    assertThat(read).contains(5_000).hasSizeLessThanOrEqualTo(2 * begun + 1);
  }

  @Test
  void forgetsWhatWasNotLookedAtForLongest() {
    cache.want(range(0, 6_000));
    work();
    // 28×28 pixels each: there is room for 5,102 of them in four million.
    assertThat(cache.get(0)).isEmpty();
    assertThat(cache.get(897)).isEmpty();
    assertThat(cache.get(898)).isPresent();
    cache.want(List.of(6_000));
    work();
    assertThat(cache.get(898)).isPresent();
    assertThat(cache.get(899)).isEmpty();
  }

  @Test
  void goesOnAfterAPictureThatCannotBeRead() {
    cache.want(List.of(1, -1, 2));
    assertThatThrownBy(this::work).isInstanceOf(IllegalStateException.class);
    cache.want(List.of(2));
    work();
    assertThat(cache.get(1)).isPresent();
    assertThat(cache.get(2)).isPresent();
  }

  private ArgbPixels read(int image) {
    if (image < 0) {
      throw new IllegalStateException("Broken");
    }
    read.add(image);
    int[] argb = new int[28 * 28];
    Arrays.fill(argb, image);
    return new ArgbPixels(argb, 28, 28);
  }

  private static List<Integer> range(int from, int to) {
    return IntStream.range(from, to).boxed().toList();
  }

  private void work() {
    while (!background.isEmpty()) {
      background.remove().run();
    }
  }
}
