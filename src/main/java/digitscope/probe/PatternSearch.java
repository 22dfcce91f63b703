package digitscope.probe;

import digitscope.nn.KMeansFeatures;
import digitscope.nn.Layer;
import digitscope.nn.MapShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Looks for the input that excites each filter of a layer most, by gradient ascent on the input
 * through the network: Erhan et al. (2009), "Visualizing higher-layer features of a deep network".
 *
 * <p>The recipe, and why:
 *
 * <ul>
 *   <li>The objective is the mean over the filter's map of its pre-activation, through a soft ReLU
 *       that is scaled to the map, so that places where the filter answers count and the others do
 *       not pull the other way: a plain mean has the same gradient at every place of a first layer,
 *       and its optimum is a uniform grey. For a unit of a dense layer it is the pre-activation;
 *       for the output layer that is the logit, since a probability can also be raised by lowering
 *       the other classes (Simonyan et al., 2014).
 *   <li>Every image starts from the same grey noise. Each step has a fixed length along the
 *       gradient, and pixels fall back to grey a little: what does not matter to the filter stays
 *       grey, as in Yosinski et al. (2015).
 *   <li>The gradient is smoothed by a Gaussian that narrows from step to step. This damps high
 *       frequencies, through which a network is excited by noise, and draws the broad strokes
 *       first: the preconditioning of Olah et al. (2017), "Feature visualization", in its plainest
 *       form.
 *   <li>Before each step the image is shifted by up to two pixels, so that only what works in every
 *       place builds up, from the same source. It also wipes out the grid that pooling leaves.
 *   <li>A cluster of k-means answers nothing to an image that is nearer to other clusters, so its
 *       image starts from the one of the sample that it answers most to.
 *   <li>Pixels stay in [0, 1], the range of real images.
 * </ul>
 *
 * <p>Belongs to one thread.
 */
public final class PatternSearch implements AutoCloseable {
  private final ProbedNetwork probed;
  private final ProbedNetwork.Point target;
  private final List<Layer> layers;
  private final long step;
  private final long seed;
  private final List<byte[]> sample;
  private final MapShape image;
  private final int units;
  private final Responses responses;
  private final List<FilterPatterns.Pattern> found = new ArrayList<>();
  private int observed;
  private Ascent ascent;

  /**
   * Prepares a search in the network as it is now; the work is done in {@link #advance}.
   *
   * @param layerIndex place of the layer, counted from 0
   * @param step training step that the patterns are said to be of
   * @param seed of the images that the ascent starts from
   * @param sample real images, by which a dead filter is known; without any, a filter is dead if
   *     its own pattern leaves its activation at 0
   * @throws IllegalArgumentException if there is no such layer
   */
  public PatternSearch(
      ProbedNetwork probed, int layerIndex, long step, long seed, List<byte[]> sample) {
    this.target = probed.firstPoint(layerIndex);
    // The search takes a while, in which training may go on; the patterns are of one step.
    this.probed = probed.copy();
    this.layers = probed.layersTo(target.position());
    this.step = step;
    this.seed = seed;
    this.sample = List.copyOf(sample);
    this.image = layers.get(0).input();
    this.units = layers.get(target.position()).output().channels();
    this.responses = new Responses(this.probed, layerIndex);
    this.ascent = nextAscent();
  }

  /**
   * Does the next piece of work: looks at a few of the sample's images, or takes one step of
   * gradient ascent for all filters, up to 64 of them at a time.
   *
   * @return whether more is to do
   */
  public boolean advance() {
    if (found.size() == units) {
      return false;
    }
    if (observed < sample.size()) {
      int to = Math.min(sample.size(), observed + Responses.BATCH);
      responses.observe(sample.subList(observed, to));
      observed = to;
      startNear(ascent);
      return true;
    }
    ascent.climb();
    if (ascent.isDone()) {
      collect();
    }
    return found.size() < units;
  }

  private void collect() {
    float[] pixels = ascent.pixels();
    double[] excitations = responses.excitations(pixels, found.size());
    for (int k = 0; k < excitations.length; k++) {
      int unit = found.size();
      boolean dead = sample.isEmpty() ? excitations[k] == 0 : responses.isDead(unit);
      float[] own = Arrays.copyOfRange(pixels, k * image.size(), (k + 1) * image.size());
      found.add(new FilterPatterns.Pattern(unit, own, excitations[k], dead));
    }
    ascent.close();
    if (found.size() < units) {
      ascent = nextAscent();
      startNear(ascent);
    } else {
      close();
    }
  }

  private void startNear(Ascent begun) {
    boolean isKMeans = layers.get(target.position()) instanceof KMeansFeatures;
    if (isKMeans && !sample.isEmpty() && observed == sample.size()) {
      begun.startFrom(responses::favourite);
    }
  }

  private Ascent nextAscent() {
    int count = Math.min(Responses.BATCH, units - found.size());
    return new Ascent(probed, layers, found.size(), count, seed);
  }

  /**
   * The patterns of all filters.
   *
   * @throws IllegalStateException if there is more to do
   */
  public FilterPatterns result() {
    if (found.size() < units) {
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

  /** Frees the native memory; needed only if the search is given up before its end. */
  @Override
  public void close() {
    ascent.close();
    responses.close();
    probed.network().close();
  }
}
