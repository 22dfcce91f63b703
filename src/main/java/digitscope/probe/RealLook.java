package digitscope.probe;

import digitscope.probe.PatternSearch.RealImages;
import digitscope.probe.UnitResponses.Excitation;
import java.util.List;
import java.util.Optional;

/** The look at real images that comes before a search for patterns, if there is time for it. */
final class RealLook implements AutoCloseable {
  /** About this part of the time of a search goes into it. */
  private static final double PART = 0.3;

  private final RealImages images;
  private Optional<UnitResponses> found = Optional.empty();

  /**
   * @param images their responses are closed with this
   */
  RealLook(RealImages images) {
    this.images = images;
  }

  /**
   * Does the next piece.
   *
   * @return whether more is to do
   */
  boolean advance() {
    if (images.responses().isEmpty() || found.isPresent()) {
      return false;
    }
    boolean more = images.responses().get().advance();
    if (!more) {
      found = Optional.of(images.responses().get().result());
    }
    return more;
  }

  /**
   * Part of the whole work that is done.
   *
   * @param searched part of the search that comes after it
   */
  double progress(double searched) {
    if (images.responses().isEmpty()) {
      return searched;
    }
    double looked = found.isPresent() ? 1 : images.responses().get().progress();
    return PART * looked + (1 - PART) * searched;
  }

  /** What excites each unit most; empty if nothing was looked at. */
  Optional<RealResponses> best() {
    return found.map(responses -> RealResponses.of(responses, images.image()));
  }

  /** What excites a unit most, the strongest first; empty if nothing was looked at. */
  List<Excitation> strongest(int unit) {
    return found.map(responses -> responses.units().get(unit).strongest()).orElse(List.of());
  }

  /** An image, in [channels, height, width] order, 0 to 1. */
  float[] pixels(Excitation excitation) {
    return SampleInk.brightness(images.image().apply(excitation.image()));
  }

  @Override
  public void close() {
    images.responses().ifPresent(IncrementalProbe::close);
  }
}
