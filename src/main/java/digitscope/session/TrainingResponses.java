package digitscope.session;

import digitscope.data.Dataset;
import digitscope.probe.IncrementalProbe;
import digitscope.probe.UnitResponses;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What the units of a network's layers answer to the training images, kept for the step that it is
 * of.
 */
final class TrainingResponses {
  /**
   * While the network trains, they are reused for this long: reading all images again for every
   * step would never come to an end.
   */
  private static final long LIFE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final Dataset training;
  private final Map<Integer, Found> known = new HashMap<>();

  private record Found(UnitResponses responses, long since) {
    boolean isGood(NetworkQueries.Asked asked) {
      boolean isYoung = System.nanoTime() - since < LIFE_NANOS;
      return responses.step() == asked.step() || (asked.isLearning() && isYoung);
    }
  }

  TrainingResponses(Dataset training) {
    this.training = training;
  }

  /** Those of a layer, at the step that is asked about, or shortly before if it is learning. */
  IncrementalProbe<UnitResponses> of(NetworkQueries.Asked asked, int layerIndex) {
    Found found = known.get(layerIndex);
    return found != null && found.isGood(asked)
        ? new KnownAnswer<>(found.responses())
        : new Kept(
            asked.network().startResponses(layerIndex, training, asked.step(), asked.isBusy()));
  }

  /** Forgets them. */
  void forget() {
    known.clear();
  }

  /** What is found out is kept. */
  private final class Kept implements IncrementalProbe<UnitResponses> {
    private final IncrementalProbe<UnitResponses> probe;

    Kept(IncrementalProbe<UnitResponses> probe) {
      this.probe = probe;
    }

    @Override
    public boolean advance() {
      return probe.advance();
    }

    @Override
    public double progress() {
      return probe.progress();
    }

    @Override
    public UnitResponses result() {
      UnitResponses found = probe.result();
      known.put(found.layerIndex(), new Found(found, System.nanoTime()));
      return found;
    }

    @Override
    public void close() {
      probe.close();
    }
  }
}
