package digitscope.session;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Measures the speed of training, excluding evaluation and pauses. Safe for use by several threads.
 */
final class Speedometer {
  private static final long WINDOW_NANOS = 3_000_000_000L;

  private record Stretch(int images, long nanos) {}

  private final Deque<Stretch> window = new ArrayDeque<>();
  private long windowImages;
  private long windowNanos;
  private long totalImages;
  private long totalNanos;

  /** Notes that a step took {@code nanos} for {@code images}. */
  synchronized void add(int images, long nanos) {
    window.addLast(new Stretch(images, nanos));
    windowImages += images;
    windowNanos += nanos;
    totalImages += images;
    totalNanos += nanos;
    while (window.size() > 1 && windowNanos - window.getFirst().nanos() > WINDOW_NANOS) {
      Stretch oldest = window.removeFirst();
      windowImages -= oldest.images();
      windowNanos -= oldest.nanos();
    }
  }

  /** Images a second over the last three seconds of training; 0 before the first step. */
  synchronized double imagesPerSecond() {
    return perSecond(windowImages, windowNanos);
  }

  /** Images since the first step. */
  synchronized long totalImages() {
    return totalImages;
  }

  /** Images a second since the first step; 0 before it. */
  synchronized double meanImagesPerSecond() {
    return perSecond(totalImages, totalNanos);
  }

  private static double perSecond(long images, long nanos) {
    return nanos == 0 ? 0 : images * 1e9 / nanos;
  }
}
