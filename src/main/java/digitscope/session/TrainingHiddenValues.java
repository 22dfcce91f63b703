package digitscope.session;

import digitscope.data.Dataset;
import digitscope.engine.StratifiedOrder;
import digitscope.probe.HiddenValues;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What the training images excite in a network's last hidden layer, read once as far as needed. */
final class TrainingHiddenValues implements AutoCloseable {
  /**
   * While the network trains, they are reused for this long: reading them again for every step
   * would never come to an end.
   */
  private static final long LIFE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final Dataset training;
  private int @Nullable [] readingOrder;
  private @Nullable HiddenValues values;
  private long since;

  TrainingHiddenValues(Dataset training) {
    this.training = training;
  }

  /** Those of a network, or of a step shortly before if it is learning. */
  HiddenValues of(NetworkQueries.Asked asked) {
    HiddenValues known = values;
    boolean isYoung = System.nanoTime() - since < LIFE_NANOS;
    if (known != null && (known.step() == asked.step() || (asked.isLearning() && isYoung))) {
      return known;
    }
    close();
    HiddenValues fresh =
        asked.network().hiddenValues(training::image, readingOrder(), asked.step());
    values = fresh;
    since = System.nanoTime();
    return fresh;
  }

  private int[] readingOrder() {
    int[] order = readingOrder;
    if (order == null) {
      order = StratifiedOrder.of(training);
      readingOrder = order;
    }
    return order;
  }

  /** Forgets them. */
  @Override
  public void close() {
    if (values != null) {
      values.close();
      values = null;
    }
  }
}
