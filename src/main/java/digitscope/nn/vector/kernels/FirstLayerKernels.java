package digitscope.nn.vector.kernels;

import static digitscope.nn.vector.kernels.VectorUnit.Species.FLOATS;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.FloatVector.zero;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * A convolution of one channel with kernels of 3×3 and stride 1, and at once max pooling of 2×2: of
 * four sums only the largest is ever written. Where all that a window sees is 0, as in most of a
 * drawing, there is nothing to sum.
 */
public final class FirstLayerKernels {
  /** Length of a kernel along one axis. */
  public static final int TAPS = 3;

  /** Length of a pooling window along one axis. */
  public static final int POOL = 2;

  private static final int LENGTH = FLOATS.length();

  private FirstLayerKernels() {}

  /**
   * Finds the pooling windows that see anything but zeros.
   *
   * @param x the image, from {@code xAt} on, with zeros around where the convolution wants them
   * @param row length of one of its rows
   * @param seen receives two numbers for each of them, from {@code at} on: its own, counted row by
   *     row, and where in {@code x} it starts
   * @return how many there are
   */
  public static int findSeen(
      float[] x, int xAt, int row, int windowRows, int windows, int[] seen, int at) {
    int count = 0;
    for (int i = 0; i < windowRows; i++) {
      int start = xAt + i * POOL * row;
      int left = bitsOfColumn(x, start, row) | bitsOfColumn(x, start + 1, row);
      for (int j = 0; j < windows; j++) {
        int from = start + j * POOL;
        int right = bitsOfColumn(x, from + 2, row) | bitsOfColumn(x, from + 3, row);
        if ((left | right) << 1 != 0) { // but for the sign of a zero
          seen[at + 2 * count] = i * windows + j;
          seen[at + 2 * count + 1] = from;
          count++;
        }
        left = right;
      }
    }
    return count;
  }

  /** The bits of the four pixels in a column that a window sees. */
  private static int bitsOfColumn(float[] x, int at, int row) {
    return Float.floatToRawIntBits(x[at])
        | Float.floatToRawIntBits(x[at + row])
        | Float.floatToRawIntBits(x[at + 2 * row])
        | Float.floatToRawIntBits(x[at + 3 * row]);
  }

  /**
   * The largest of the four sums in each window but at least {@code floor}, if that is a number,
   * and which of them it is.
   *
   * @param seen the windows that see anything, from {@code seenAt} on, as found
   * @param weights [9, filters] from {@code weightsAt} on
   * @param filters a multiple of {@link VectorUnit#productColumns}
   * @param y receives [all windows, filters]
   * @param places receives the same of the places, 0 to 3, and −1 where {@code floor} is taken,
   *     from {@code placesAt} on; empty if nobody wants to know
   */
  public static void forward(
      float[] x,
      int row,
      int[] seen,
      int seenAt,
      int count,
      float[] weights,
      int weightsAt,
      float[] biases,
      float floor,
      int filters,
      float[] y,
      float[] places,
      int placesAt) {
    int next = 0;
    for (int n = seenAt; n < seenAt + 2 * count; n += 2) {
      int to = seen[n] * filters;
      fill(biases, floor, y, next, to, places, placesAt);
      next = to + filters;
      int from = seen[n + 1];
      for (int f = 0; f < filters; f += 2 * LENGTH) {
        window(
            x,
            from,
            row,
            weights,
            weightsAt + f,
            f,
            filters,
            biases,
            floor,
            y,
            to + f,
            places,
            placesAt + to + f);
      }
    }
    fill(biases, floor, y, next, y.length, places, placesAt);
  }

  /** What windows give that see nothing, from one index up to another. */
  private static void fill(
      float[] biases, float floor, float[] y, int from, int to, float[] places, int placesAt) {
    int filters = biases.length;
    for (int f = 0; f < filters; f += LENGTH) {
      FloatVector bias = fromArray(FLOATS, biases, f);
      FloatVector least = broadcast(FLOATS, floor);
      VectorMask<Float> isFloor = bias.compare(VectorOperators.LE, least);
      FloatVector result = bias.blend(least, isFloor);
      FloatVector place = zero(FLOATS).blend(broadcast(FLOATS, -1f), isFloor);
      for (int i = from + f; i < to; i += filters) {
        result.intoArray(y, i);
        if (places.length > 0) {
          place.intoArray(places, placesAt + i);
        }
      }
    }
  }

  private static void window(
      float[] x,
      int from,
      int row,
      float[] weights,
      int weightsAt,
      int f,
      int filters,
      float[] biases,
      float floor,
      float[] y,
      int yAt,
      float[] places,
      int placesAt) {
    FloatVector a0 = zero(FLOATS);
    FloatVector a1 = a0;
    FloatVector b0 = a0;
    FloatVector b1 = a0;
    FloatVector c0 = a0;
    FloatVector c1 = a0;
    FloatVector d0 = a0;
    FloatVector d1 = a0;
    int weight = weightsAt;
    int at = from;
    int endOfLine = from + TAPS;
    for (int tap = 0; tap < TAPS * TAPS; tap++) {
      FloatVector w0 = fromArray(FLOATS, weights, weight);
      FloatVector w1 = fromArray(FLOATS, weights, weight + LENGTH);
      weight += filters;
      FloatVector pixel = broadcast(FLOATS, x[at]);
      a0 = pixel.fma(w0, a0);
      a1 = pixel.fma(w1, a1);
      pixel = broadcast(FLOATS, x[at + 1]);
      b0 = pixel.fma(w0, b0);
      b1 = pixel.fma(w1, b1);
      pixel = broadcast(FLOATS, x[at + row]);
      c0 = pixel.fma(w0, c0);
      c1 = pixel.fma(w1, c1);
      pixel = broadcast(FLOATS, x[at + row + 1]);
      d0 = pixel.fma(w0, d0);
      d1 = pixel.fma(w1, d1);
      at++;
      if (at == endOfLine) {
        at += row - TAPS;
        endOfLine += row;
      }
    }
    largest(a0, b0, c0, d0, biases, f, floor, y, yAt, places, placesAt);
    largest(a1, b1, c1, d1, biases, f + LENGTH, floor, y, yAt + LENGTH, places, placesAt + LENGTH);
  }

