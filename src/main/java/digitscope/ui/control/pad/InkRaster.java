package digitscope.ui.control.pad;

import java.util.Arrays;
import java.util.List;

/**
 * A drawing as a gray picture that grows with each piece of a line, which costs microseconds where
 * a snapshot of the pad costs milliseconds.
 */
public final class InkRaster implements Ink {
  /** Height and width, pixels. */
  public static final int SIDE = 280;

  /** A curve is drawn as straight lines no longer than this, pixels. */
  private static final double LONGEST_LINE = 4;

  private final byte[] pixels = new byte[SIDE * SIDE];

  /** The picture of finished strokes. */
  public static InkRaster of(List<Stroke> strokes) {
    InkRaster raster = new InkRaster();
    for (Stroke stroke : strokes) {
      stroke.curves().forEach(curve -> raster.draw(curve, stroke.erases()));
    }
    return raster;
  }

  /** A copy of the picture: unsigned bytes in [height, width] order, 0 paper, 255 full ink. */
  public byte[] pixels() {
    return pixels.clone();
  }

  /** Whether no pixel has ink. */
  public boolean isBlank() {
    for (byte pixel : pixels) {
      if (pixel != 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void clear() {
    Arrays.fill(pixels, (byte) 0);
  }

  @Override
  public void draw(Stroke.Curve curve, boolean erases) {
    double radius = Stroke.width(erases) * SIDE / 2;
    int lines = Math.max(1, (int) Math.ceil(curve.reach() * SIDE / LONGEST_LINE));
    double fromX = curve.start().x() * SIDE;
    double fromY = curve.start().y() * SIDE;
    for (int i = 1; i <= lines; i++) {
      Stroke.Point to = curve.at((double) i / lines);
      line(fromX, fromY, to.x() * SIDE, to.y() * SIDE, radius, erases);
      fromX = to.x() * SIDE;
      fromY = to.y() * SIDE;
    }
  }

  private void line(
      double fromX, double fromY, double toX, double toY, double radius, boolean erases) {
    double reach = radius + 1;
    int top = Math.max(0, (int) Math.floor(Math.min(fromY, toY) - reach));
    int bottom = Math.min(SIDE - 1, (int) Math.ceil(Math.max(fromY, toY) + reach));
    int left = Math.max(0, (int) Math.floor(Math.min(fromX, toX) - reach));
    int right = Math.min(SIDE - 1, (int) Math.ceil(Math.max(fromX, toX) + reach));
    for (int y = top; y <= bottom; y++) {
      for (int x = left; x <= right; x++) {
        double distance = distanceToLine(x + 0.5, y + 0.5, fromX, fromY, toX, toY);
        double cover = Math.max(0, Math.min(1, radius + 0.5 - distance));
        int at = y * SIDE + x;
        int ink = pixels[at] & 0xff;
        int full = (int) Math.round(255 * cover);
        pixels[at] = (byte) (erases ? Math.min(ink, 255 - full) : Math.max(ink, full));
      }
    }
  }

  private static double distanceToLine(
      double x, double y, double fromX, double fromY, double toX, double toY) {
    double dx = toX - fromX;
    double dy = toY - fromY;
    double squared = dx * dx + dy * dy;
    double along = squared == 0 ? 0 : ((x - fromX) * dx + (y - fromY) * dy) / squared;
    double t = Math.max(0, Math.min(1, along));
    double offX = x - fromX - t * dx;
    double offY = y - fromY - t * dy;
    return Math.sqrt(offX * offX + offY * offY);
  }
}
