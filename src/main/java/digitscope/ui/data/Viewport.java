package digitscope.ui.data;

import digitscope.explore.PointIndex.Extent;

/**
 * The part of a map that is in sight.
 *
 * @param centerX of the map, in the middle of the picture
 * @param centerY of the map, in the middle of the picture; upwards
 * @param scale pixels of a unit of the map
 * @param width of the picture, pixels
 * @param height of the picture, pixels
 */
record Viewport(double centerX, double centerY, double scale, double width, double height) {
  private static final double MARGIN = 0.92;
  private static final double MOST_ZOOM = 200;

  /** All of the map. */
  static Viewport fit(Extent extent, double width, double height) {
    double scale = Math.min(width / extent.width(), height / extent.height());
    return new Viewport(
        (extent.minX() + extent.maxX()) / 2,
        (extent.minY() + extent.maxY()) / 2,
        Double.isFinite(scale) ? MARGIN * scale : 1,
        width,
        height);
  }

  double pixelX(double x) {
    return width / 2 + (x - centerX) * scale;
  }

  double pixelY(double y) {
    return height / 2 - (y - centerY) * scale;
  }

  double mapX(double pixelX) {
    return centerX + (pixelX - width / 2) / scale;
  }

  double mapY(double pixelY) {
    return centerY - (pixelY - height / 2) / scale;
  }

  /** The map moved by this many pixels. */
  Viewport moved(double right, double down) {
    return new Viewport(centerX - right / scale, centerY + down / scale, scale, width, height);
  }

  /**
   * The map enlarged, what is under a pixel staying there.
   *
   * @param whole what {@link #fit} gives, which bounds the zoom
   */
  Viewport zoomed(double factor, double pixelX, double pixelY, Viewport whole) {
    double bounded =
        Math.max(whole.scale / 2, Math.min(MOST_ZOOM * whole.scale, factor * scale)) / scale;
    return new Viewport(
        mapX(pixelX) - (pixelX - width / 2) / (scale * bounded),
        mapY(pixelY) + (pixelY - height / 2) / (scale * bounded),
        scale * bounded,
        width,
        height);
  }

  /** Between this and another one of the same size: 0 is this, 1 the other. */
  Viewport towards(Viewport other, double fraction) {
    return new Viewport(
        centerX + fraction * (other.centerX - centerX),
        centerY + fraction * (other.centerY - centerY),
        scale + fraction * (other.scale - scale),
        width,
        height);
  }

  /** The same middle and scale in a picture of another size. */
  Viewport sized(double newWidth, double newHeight) {
    return new Viewport(centerX, centerY, scale, newWidth, newHeight);
  }
}
