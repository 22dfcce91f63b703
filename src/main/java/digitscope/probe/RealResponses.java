package digitscope.probe;

import digitscope.probe.CandidateSearch.Candidate;
import digitscope.probe.UnitResponses.Excitation;
import digitscope.probe.UnitResponses.Patch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.IntFunction;

/**
 * What excites each unit of a layer most among real images: the largest pre-activation at any place
 * of its map.
 *
 * @param activations the value, one a unit
 * @param images number of the image; −1 if the network's numbers have left all bounds
 * @param rows where in the map
 * @param columns where in the map
 * @param dead whether the unit is dead
 * @param pixels the image, unsigned bytes in [channels, height, width] order, one a unit; empty if
 *     there is none
 */
record RealResponses(
    double[] activations,
    int[] images,
    int[] rows,
    int[] columns,
    boolean[] dead,
    List<byte[]> pixels) {
  /**
   * @param image gives an image by its number
   */
  static RealResponses of(UnitResponses responses, IntFunction<byte[]> image) {
    int count = responses.units().size();
    double[] activations = new double[count];
    int[] images = new int[count];
    int[] rows = new int[count];
    int[] columns = new int[count];
    boolean[] dead = new boolean[count];
    List<byte[]> pixels = new ArrayList<>();
    for (int unit = 0; unit < count; unit++) {
      Optional<Excitation> best = responses.units().get(unit).best();
      activations[unit] = best.map(found -> (double) found.preActivation()).orElse(Double.NaN);
      images[unit] = best.map(Excitation::image).orElse(-1);
      rows[unit] = best.map(Excitation::row).orElse(0);
      columns[unit] = best.map(Excitation::column).orElse(0);
      dead[unit] = responses.units().get(unit).isDead();
      pixels.add(best.map(found -> image.apply(found.image())).orElse(new byte[0]));
    }
    return new RealResponses(activations, images, rows, columns, dead, pixels);
  }

  boolean isKnown(int unit) {
    return images[unit] >= 0;
  }

  /**
   * What a unit sees of the real image that excites it most, if that is more than a pattern does.
   *
   * @param score what the pattern comes to
   */
  Optional<Candidate> above(int unit, double score, PatternTarget target, SampleInk ink) {
    if (!isKnown(unit) || score >= activations[unit]) {
      return Optional.empty();
    }
    Patch seen = target.fieldAt(rows[unit], columns[unit]);
    float[] real = SampleInk.brightness(pixels.get(unit));
    float[] only = Patches.only(seen, real, target.image(), ink.background());
    return Optional.of(new Candidate(unit, only, Patches.within(seen, target.image())));
  }

  /**
   * Holds a pattern against real images.
   *
   * @param real what they give, if that is known
   * @param activation of the pattern
   */
  static FilterPatterns.Pattern compare(
      Optional<RealResponses> real, Candidate pattern, double activation) {
    int unit = pattern.unit();
    Optional<RealResponses> known = real.filter(some -> some.isKnown(unit));
    return new FilterPatterns.Pattern(
        unit,
        pattern.pixels(),
        activation,
        known.isPresent()
            ? OptionalDouble.of(known.get().activations()[unit])
            : OptionalDouble.empty(),
        known.isPresent() ? OptionalInt.of(known.get().images()[unit]) : OptionalInt.empty(),
        real.map(some -> some.dead()[unit]).orElse(false),
        pattern.field());
  }
}
