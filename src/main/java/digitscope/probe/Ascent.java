package digitscope.probe;

import digitscope.nn.Execution;
import digitscope.nn.Layer;
import digitscope.nn.MapShape;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;

/**
 * Gradient ascent on the input of a network for some filters of a layer at once: image k of the
 * batch climbs towards what excites filter {@code first + k}: Erhan et al. (2009). This is the
 * plain way, for comparison with {@link FourierAscent}:
 *
 * <ul>
 *   <li>The objective is the mean over the filter's map of its pre-activation, through a soft ReLU
 *       that is scaled to the map, so that places where the filter answers count and the others do
 *       not pull the other way.
 *   <li>Every image starts from the same gray noise. Each step has a fixed length along the
 *       gradient, and pixels fall back to gray a little, as in Yosinski et al. (2015).
 *   <li>The gradient is smoothed by a Gaussian that narrows from step to step: broad strokes first,
 *       then ever shorter lengths.
 *   <li>Before each step the image is shifted by up to two pixels.
 * </ul>
 */
final class Ascent implements AutoCloseable {
  private static final float GRAY = 0.5f;
  private static final float START_NOISE = 0.1f;

  /** Length of a step as the root mean square change of a pixel, at first and at last. */
  private static final double FIRST_STEP = 0.06;

  private static final double LAST_STEP = 0.02;

  /** Standard deviation of the gradient's smoothing, pixels, at first and at last. */
  private static final double FIRST_BLUR = 1.5;

  private static final double LAST_BLUR = 0.5;

  /** Part of its distance to gray that a pixel falls back in each iteration. */
  private static final double DECAY = 0.03;

  /** Largest shift of the image in either direction, pixels. */
  private static final int JITTER = 2;

  /** Steepness of the gate that leaves out the places where a filter is not excited. */
  private static final double GATE = 4;

  private final int first;
  private final int count;
  private final int iterations;
  private final MapShape image;
  private final MapShape units;
  private final int lastLayer;
  private final Planes planes;
  private final Execution execution;
  private final SplittableRandom random;
  private float[] pixels;
  private int iteration;

  /**
   * Some filters of a layer.
   *
   * @param first number of the first one
   * @param count number of filters
   */
  record Filters(int first, int count) {}

  /**
   * @param layers those of the network up to the one whose values are made large
   * @param iterations number of steps
   */
  Ascent(ProbedNetwork probed, List<Layer> layers, Filters filters, int iterations, long seed) {
    this.first = filters.first();
    this.count = filters.count();
    this.iterations = iterations;
    this.lastLayer = layers.size() - 1;
    this.image = layers.get(0).input();
    this.units = layers.get(lastLayer).output();
    this.planes = new Planes(image.height(), image.width());
    this.execution = new Execution(probed.network(), layers, count, Execution.Purpose.PROBING);
    this.random = new SplittableRandom(seed);
    this.pixels = start();
  }

  /** The same gray noise for every filter, so that only the filters make a difference. */
  private float[] start() {
    float[] noise = new float[count * image.size()];
    for (int i = 0; i < image.size(); i++) {
      float value = (float) (GRAY + START_NOISE * (random.nextDouble() - 0.5));
      for (int k = 0; k < count; k++) {
        noise[k * image.size() + i] = value;
      }
    }
    return noise;
  }

  /**
   * Starts each filter from an image of its own.
   *
   * @param images gives the image of a filter, unsigned bytes in [channels, height, width] order
   */
  void startFrom(IntFunction<byte[]> images) {
    for (int k = 0; k < count; k++) {
      byte[] own = images.apply(first + k);
      for (int i = 0; i < own.length; i++) {
        pixels[k * image.size() + i] = (own[i] & 0xff) / 255f;
      }
    }
  }

  boolean isDone() {
    return iteration == iterations;
  }

  /** The images so far, [image, channels, height, width]. */
  float[] pixels() {
    return pixels;
  }

  /** Takes one step. */
  void climb() {
    double progress = iteration++ / Math.max(1, iterations - 1.0);
    int down = random.nextInt(-JITTER, JITTER + 1);
    int right = random.nextInt(-JITTER, JITTER + 1);
    execution.setInput(planes.shift(pixels, down, right));
    execution.forward();
    execution.setOutputGradient(objectiveGradient());
    execution.backward();
    float[] gradient = planes.shift(execution.inputGradient(), -down, -right);
    gradient = planes.blur(gradient, between(FIRST_BLUR, LAST_BLUR, progress));
    double step = between(FIRST_STEP, LAST_STEP, progress);
    for (int k = 0; k < count; k++) {
      move(gradient, k * image.size(), step);
    }
  }

  private static double between(double first, double last, double progress) {
    return first + (last - first) * progress;
  }

  /** Moves one image along its gradient, scaled to the same length for every filter. */
  private void move(float[] gradient, int from, double step) {
    double squares = 0;
    for (int i = from; i < from + image.size(); i++) {
      squares += gradient[i] * gradient[i];
    }
    // Without a gradient the image stays.
    double scale = squares == 0 ? 0 : step / Math.sqrt(squares / image.size());
    for (int i = from; i < from + image.size(); i++) {
      double moved = pixels[i] + scale * gradient[i];
      double decayed = moved - DECAY * (moved - GRAY);
      pixels[i] = (float) Math.min(1, Math.max(0, decayed));
    }
  }

  /**
   * Gradient of the objective for the layer's values z: for filter k its share of the map, through
   * the gate 1 / (1 + exp(−4 z / rms z)), which is the slope of a soft ReLU.
   */
  private float[] objectiveGradient() {
    float[] gradient = new float[count * units.size()];
    for (int k = 0; k < count; k++) {
      float[] z = execution.output(lastLayer, k);
      int own = (first + k) * units.area();
      double squares = Double.MIN_NORMAL;
      for (int i = own; i < own + units.area(); i++) {
        squares += z[i] * z[i];
      }
      double rms = Math.sqrt(squares / units.area());
      for (int i = own; i < own + units.area(); i++) {
        double gate = 1 / (1 + Math.exp(-GATE * z[i] / rms));
        gradient[k * units.size() + i] = (float) (gate / units.area());
      }
    }
    return gradient;
  }

  @Override
  public void close() {
    execution.close();
  }
}
