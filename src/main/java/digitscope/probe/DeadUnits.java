package digitscope.probe;

import digitscope.nn.Execution;
import digitscope.nn.Layer;
import digitscope.nn.MapShape;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the filters that nothing excites: those whose activation has one and the same value at
 * every place of every image of a sample. For ReLU that is 0 everywhere; it is also how a saturated
 * sigmoid or a kernel of zeros looks.
 *
 * <p>Real images decide rather than the ascent, because a filter that is silent on all of them can
 * be woken by some noise, which then means nothing. A filter that is silent on the sample but not
 * on all images is called dead too: with a sample of 512 that needs one that fires on fewer than
 * about one image in 200.
 */
final class DeadUnits implements AutoCloseable {
  private static final int BATCH = 64;

  private final List<byte[]> sample;
  private final MapShape units;
  private final int lastLayer;
  private final Execution execution;
  private final float[] lowest;
  private final float[] highest;
  private int next;

  DeadUnits(ProbedNetwork probed, int layerIndex, List<byte[]> sample) {
    this.sample = sample;
    this.lastLayer = probed.lastPoint(layerIndex).position();
    List<Layer> layers = probed.network().layers().subList(0, lastLayer + 1);
    this.units = layers.get(lastLayer).output();
    this.execution = new Execution(probed.network(), layers, BATCH, Execution.Purpose.INFERENCE);
    this.lowest = new float[units.channels()];
    this.highest = new float[units.channels()];
    Arrays.fill(lowest, Float.POSITIVE_INFINITY);
    Arrays.fill(highest, Float.NEGATIVE_INFINITY);
  }

  /** Looks at the next few images; false if there was none left. */
  boolean advance() {
    if (next >= sample.size()) {
      return false;
    }
    int count = Math.min(BATCH, sample.size() - next);
    for (int n = 0; n < count; n++) {
      execution.setImage(n, sample.get(next + n));
    }
    execution.forward();
    for (int n = 0; n < count; n++) {
      float[] values = execution.output(lastLayer, n);
      for (int i = 0; i < values.length; i++) {
        int unit = i / units.area();
        lowest[unit] = Math.min(lowest[unit], values[i]);
        highest[unit] = Math.max(highest[unit], values[i]);
      }
    }
    next += count;
    return true;
  }

  /** Whether nothing in the sample excites the filter; false if the sample is empty. */
  boolean isDead(int unit) {
    return !sample.isEmpty() && !(highest[unit] > lowest[unit]);
  }

  @Override
  public void close() {
    execution.close();
  }
}
