package digitscope.data;

import java.util.Arrays;

/**
 * Moves the pixels of images: each takes the value that an affine map and a smooth field of
 * displacements find for it in the image as it was, interpolated between four pixels (bilinear).
 * Outside of the image is background, 0.
 *
 * <p>It counts in whole numbers, which are fast and the same everywhere: places in 1/65536 pixel,
 * values at the nearest 1/256 pixel. It allocates nothing after its construction.
 */
final class ImageWarp {
  private static final int PLACE_BITS = 16;
  private static final int FRACTION_BITS = 8;
  private static final int FRACTION_MASK = (1 << FRACTION_BITS) - 1;

  /** From a place to the fraction by which it is interpolated. */
  private static final int DROPPED_BITS = PLACE_BITS - FRACTION_BITS;

  private static final int HALF_A_VALUE = 1 << (2 * FRACTION_BITS - 1);

  /** What is added to a place: the border, and half of what is dropped, to round. */
  private static final int PLACE_OFFSET = (1 << PLACE_BITS) + (1 << (DROPPED_BITS - 1));

  private final ImageShape shape;
  private final int paddedWidth;

  /**
   * One channel with a border of background: in the low half the value of a pixel, in the high half
   * that of the pixel below, so that one product weighs both.
   */
  private final int[] pairs;

  private final DisplacementField field;
  private boolean displaces;

  /** Displacements of the row under way. */
  private final long[] row;

  // The inverse affine map, in places: of the first pixel, and its change along x and y.
  private int originX;
  private int originY;
  private int xAlongX;
  private int yAlongX;
  private int xAlongY;
  private int yAlongY;

  ImageWarp(ImageShape shape) {
    this.shape = shape;
    // A border before the image, one behind it, and what interpolation looks at behind that.
    this.paddedWidth = shape.width() + 3;
    this.pairs = new int[paddedWidth * (shape.height() + 2)];
    this.field = new DisplacementField(shape.height(), shape.width());
    this.row = new long[shape.width()];
  }

  /** A place for pixels, rounded. */
  static int place(double pixels) {
    return (int) Math.floor(pixels * (1 << PLACE_BITS) + 0.5);
  }

  /**
   * Shears the image, then scales, rotates and shifts it, around its center and without
   * displacements.
   *
   * @param shiftX pixels to the right
   * @param shiftY pixels down
   * @param angle radians, clockwise
   * @param scale 1 keeps the size
   * @param lean pixels to the left for each pixel down
   */
  void setAffine(double shiftX, double shiftY, double angle, double scale, double lean) {
    double cos = StrictMath.cos(angle) / scale;
    double sin = StrictMath.sin(angle) / scale;
    double xx = cos - lean * sin;
    double xy = sin + lean * cos;
    double centerX = (shape.width() - 1) / 2.0;
    double centerY = (shape.height() - 1) / 2.0;
    double firstX = -centerX - shiftX;
    double firstY = -centerY - shiftY;
    originX = place(xx * firstX + xy * firstY + centerX);
    originY = place(-sin * firstX + cos * firstY + centerY);
    xAlongX = place(xx);
    yAlongX = place(-sin);
    xAlongY = place(xy);
    yAlongY = place(cos);
    displaces = false;
    Arrays.fill(row, 0);
  }

  /**
   * Adds a random field of displacements to the affine map.
   *
   * @param rootMeanSquare of their lengths, in pixels, up to 10
   */
  void drawDisplacements(double rootMeanSquare, Randomness random) {
    field.draw(rootMeanSquare, random);
    displaces = true;
  }

  /** Moves the pixels of every channel in the same way. */
  void apply(byte[] image) {
    int width = shape.width();
    int size = shape.height() * width;
    for (int channel = 0; channel < image.length; channel += size) {
      pair(image, channel);
      for (int y = 0; y < shape.height(); y++) {
        if (displaces) {
          field.row(y, row);
        }
        sampleRow(y, image, channel + y * width);
      }
    }
  }

  private void pair(byte[] image, int channel) {
    int width = shape.width();
    int lastTarget = shape.height() * paddedWidth + 1;
    int lastRow = channel + (shape.height() - 1) * width;
    for (int x = 0; x < width; x++) {
      pairs[1 + x] = (image[channel + x] & 0xff) << 16;
      pairs[lastTarget + x] = image[lastRow + x] & 0xff;
    }
    for (int y = 1; y < shape.height(); y++) {
      int target = y * paddedWidth + 1;
      int below = channel + y * width;
      int above = below - width;
      for (int x = 0; x < width; x++) {
        pairs[target + x] = (image[above + x] & 0xff) | ((image[below + x] & 0xff) << 16);
      }
    }
  }

  private void sampleRow(int y, byte[] target, int from) {
    int width = shape.width();
    int lastX = (width + 1) << PLACE_BITS;
    int lastY = (shape.height() + 1) << PLACE_BITS;
    int alongX = originX + y * xAlongY + PLACE_OFFSET;
    int alongY = originY + y * yAlongY + PLACE_OFFSET;
    for (int i = 0; i < width; i++) {
      int placeX = alongX + DisplacementField.x(row[i]);
      int placeY = alongY + DisplacementField.y(row[i]);
      placeX = Math.max(0, Math.min(placeX, lastX));
      placeY = Math.max(0, Math.min(placeY, lastY));
      int pair = (placeY >> PLACE_BITS) * paddedWidth + (placeX >> PLACE_BITS);
      int right = (placeX >> DROPPED_BITS) & FRACTION_MASK;
      int lower = (placeY >> DROPPED_BITS) & FRACTION_MASK;
      int left = (1 << FRACTION_BITS) - right;
      // No half overflows into the other: 255 times 256 has 16 bits.
      int both = pairs[pair] * left + pairs[pair + 1] * right;
      int upper = (1 << FRACTION_BITS) - lower;
      int value = (both & 0xffff) * upper + (both >>> 16) * lower;
      target[from + i] = (byte) ((value + HALF_A_VALUE) >> (2 * FRACTION_BITS));
      alongX += xAlongX;
      alongY += yAlongX;
    }
  }
}
