package digitscope.data;

/**
 * Prepares a drawing exactly as the images of MNIST were prepared: the ink's bounding box is
 * scaled, anti-aliased and with its aspect kept, to fit 20×20 pixels; the darkest pixel becomes
 * full ink; and a shift by whole pixels brings the center of mass to the center of the 28×28 field.
 *
 * <p>Source: Y. LeCun, C. Cortes and C. Burges, The MNIST database of handwritten digits. What the
 * page leaves open was measured on the 60,000 training images: the largest value is always 254 or
 * 255, and the mean row and column of the ink are those of pixel 14 (counted from 0), to half a
 * pixel.
 */
public final class DrawingPreparation {
  /** Rows and columns of the field. */
  static final int FIELD = 28;

  /** Rows and columns that the ink may take. */
  public static final int BOX = 20;

  /** Row and column, counted from 0, of the pixel that the center of mass falls on. */
  static final int CENTER = 14;

  /** The center of mass is brought to half a pixel; values are rounded after that. */
  private static final double FARTHEST = 0.6;

  private DrawingPreparation() {}

  /**
   * Prepares a drawing.
   *
   * @return 28×28 unsigned bytes in [height, width] order; all 0 if the drawing has no ink
   */
  public static byte[] prepare(GrayImage drawing) {
    Box ink = Box.ofInk(drawing);
    if (ink.isEmpty()) {
      return new byte[FIELD * FIELD];
    }
    double pixel = Math.max(ink.width(), ink.height()) / (double) BOX;
    Resampling columns = Resampling.of(ink.width(), pixel);
    Resampling rows = Resampling.of(ink.height(), pixel);
    float[] narrow = new float[ink.height() * BOX];
    float[] line = new float[ink.width()];
    for (int y = 0; y < ink.height(); y++) {
      for (int x = 0; x < line.length; x++) {
        line[x] = drawing.ink(ink.left + x, ink.top + y);
      }
      columns.apply(line, 0, 1, narrow, y * BOX, 1);
    }
    float[] box = new float[BOX * BOX];
    for (int x = 0; x < BOX; x++) {
      rows.apply(narrow, x, BOX, box, x, BOX);
    }
    byte[] field = new byte[FIELD * FIELD];
    place(box, field, 0);
    return field;
  }

  /**
   * Whether an image already is as {@link #prepare} leaves drawings: its ink in a box of 20×20
   * pixels, whose center of mass is where it belongs, or as near as the field's edge allows.
   *
   * <p>All 70,000 images of MNIST are, whose centers are up to 0.52 pixels away.
   *
   * @param field 28×28 unsigned bytes in [height, width] order
   */
  static boolean isPrepared(byte[] field) {
    float[] columns = new float[FIELD];
    float[] rows = new float[FIELD];
    for (int i = 0; i < field.length; i++) {
      columns[i % FIELD] += field[i] & 0xff;
      rows[i / FIELD] += field[i] & 0xff;
    }
    return isPrepared(columns) && isPrepared(rows);
  }

  private static boolean isPrepared(float[] lines) {
    int first = FIELD;
    int last = -1;
    double mass = 0;
    double moment = 0;
    for (int i = 0; i < FIELD; i++) {
      if (lines[i] > 0) {
        first = Math.min(first, i);
        last = i;
      }
      mass += lines[i];
      moment += (double) lines[i] * i;
    }
    double off = moment / mass - CENTER;
    return last >= first
        && last - first < BOX
        && (Math.abs(off) <= FARTHEST || (off > 0 && first == 0) || (off < 0 && last == FIELD - 1));
  }

  /**
   * Places ink in the field: scales it so that its darkest pixel is 255, and shifts it by whole
   * pixels so that its center of mass comes to the center, or as near as the field's edge allows.
   *
   * @param box 20×20 values in [height, width] order, not negative, at least one positive
   * @param target takes 28×28 unsigned bytes from {@code offset} on, which must be 0 before
   */
  public static void place(float[] box, byte[] target, int offset) {
    float darkest = 0;
    float[] columns = new float[BOX];
    float[] rows = new float[BOX];
    for (int i = 0; i < box.length; i++) {
      darkest = Math.max(darkest, box[i]);
      columns[i % BOX] += box[i];
      rows[i / BOX] += box[i];
    }
    int left = shift(columns);
    int top = shift(rows);
    for (int i = 0; i < box.length; i++) {
      if (box[i] > 0) {
        int at = (top + i / BOX) * FIELD + left + i % BOX;
        target[offset + at] = (byte) Math.round(box[i] * (255 / darkest));
      }
    }
  }

  /** How far a box with this much ink in each of its lines is shifted. */
  private static int shift(float[] lines) {
    int first = BOX;
    int last = 0;
    double mass = 0;
    double moment = 0;
    for (int i = 0; i < BOX; i++) {
      if (lines[i] > 0) {
        first = Math.min(first, i);
        last = i;
      }
      mass += lines[i];
      moment += (double) lines[i] * i;
    }
    long shift = Math.round(CENTER - moment / mass);
    return (int) Math.max(-first, Math.min(FIELD - 1 - last, shift));
  }

  /** The part of a drawing that has ink: right and bottom are the first column and row without. */
  private record Box(int left, int top, int right, int bottom) {
    static Box ofInk(GrayImage drawing) {
      int left = drawing.width();
      int right = 0;
      int top = drawing.height();
      int bottom = 0;
      for (int y = 0; y < drawing.height(); y++) {
        for (int x = 0; x < drawing.width(); x++) {
          if (drawing.ink(x, y) > 0) {
            left = Math.min(left, x);
            right = Math.max(right, x + 1);
            top = Math.min(top, y);
            bottom = y + 1;
          }
        }
      }
      return new Box(left, top, right, bottom);
    }

    boolean isEmpty() {
      return right <= left;
    }

    int width() {
      return right - left;
    }

    int height() {
      return bottom - top;
    }
  }

  /**
   * Weights that bring a line of pixels to {@link #BOX} pixels, its middle to their middle: each is
   * the mean over its own extent, so that thin strokes keep their ink; where the line is enlarged,
   * over the extent of one old pixel, which is linear interpolation.
   *
   * @param first for each new pixel, the first old pixel that it takes from
   * @param weights for each new pixel, the weights of the old pixels from there on
   */
  private record Resampling(int[] first, float[][] weights) {
    static Resampling of(int length, double pixel) {
      int[] first = new int[BOX];
      float[][] weights = new float[BOX][];
      // A margin of whole new pixels keeps a picture that already fits pixel for pixel as it is.
      double margin = Math.floor((BOX - length / pixel) / 2 + 1e-9);
      double extent = Math.max(1, pixel);
      for (int i = 0; i < BOX; i++) {
        double from = (i - margin + 0.5) * pixel - extent / 2;
        double to = from + extent;
        first[i] = (int) Math.max(0, Math.floor(from));
        int last = (int) Math.min(length, Math.ceil(to));
        weights[i] = new float[Math.max(0, last - first[i])];
        for (int j = 0; j < weights[i].length; j++) {
          double start = Math.max(from, first[i] + j);
          double end = Math.min(to, first[i] + j + 1);
          weights[i][j] = (float) (Math.max(0, end - start) / extent);
        }
      }
      return new Resampling(first, weights);
    }

    void apply(float[] from, int start, int step, float[] to, int toStart, int toStep) {
      for (int i = 0; i < BOX; i++) {
        float sum = 0;
        for (int j = 0; j < weights[i].length; j++) {
          sum += weights[i][j] * from[start + (first[i] + j) * step];
        }
        to[toStart + i * toStep] = sum;
      }
    }
  }
}
