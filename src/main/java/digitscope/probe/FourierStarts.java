package digitscope.probe;

import digitscope.nn.KMeansFeatures;
import digitscope.probe.FourierAscent.Start;
import digitscope.probe.UnitResponses.Patch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where searches by Fourier coefficients start from. */
final class FourierStarts {
  private final PatternTarget target;
  private final PatternSettings settings;
  private final SampleInk ink;
  private final Optional<RealResponses> real;
  private final double[] atBackground;

  /** Place in the middle of the maps. */
  private final int middle;

  /**
   * @param real what real images give, if that is known
   * @param tools of any thread
   */
  FourierStarts(
      PatternTarget target,
      PatternSettings settings,
      SampleInk ink,
      Optional<RealResponses> real,
      AscentTools tools) {
    this.target = target;
    this.settings = settings;
    this.ink = ink;
    this.real = real;
    this.middle = target.isPatch() ? 0 : target.row() * target.maps().width() + target.column();
    this.atBackground = atBackground(tools);
  }

  /** What each unit gives where nothing is drawn. */
  private double[] atBackground(AscentTools tools) {
    float[] input = tools.input();
    int area = target.input().area();
    for (int i = 0; i < input.length; i++) {
      input[i] = ink.background()[i / area % ink.background().length];
    }
    tools.execution().setInput(input);
    tools.execution().forward();
    double[] values = new double[target.maps().channels()];
    for (int unit = 0; unit < values.length; unit++) {
      values[unit] = tools.execution().value(0, unit, middle);
    }
    return values;
  }

  /**
   * Those of all units.
   *
   * @param warm takes the place of each unit's first start, if there is one
   */
  List<Start> all(Optional<WarmStart> warm) {
    List<Start> starts = new ArrayList<>();
    for (int unit = 0; unit < target.maps().channels(); unit++) {
      List<Start> own = of(unit);
      if (warm.isPresent()) {
        own.set(0, image(unit, 0, warm.get().pixels(unit), warm.get().places()[unit]));
      }
      starts.addAll(own);
    }
    return starts;
  }

  /** Those of one unit. The last one, and all of a cluster of k-means, is the best real image. */
  List<Start> of(int unit) {
    List<Start> starts = new ArrayList<>();
    for (int restart = 0; restart < settings.restarts(); restart++) {
      boolean isLast = restart == settings.restarts() - 1 && settings.restarts() > 1;
      boolean isReal = real.isPresent() && real.get().isKnown(unit) && (isLast || isKMeans());
      starts.add(isReal ? bestReal(unit, restart) : noise(unit, restart));
    }
    return starts;
  }

  /** Noise around the background. */
  Start noise(int unit, int restart) {
    return new Start(unit, middle, seed(unit, restart), spread(unit), Optional.empty());
  }

  private Start bestReal(int unit, int restart) {
    RealResponses known = real.orElseThrow();
    int place = known.rows()[unit] * target.wholeMaps().width() + known.columns()[unit];
    return image(unit, restart, SampleInk.brightness(known.pixels().get(unit)), place);
  }

  /**
   * An image as it is.
   *
   * @param pixels in [channels, height, width] order, 0 to 1
   * @param place in the unit's map of the network that is asked, which sees what counts
   */
  private Start image(int unit, int restart, float[] pixels, int place) {
    int width = target.wholeMaps().width();
    Patch seen = target.fieldAt(place / width, place % width);
    float[] cut = target.cut(pixels, seen, ink.background());
    return new Start(
        unit, target.isPatch() ? 0 : place, seed(unit, restart), spread(unit), Optional.of(cut));
  }

  /**
   * A real image, moved so that what excites the unit lies in the middle.
   *
   * @param pixels in [channels, height, width] order, 0 to 1
   * @param seen what the unit sees of it
   */
  Start centered(int unit, int restart, float[] pixels, Patch seen) {
    float[] only = Patches.only(seen, pixels, target.image(), ink.background());
    float[] cut =
        target.isPatch()
            ? target.cut(pixels, seen, ink.background())
            : Patches.moved(seen, target.field(), only, target.image(), ink.background());
    return new Start(unit, middle, seed(unit, restart), spread(unit), Optional.of(cut));
  }

  /** By how much the best real image excites a unit more than the background; 0 if unknown. */
  private double spread(int unit) {
    return real.filter(known -> known.isKnown(unit))
        .map(known -> Math.max(0, known.activations()[unit] - atBackground[unit]))
        .orElse(0.0);
  }

  boolean isKMeans() {
    return target.network().layers().get(target.network().layers().size() - 1)
        instanceof KMeansFeatures;
  }

  private long seed(int unit, int restart) {
    return (settings.seed() * 0x9E3779B97F4A7C15L + unit) * 0xD1342543DE82EF95L + restart;
  }
}
