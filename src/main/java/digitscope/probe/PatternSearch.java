package digitscope.probe;

import digitscope.nn.Execution;
import digitscope.nn.Layer;
import digitscope.nn.MapShape;
import digitscope.nn.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Looks for the input that excites each filter of a layer most, by gradient ascent on the input
 * through the network: Erhan et al. (2009), "Visualizing higher-layer features of a deep network".
 */
public final class PatternSearch implements AutoCloseable {
  /** Filters that are searched for at the same time; bounds the memory and the time of a call. */
  private static final int BATCH = 64;

  private static final int ITERATIONS = 48;

  private final ProbedNetwork probed;
  private final ProbedNetwork.Point target;
  private final long step;
  private final long seed;
  private final MapShape image;
  private final MapShape units;
  private final DeadUnits deadUnits;
  private final List<FilterPatterns.Pattern> found = new ArrayList<>();
  private int iteration;
  private Ascent ascent;

  /**
   * Prepares a search; the work is done in {@link #advance}.
   *
   * @param layerIndex place of the layer, counted from 0
   * @param step training step that the patterns are said to be of
   * @param seed of the images that the ascent starts from
   * @param sample real images, by which a filter that nothing excites is known; may be empty
   * @throws IllegalArgumentException if there is no such layer
   */
  public PatternSearch(
      ProbedNetwork probed, int layerIndex, long step, long seed, List<byte[]> sample) {
    this.probed = probed;
    this.target = probed.firstPoint(layerIndex);
    this.step = step;
    this.seed = seed;
    Network network = probed.network();
    this.image = network.layers().get(0).input();
    this.units = network.layers().get(target.position()).output();
    this.deadUnits = new DeadUnits(probed, layerIndex, sample);
    this.ascent = new Ascent(0);
  }

  /**
   * Does the next piece of work: a few of the sample's images, or one step of gradient ascent.
   *
   * @return whether more is to do
   */
  public boolean advance() {
    if (found.size() == units.channels()) {
      return false;
    }
    if (deadUnits.advance()) {
      return true;
    }
    ascent.climb();
    iteration++;
    if (iteration == ITERATIONS) {
      ascent.collect();
      ascent.close();
      iteration = 0;
      if (found.size() < units.channels()) {
        ascent = new Ascent(found.size());
      }
    }
    return found.size() < units.channels();
  }

  /**
   * The patterns of all filters.
   *
   * @throws IllegalStateException if there is more to do
   */
  public FilterPatterns result() {
    if (found.size() < units.channels()) {
      throw new IllegalStateException("The search for patterns is not at its end");
    }
    return new FilterPatterns(
        step,
        target.layerIndex(),
        image.channels(),
        image.height(),
        image.width(),
        List.copyOf(found));
  }

  /** Frees the native memory, if the search is given up before its end. */
  @Override
  public void close() {
    ascent.close();
    deadUnits.close();
  }

  /** The ascent of one batch of filters. */
  private final class Ascent implements AutoCloseable {
    private final int first;
    private final int count;
    private final Execution execution;
    private final float[] pixels;

    Ascent(int first) {
      this.first = first;
      this.count = Math.min(BATCH, units.channels() - first);
      List<Layer> layers = probed.network().layers().subList(0, target.position() + 1);
      this.execution = new Execution(probed.network(), layers, count, Execution.Purpose.PROBING);
      this.pixels = new float[count * image.size()];
      SplittableRandom random = new SplittableRandom(seed);
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = (float) (0.5 + 0.05 * (random.nextDouble() - 0.5));
      }
      execution.setOutputGradient(objective());
    }

    /** Gradient of the mean of filter k over the map of image k. */
    private float[] objective() {
      float[] gradient = new float[count * units.size()];
      for (int k = 0; k < count; k++) {
        int from = k * units.size() + (first + k) * units.area();
        Arrays.fill(gradient, from, from + units.area(), 1f / units.area());
      }
      return gradient;
    }

    void climb() {
      execution.setInput(pixels);
      execution.forward();
      execution.backward();
      float[] gradient = execution.inputGradient();
      for (int k = 0; k < count; k++) {
        double square = 1e-20;
        int from = k * image.size();
        for (int i = from; i < from + image.size(); i++) {
          square += gradient[i] * gradient[i];
        }
        double rate = 2 / Math.sqrt(square);
        for (int i = from; i < from + image.size(); i++) {
          pixels[i] = (float) Math.min(1, Math.max(0, pixels[i] + rate * gradient[i]));
        }
      }
    }

    void collect() {
      for (int k = 0; k < count; k++) {
        float[] pattern = Arrays.copyOfRange(pixels, k * image.size(), (k + 1) * image.size());
        found.add(new FilterPatterns.Pattern(first + k, pattern, 0, deadUnits.isDead(first + k)));
      }
    }

    @Override
    public void close() {
      execution.close();
    }
  }
}
