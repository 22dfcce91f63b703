package digitscope.probe;

import digitscope.nn.Execution;
import digitscope.nn.MapShape;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Gradient ascent for some patterns at once, by their Fourier coefficients; {@link PatternSearch}
 * explains the recipe. What one pattern becomes does not depend on others, but for those that it is
 * pushed apart from.
 */
final class FourierAscent {
  /**
   * Change of a pixel in a step before it is squashed, root mean square, but for the last steps.
   */
  private static final double STEP = 0.3;

  /** What the first images differ by from the background, likewise. */
  private static final double START_NOISE = 0.5;

  /** Up to this part of the steps the random changes are as large as they get. */
  private static final double ROUGH = 0.3;

  /** From this part of the steps on there are none, so that what was found becomes sharp. */
  private static final double CALM = 0.5;

  /** From this part of the steps on, steps become smaller. */
  private static final double SETTLING = 0.85;

  /** Weight of the diversity, up to {@link #CALM}. */
  private static final double PUSH = 0.5;

  /**
   * From this part of the steps on, images are not pushed apart any more: what stays different then
   * does so by itself.
   */
  private static final double RELEASE = 0.75;

  /** After this many steps, what lies beyond black and white is brought back there. */
  private static final int HOLDING = 4;

  private static final double LAST_STEP = 0.1;
  private static final float FIRST_MOMENT = 0.9f;
  private static final float SECOND_MOMENT = 0.95f;
  private static final float EPSILON = 1e-8f;

  /**
   * Spread of a unit over that of a step along its gradient by 1 a pixel: for a unit of which is
   * not known what real images give.
   */
  private static final double USUAL_SPREAD = 0.25;

  /**
   * One search.
   *
   * @param unit whose value is made large
   * @param place in the unit's map, counted row by row
   * @param seed of all that is random
   * @param spread by how much the best real image excites the unit more than the background does; 0
   *     if that is not known
   * @param image to start from, as large as the canvas; noise around the background if empty
   */
  record Start(int unit, int place, long seed, double spread, Optional<float[]> image) {}

  private final List<Start> starts;
  private final PatternSettings settings;
  private final Optional<Diversity> diversity;
  private final float[] coefficients;
  private final float[] firstMoments;
  private final float[] secondMoments;
  private final float[] change;
  private final double[] spreads;
  private final SplittableRandom[] random;
  private final int[] units;
  private final int[] places;
  private final float[] ones;
  private int step;

  /** Part of the usual way that is left out. */
  private double begun;

  /**
   * @param starts at most as many as the tools have images
   * @param tools of any thread; those of each step may be others of their kind
   * @param diversity what pushes images apart that are not to become alike
   */
  FourierAscent(
      List<Start> starts,
      PatternSettings settings,
      AscentTools tools,
      Optional<Diversity> diversity) {
    int images = tools.images();
    this.starts = List.copyOf(starts);
    this.settings = settings;
    this.diversity = diversity;
    this.coefficients = new float[tools.fourier().size()];
    this.firstMoments = new float[coefficients.length];
    this.secondMoments = new float[coefficients.length];
    this.change = new float[coefficients.length];
    this.spreads = starts.stream().mapToDouble(Start::spread).toArray();
    this.random =
        starts.stream()
            .map(start -> new SplittableRandom(start.seed()))
            .toArray(SplittableRandom[]::new);
    this.units = new int[images];
    this.places = new int[images];
    this.ones = new float[images];
    for (int n = 0; n < starts.size(); n++) {
      units[n] = starts.get(n).unit();
      places[n] = starts.get(n).place();
      ones[n] = 1;
    }
    begin(tools);
  }

