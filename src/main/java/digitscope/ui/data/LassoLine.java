package digitscope.ui.data;

import javafx.scene.shape.Polygon;

/** The line that the user draws around points of the map. */
final class LassoLine extends Polygon {
  private static final int FEWEST_CORNERS = 3;
  private static final double SHORTEST = 2;

  LassoLine() {
    getStyleClass().add("map-lasso");
    setManaged(false);
    setMouseTransparent(true);
    setVisible(false);
  }

  /** Begins a new line. */
  void begin(double x, double y) {
    getPoints().setAll(x, y);
    setVisible(true);
  }

  boolean isDrawn() {
    return isVisible();
  }

  /** Goes on to a place. */
  void goTo(double x, double y) {
    int last = getPoints().size() - 2;
    if (Math.hypot(x - getPoints().get(last), y - getPoints().get(last + 1)) >= SHORTEST) {
      getPoints().addAll(x, y);
    }
  }

  /** Whether it encloses anything. */
  boolean isClosed() {
    return getPoints().size() >= 2 * FEWEST_CORNERS;
  }

  void end() {
    setVisible(false);
  }

  /** Coordinates of its corners on the map. */
  double[] xs(Viewport seen) {
    double[] xs = new double[getPoints().size() / 2];
    for (int i = 0; i < xs.length; i++) {
      xs[i] = seen.mapX(getPoints().get(2 * i));
    }
    return xs;
  }

  /** Likewise. */
  double[] ys(Viewport seen) {
    double[] ys = new double[getPoints().size() / 2];
    for (int i = 0; i < ys.length; i++) {
      ys[i] = seen.mapY(getPoints().get(2 * i + 1));
    }
    return ys;
  }
}
