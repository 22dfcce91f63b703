package digitscope.data;

/**
 * A smooth random displacement for each pixel of an image: a quadratic B-spline, with four pieces
 * along each axis, between random vectors at its nodes.
 *
 * <p>A displacement is a {@code long}, the one along x in its high half and the one along y in its
 * low half, so that one product weighs both.
 */
final class DisplacementField {
  private static final int PIECES = 4;
  private static final int NODES = PIECES + 2;

  /** With this many bits, products of up to 32 pixels do not overflow their half. */
  private static final int WEIGHT_BITS = 10;

  /**
   * A node's component is uniform between this many root mean squares and their opposite: the
   * variance of a uniform number is a third of its largest square, and the spline's average keeps
   * 0.55 (the integral of its squared weights) of it along each axis.
   */
  private static final double LARGEST = Math.sqrt(3.0 / 2) / 0.55;

  private final Spline down;
  private final Spline across;

  /** Displacements in {@link ImageWarp#place places}, row by row. */
  private final long[] nodes = new long[NODES * NODES];

  /** The nodes as a row of pixels sees them. */
  private final long[] rowNodes = new long[NODES];

  DisplacementField(int height, int width) {
    this.down = new Spline(height);
    this.across = new Spline(width);
  }

  void draw(double rootMeanSquare, Randomness random) {
    double largest = LARGEST * rootMeanSquare;
    for (int i = 0; i < nodes.length; i++) {
      int x = ImageWarp.place(random.between(-largest, largest));
      int y = ImageWarp.place(random.between(-largest, largest));
      nodes[i] = pack(x, y);
    }
  }

  /** Writes the displacements of a row of pixels, to be read with {@link #x} and {@link #y}. */
  void row(int y, long[] target) {
    int from = down.first[y] * NODES;
    for (int i = 0; i < NODES; i++) {
      long sum = down.average(y, nodes, from + i, NODES);
      rowNodes[i] = pack(x(sum), y(sum));
    }
    for (int x = 0; x < target.length; x++) {
      target[x] = across.average(x, rowNodes, across.first[x], 1);
    }
  }

  private static long pack(int x, int y) {
    return ((long) x << 32) + y;
  }

  /** Displacement along x of what {@link #row} wrote, in places. */
  static int x(long weighed) {
    return (int) (weighed >> 32) >> WEIGHT_BITS;
  }

  /** Displacement along y of what {@link #row} wrote, in places. */
  static int y(long weighed) {
    return (int) weighed >> WEIGHT_BITS;
  }

  /** By what each pixel of an axis weighs the three nodes around it. */
  private static final class Spline {
    final int[] first;
    final int[] weights;

    Spline(int length) {
      first = new int[length];
      weights = new int[3 * length];
      for (int i = 0; i < length; i++) {
        double place = (i + 0.5) * PIECES / length;
        first[i] = (int) place;
        double f = place - first[i];
        int whole = 1 << WEIGHT_BITS;
        weights[3 * i] = (int) (whole * (1 - f) * (1 - f) / 2);
        weights[3 * i + 2] = (int) (whole * f * f / 2);
        weights[3 * i + 1] = whole - weights[3 * i] - weights[3 * i + 2];
      }
    }

    /** The weighed sum, {@code 1 << WEIGHT_BITS} times too large. */
    long average(int pixel, long[] values, int from, int stride) {
      return weights[3 * pixel] * values[from]
          + weights[3 * pixel + 1] * values[from + stride]
          + weights[3 * pixel + 2] * values[from + 2 * stride];
    }
  }
}