  /** Draws the first images. */
  private void begin(AscentTools tools) {
    int images = tools.images();
    float[] drawn = new float[coefficients.length];
    int area = tools.target().canvas().area();
    for (int n = 0; n < starts.size(); n++) {
      Optional<float[]> image = starts.get(n).image();
      for (int i = 0; image.isPresent() && i < image.get().length; i++) {
        float base = Squash.inverse(tools.background(i / area));
        drawn[i * images + n] = Squash.inverse(image.get()[i]) - base;
      }
    }
    tools.fourier().analyze(drawn, coefficients);
    double noise = START_NOISE / tools.fourier().gain();
    for (int n = 0; n < starts.size(); n++) {
      for (int i = n; starts.get(n).image().isEmpty() && i < coefficients.length; i += images) {
        coefficients[i] = (float) (noise * random[n].nextGaussian());
      }
    }
  }

  int steps() {
    return step;
  }

  /**
   * Leaves the random changes out, to be called before the first step: what it starts from was
   * found under such changes, and few steps would not make up for what they spoil.
   */
  void calm() {
    begun = CALM;
  }

  boolean isDone() {
    return step == settings.steps();
  }

  /** Takes one step. */
  void climb(AscentTools tools) {
    double progress = begun + (1 - begun) * step / settings.steps();
    double settled = Math.max(0, (progress - SETTLING) / (1 - SETTLING));
    double strength = Math.max(0, Math.min(1, (CALM - progress) / (CALM - ROUGH)));
    float[] drawn = tools.values();
    float[] gradient = tools.gradient();
    tools.fourier().synthesize(coefficients, drawn);
    if (step % HOLDING == HOLDING - 1) {
      hold(drawn, tools);
    }
    float[] slopes = change; // until the change is known
    squash(drawn, slopes, tools);
    look(drawn, strength, tools);
    carryBack(gradient, tools);
    tools.penalty().subtractGradient(drawn, gradient);
    double push = Math.max(0, Math.min(1, (RELEASE - progress) / (RELEASE - CALM)));
    if (push > 0) {
      diversity.ifPresent(apart -> apart.subtractGradient(drawn, gradient, PUSH * push));
    }
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] *= slopes[i];
    }
    tools.fourier().adjoint(gradient, change);
    step++;
    move(STEP * (1 - (1 - LAST_STEP) * settled) / tools.fourier().gain());
  }

  /**
   * Brings what lies beyond black and white back there: a pixel that has gone far beyond would take
   * many steps to come back.
   */
  private void hold(float[] drawn, AscentTools tools) {
    int plane = tools.target().canvas().area() * tools.images();
    for (int from = 0; from < drawn.length; from += plane) {
      float base = Squash.inverse(tools.background(from / plane));
      float black = Squash.inverse(0) - base;
      float white = Squash.inverse(1) - base;
      for (int i = from; i < from + plane; i++) {
        drawn[i] = Math.min(white, Math.max(black, drawn[i]));
      }
    }
    tools.fourier().analyze(drawn, coefficients);
  }

  /** Turns what was drawn into pixels without the background. */
  private static void squash(float[] drawn, float[] slopes, AscentTools tools) {
    int plane = tools.target().canvas().area() * tools.images();
    for (int from = 0; from < drawn.length; from += plane) {
      float background = tools.background(from / plane);
      float base = Squash.inverse(background);
      for (int i = from; i < from + plane; i++) {
        float u = drawn[i] + base;
        slopes[i] = Squash.slope(u);
        drawn[i] = Math.min(1, Math.max(0, Squash.apply(u))) - background;
      }
    }
  }

  /** Lets the network see the images, each changed at random. */
  private void look(float[] drawn, double strength, AscentTools tools) {
    MapShape seen = tools.target().input();
    int images = tools.images();
    int canvas = tools.target().canvas().area();
    float[] input = tools.input();
    for (int n = 0; n < starts.size(); n++) {
      tools.warp(n).draw(random[n], strength);
      for (int c = 0; c < seen.channels(); c++) {
        int to = n * seen.size() + c * seen.area();
        tools.warp(n).apply(drawn, c * canvas * images + n, images, input, to);
        for (int i = to; i < to + seen.area(); i++) {
          input[i] += tools.background(c);
        }
      }
    }
  }

  /** The gradient of the objectives for what was drawn. */
  private void carryBack(float[] gradient, AscentTools tools) {
    MapShape seen = tools.target().input();
    float[] forInput = gradientOf(tools.execution(), tools);
    float[] redirected = forInput;
    int canvas = tools.target().canvas().area();
    for (int n = 0; n < starts.size(); n++) {
      float[] own = forInput;
      double length = length(own, n * seen.size(), seen.size());
      if (length == 0) {
        if (redirected == forInput) {
          redirected = gradientOf(tools.opened(), tools);
        }
        own = redirected;
        length = length(own, n * seen.size(), seen.size());
      }
      scale(own, n, length, seen.size());
      for (int c = 0; c < seen.channels(); c++) {
        int to = c * canvas * tools.images() + n;
        tools.warp(n).adjoint(own, n * seen.size() + c * seen.area(), gradient, to, tools.images());
      }
    }
  }

  /** Scales the gradient to parts of the unit's spread, so that all units meet equal penalties. */
  private void scale(float[] gradient, int image, double length, int size) {
    if (spreads[image] == 0 && length > 0) {
      spreads[image] = USUAL_SPREAD * length * Math.sqrt(size);
    }
    float factor = (float) (spreads[image] == 0 ? 0 : 1 / spreads[image]);
    for (int i = image * size; i < (image + 1) * size; i++) {
      gradient[i] *= factor;
    }
  }

  private static double length(float[] gradient, int from, int size) {
    double squares = 0;
    for (int i = from; i < from + size; i++) {
      squares += gradient[i] * gradient[i];
    }
    return Math.sqrt(squares);
  }

  private float[] gradientOf(Execution execution, AscentTools tools) {
    execution.setInput(tools.input());
    execution.forward();
    if (settings.method() == PatternSettings.Method.CHANNEL) {
      execution.setOutputGradient(ofMeans(tools.target().maps(), tools.images()));
    } else {
      execution.setOutputGradient(units, places, ones);
    }
    execution.backward();
    return execution.inputGradient();
  }

  private float[] ofMeans(MapShape maps, int images) {
    float[] gradient = new float[images * maps.size()];
    for (int n = 0; n < starts.size(); n++) {
      int from = n * maps.size() + units[n] * maps.area();
      for (int i = from; i < from + maps.area(); i++) {
        gradient[i] = 1f / maps.area();
      }
    }
    return gradient;
  }

  /** Adam: Kingma and Ba (2015), "Adam: a method for stochastic optimization". */
  private void move(double rate) {
    float firstScale = (float) (1 / (1 - Math.pow(FIRST_MOMENT, step)));
    float secondScale = (float) (1 / (1 - Math.pow(SECOND_MOMENT, step)));
    float scaled = (float) rate * firstScale;
    for (int i = 0; i < coefficients.length; i++) {
      float slope = change[i];
      float first = FIRST_MOMENT * firstMoments[i] + (1 - FIRST_MOMENT) * slope;
      float second = SECOND_MOMENT * secondMoments[i] + (1 - SECOND_MOMENT) * slope * slope;
      firstMoments[i] = first;
      secondMoments[i] = second;
      coefficients[i] += scaled * first / ((float) Math.sqrt(second * secondScale) + EPSILON);
    }
  }

  /** The patterns as they are, one a start, as large as the canvas, 0 to 1. */
  float[][] drawn(AscentTools tools) {
    int images = tools.images();
    int area = tools.target().canvas().area();
    float[] values = tools.values();
    tools.fourier().synthesize(coefficients, values);
    squash(values, new float[values.length], tools);
    float[][] drawn = new float[starts.size()][values.length / images];
    for (int n = 0; n < starts.size(); n++) {
      for (int i = 0; i < drawn[n].length; i++) {
        drawn[n][i] = values[i * images + n] + tools.background(i / area);
      }
    }
    return drawn;
  }

  List<Start> starts() {
    return starts;
  }
}