  private static void largest(
      FloatVector a,
      FloatVector b,
      FloatVector c,
      FloatVector d,
      float[] biases,
      int f,
      float floor,
      float[] y,
      int yAt,
      float[] places,
      int placesAt) {
    FloatVector place = zero(FLOATS);
    VectorMask<Float> isLarger = b.compare(VectorOperators.GT, a);
    FloatVector best = a.blend(b, isLarger);
    place = place.blend(broadcast(FLOATS, 1f), isLarger);
    isLarger = c.compare(VectorOperators.GT, best);
    best = best.blend(c, isLarger);
    place = place.blend(broadcast(FLOATS, 2f), isLarger);
    isLarger = d.compare(VectorOperators.GT, best);
    best = best.blend(d, isLarger);
    place = place.blend(broadcast(FLOATS, 3f), isLarger);
    best = best.add(fromArray(FLOATS, biases, f));
    FloatVector least = broadcast(FLOATS, floor);
    VectorMask<Float> isFloor = best.compare(VectorOperators.LE, least);
    best.blend(least, isFloor).intoArray(y, yAt);
    if (places.length > 0) {
      place.blend(broadcast(FLOATS, -1f), isFloor).intoArray(places, placesAt);
    }
  }

  /**
   * Adds the gradients for the weights.
   *
   * @param dy gradients for what {@link #forward} gives
   * @param weightGradient [9, filters]
   */
  public static void addWeightGradient(
      float[] x,
      int row,
      int[] seen,
      int seenAt,
      int count,
      float[] dy,
      float[] places,
      int placesAt,
      int filters,
      float[] weightGradient) {
    for (int f = 0; f < filters; f += LENGTH) {
      FloatVector g0 = fromArray(FLOATS, weightGradient, f);
      FloatVector g1 = fromArray(FLOATS, weightGradient, f + filters);
      FloatVector g2 = fromArray(FLOATS, weightGradient, f + 2 * filters);
      FloatVector g3 = fromArray(FLOATS, weightGradient, f + 3 * filters);
      FloatVector g4 = fromArray(FLOATS, weightGradient, f + 4 * filters);
      FloatVector g5 = fromArray(FLOATS, weightGradient, f + 5 * filters);
      FloatVector g6 = fromArray(FLOATS, weightGradient, f + 6 * filters);
      FloatVector g7 = fromArray(FLOATS, weightGradient, f + 7 * filters);
      FloatVector g8 = fromArray(FLOATS, weightGradient, f + 8 * filters);
      for (int n = 0; n < POOL * POOL * count; n++) {
        int window = seenAt + 2 * (n / (POOL * POOL));
        int place = n % (POOL * POOL);
        int from = seen[window] * filters + f;
        VectorMask<Float> isHere =
            fromArray(FLOATS, places, placesAt + from)
                .compare(VectorOperators.EQ, broadcast(FLOATS, (float) place));
        FloatVector gradient = zero(FLOATS).blend(fromArray(FLOATS, dy, from), isHere);
        int at = seen[window + 1] + place / POOL * row + place % POOL;
        g0 = gradient.fma(broadcast(FLOATS, x[at]), g0);
        g1 = gradient.fma(broadcast(FLOATS, x[at + 1]), g1);
        g2 = gradient.fma(broadcast(FLOATS, x[at + 2]), g2);
        g3 = gradient.fma(broadcast(FLOATS, x[at + row]), g3);
        g4 = gradient.fma(broadcast(FLOATS, x[at + row + 1]), g4);
        g5 = gradient.fma(broadcast(FLOATS, x[at + row + 2]), g5);
        g6 = gradient.fma(broadcast(FLOATS, x[at + 2 * row]), g6);
        g7 = gradient.fma(broadcast(FLOATS, x[at + 2 * row + 1]), g7);
        g8 = gradient.fma(broadcast(FLOATS, x[at + 2 * row + 2]), g8);
      }
      g0.intoArray(weightGradient, f);
      g1.intoArray(weightGradient, f + filters);
      g2.intoArray(weightGradient, f + 2 * filters);
      g3.intoArray(weightGradient, f + 3 * filters);
      g4.intoArray(weightGradient, f + 4 * filters);
      g5.intoArray(weightGradient, f + 5 * filters);
      g6.intoArray(weightGradient, f + 6 * filters);
      g7.intoArray(weightGradient, f + 7 * filters);
      g8.intoArray(weightGradient, f + 8 * filters);
    }
  }
}
