package digitscope.ui.control.images;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.IntFunction;

/**
 * Pictures of numbered images, which are read off the JavaFX thread once they are wanted, and kept
 * until others need the room. Used on the JavaFX thread.
 */
public final class ThumbnailCache {
  /** Pictures that are read in one go: few enough that the next ones wait for a moment only. */
  private static final int BATCH = 128;

  /** Room for 4 million pixels, 16 MB, but for no fewer pictures than a large screen can show. */
  private static final int MOST_PIXELS = 4_000_000;

  private static final int FEWEST_KEPT = 4_096;

  private final IntFunction<ArgbPixels> reader;
  private final Executor background;
  private final Executor fxThread;
  private final Map<Integer, ArgbPixels> kept = new Kept();
  private List<Integer> wanted = List.of();
  private boolean reading;
  private Runnable onArrival = () -> {};

  /**
   * @param reader gives the picture of an image by its number; called in the background
   * @param background where pictures are read
   * @param fxThread the JavaFX thread
   */
  public ThumbnailCache(IntFunction<ArgbPixels> reader, Executor background, Executor fxThread) {
    this.reader = reader;
    this.background = background;
    this.fxThread = fxThread;
  }

  /** No pictures: they stay empty. */
  public static ThumbnailCache none() {
    return new ThumbnailCache(
        image -> {
          throw new IllegalArgumentException("No picture of image " + image);
        },
        read -> {},
        deliver -> {});
  }

  /**
   * A few pictures that are in memory, and are shown at once.
   *
   * @param reader gives the picture of an image by its number
   */
  public static ThumbnailCache ofPicturesAtHand(IntFunction<ArgbPixels> reader) {
    return new ThumbnailCache(reader, Runnable::run, Runnable::run);
  }

  /** The picture of an image, if it was read and is still kept. */
  public Optional<ArgbPixels> get(int image) {
    return Optional.ofNullable(kept.get(image));
  }

  /**
   * Reads the pictures of these images, the first ones first. What was wanted before and is not
   * here yet is wanted no more.
   */
  public void want(List<Integer> images) {
    wanted = images;
    readSome();
  }

  /** Called whenever pictures have come; there is one listener at most. */
  public void setOnArrival(Runnable listener) {
    onArrival = listener;
  }

  private void readSome() {
    if (reading || wanted.isEmpty()) {
      return;
    }
    int count = Math.min(BATCH, wanted.size());
    List<Integer> batch = List.copyOf(wanted.subList(0, count));
    wanted = wanted.subList(count, wanted.size());
    reading = true;
    background.execute(() -> read(batch));
  }

  private void read(List<Integer> batch) {
    Map<Integer, ArgbPixels> pictures = new HashMap<>();
    try {
      batch.forEach(image -> pictures.put(image, reader.apply(image)));
    } finally {
      fxThread.execute(() -> arrived(pictures));
    }
  }

  private void arrived(Map<Integer, ArgbPixels> pictures) {
    reading = false;
    kept.putAll(pictures);
    onArrival.run();
    readSome();
  }

  /** Those that were looked at last. */
  private static final class Kept extends LinkedHashMap<Integer, ArgbPixels> {
    private static final long serialVersionUID = 1;
    private static final float LOAD = 0.75f;

    Kept() {
      super(BATCH, LOAD, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<Integer, ArgbPixels> eldest) {
      int pixels = Math.max(1, eldest.getValue().argb().length);
      return size() > Math.max(FEWEST_KEPT, MOST_PIXELS / pixels);
    }
  }
}
