package digitscope.ui.data;

import digitscope.explore.SetMap;
import java.util.function.Consumer;
import javafx.animation.Interpolator;
import javafx.animation.Transition;
import javafx.util.Duration;

/** Moves the points of a map to where another one has them, so that the eye can follow them. */
final class MapGlide extends Transition {
  private static final Duration LENGTH = Duration.millis(450);

  private final SetMap from;
  private final Viewport seenFrom;
  private final Consumer<MapGlide> hearer;
  private double fraction;

  /**
   * @param seenFrom the viewport at the beginning
   * @param hearer hears of every step
   */
  MapGlide(SetMap from, Viewport seenFrom, Consumer<MapGlide> hearer) {
    this.from = from;
    this.seenFrom = seenFrom;
    this.hearer = hearer;
    setCycleDuration(LENGTH);
    setInterpolator(Interpolator.EASE_BOTH);
  }

  @Override
  protected void interpolate(double done) {
    fraction = done;
    hearer.accept(this);
  }

  /** The viewport on its way to another. */
  Viewport seen(Viewport to) {
    return fraction >= 1 ? to : seenFrom.towards(to, fraction);
  }

  /** Paints the points on their way; on any thread. */
  static MapPainter painter(MapPainter end, SetMap from, double fraction) {
    return fraction >= 1 ? end : end.at(end.map().onTheWayFrom(from, fraction));
  }

  SetMap from() {
    return from;
  }

  /** Part of the way that is done. */
  double fraction() {
    return fraction;
  }
}
