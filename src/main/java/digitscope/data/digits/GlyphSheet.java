package digitscope.data.digits;

import digitscope.data.DataException;
import digitscope.data.ImageFiles;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * A picture of ways of writing, for users who edit them: one row a digit, in the order of the file.
 * Strokes are thin lines, and begin at a colored dot.
 */
public final class GlyphSheet {
  private static final int DIGITS = 10;

  /** Pixels of a cell, and of the height of a digit in it. */
  private static final int CELL = 72;

  private static final double HEIGHT = 48;

  private static final double LINE_RADIUS = 1.6;
  private static final double START_RADIUS = 3.6;
  private static final int PAPER = 0xffffffff;
  private static final int LINE = 0xff1f2937;
  private static final int START = 0xffe11d48;

  private final int width;
  private final int[] pixels;

  private GlyphSheet(int columns) {
    width = columns * CELL;
    pixels = new int[width * DIGITS * CELL];
    Arrays.fill(pixels, PAPER);
  }

  /**
   * Draws ways of writing and writes the picture as PNG; a file of that name is replaced.
   *
   * @throws DataException if the file cannot be written
   */
  public static void write(Path file, List<Glyph> glyphs) throws DataException {
    int[] next = new int[DIGITS];
    glyphs.forEach(glyph -> next[glyph.digit()]++);
    GlyphSheet sheet = new GlyphSheet(Arrays.stream(next).max().orElse(0));
    Arrays.fill(next, 0);
    for (Glyph glyph : glyphs) {
      sheet.draw(new GlyphCurve(glyph), next[glyph.digit()]++, glyph.digit());
    }
    ImageFiles.writePng(file, sheet.width, DIGITS * CELL, sheet.pixels);
  }

  private void draw(GlyphCurve curve, int column, int row) {
    double[] xs = new double[curve.points()];
    double[] ys = new double[curve.points()];
    for (int point = 0; point < xs.length; point++) {
      xs[point] = column * CELL + (CELL - HEIGHT) / 2 + HEIGHT * curve.x(point);
      ys[point] = row * CELL + (CELL - HEIGHT) / 2 + HEIGHT * curve.y(point);
    }
    for (int stroke = 0; stroke < curve.strokes(); stroke++) {
      dot(curve.at(stroke, 0, xs), curve.at(stroke, 0, ys), START_RADIUS, START);
      for (int i = 0; i < curve.samples(stroke); i++) {
        dot(curve.at(stroke, i, xs), curve.at(stroke, i, ys), LINE_RADIUS, LINE);
      }
    }
  }

  /** A disc with a soft edge, as far as it is on the sheet. */
  private void dot(double x, double y, double radius, int color) {
    int last = pixels.length / width - 1;
    for (int row = (int) Math.max(0, y - radius - 1);
        row <= Math.min(last, y + radius + 1);
        row++) {
      for (int column = (int) Math.max(0, x - radius - 1);
          column <= Math.min(width - 1, x + radius + 1);
          column++) {
        double away = Math.hypot(column + 0.5 - x, row + 0.5 - y) - radius;
        double part = Math.max(0, Math.min(1, 0.5 - away));
        pixels[row * width + column] = mix(pixels[row * width + column], color, part);
      }
    }
  }

  private static int mix(int below, int above, double part) {
    int result = 0xff;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int from = below >> shift & 0xff;
      int to = above >> shift & 0xff;
      result = result << 8 | (int) Math.round(from + part * (to - from));
    }
    return result;
  }
}
