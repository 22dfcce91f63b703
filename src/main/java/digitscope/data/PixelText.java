package digitscope.data;

/**
 * Numbers as pixels, without any font of the machine, so that a file has the same bytes everywhere.
 * Knows the digits, the comma, and the letters of "step"; what else there is becomes a space.
 */
final class PixelText {
  /** Height of a character, pixels. */
  static final int HEIGHT = 14;

  /** Height of a line with what is free above and below, pixels. */
  static final int LINE = 20;

  private static final String KNOWN = "0123456789,step";

  /** A character each: seven rows of five bits, from the top, two hexadecimal digits a row. */
  private static final String[] GLYPHS = {
    "0e11131519110e", // 0
    "040c040404040e", // 1
    "0e11010608101f", // 2
    "0e11010601110e", // 3
    "02060a121f0202", // 4
    "1f101e0101110e", // 5
    "0608101e11110e", // 6
    "1f010204080808", // 7
    "0e11110e11110e", // 8
    "0e11110f01020c", // 9
    "00000000040408", // ,
    "00000f100e011e", // s
    "08081c08080906", // t
    "00000e111f100e", // e
    "001e11111e1010", // p
  };

  private static final int COLUMNS = 5;
  private static final int SCALE = 2;
  private static final int ADVANCE = (COLUMNS + 1) * SCALE;

  private PixelText() {}

  /** Hears of each pixel that is inked. */
  @FunctionalInterface
  interface Pen {
    void ink(int y, int x);
  }

  static int width(String text) {
    return text.length() * ADVANCE;
  }

  /** Draws a line of text, from the top left corner of the line. */
  static void draw(String text, Pen pen) {
    int above = (LINE - HEIGHT) / 2;
    for (int i = 0; i < text.length(); i++) {
      int known = KNOWN.indexOf(text.charAt(i));
      for (int pixel = 0; known >= 0 && pixel < HEIGHT * COLUMNS * SCALE; pixel++) {
        int y = pixel / (COLUMNS * SCALE);
        int x = pixel % (COLUMNS * SCALE);
        if (isInked(GLYPHS[known], y / SCALE, x / SCALE)) {
          pen.ink(above + y, i * ADVANCE + SCALE + x);
        }
      }
    }
  }

  private static boolean isInked(String glyph, int row, int column) {
    int bits = Integer.parseInt(glyph, 2 * row, 2 * row + 2, 16);
    return (bits >> (COLUMNS - 1 - column) & 1) == 1;
  }
}
