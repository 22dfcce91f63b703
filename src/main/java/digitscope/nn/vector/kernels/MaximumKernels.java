package digitscope.nn.vector.kernels;

import static digitscope.nn.vector.kernels.VectorUnit.Species.FLOATS;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.FloatVector.zero;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** Max pooling of one row of windows, channels last. */
public final class MaximumKernels {
  private static final int LENGTH = FLOATS.length();

  private MaximumKernels() {}

  /**
   * The largest value of each window but at least {@code floor}, if that is a number, and the first
   * place where it is. A value that is no number is the largest of all.
   *
   * @param x from {@code xAt} on as many rows of maps as a window is high
   * @param row from one of them to the next
   * @param size of a window along both axes
   * @param step from one window to the next, in values
   * @param channels a multiple of {@link VectorUnit#length}
   * @param y receives [windows, channels] from {@code yAt} on
   * @param places receives the places from {@code at} on, counted row by row, and −1 where {@code
   *     floor} is taken; empty if nobody wants to know
   */
  public static void forward(
      float[] x,
      int xAt,
      int row,
      int size,
      int step,
      int channels,
      int windows,
      float floor,
      float[] y,
      int yAt,
      float[] places,
      int at) {
    for (int window = 0; window < windows; window++) {
      for (int c = 0; c < channels; c += LENGTH) {
        int from = xAt + window * step + c;
        FloatVector best = fromArray(FLOATS, x, from);
        FloatVector place = zero(FLOATS);
        int next = from;
        int column = 0;
        for (int i = 1; i < size * size; i++) {
          column++;
          next += channels;
          if (column == size) {
            column = 0;
            next += row - size * channels;
          }
          FloatVector value = fromArray(FLOATS, x, next);
          VectorMask<Float> isTaken =
              value.compare(VectorOperators.GT, best).or(value.compare(VectorOperators.NE, value));
          best = best.blend(value, isTaken);
          place = place.blend(broadcast(FLOATS, (float) i), isTaken);
        }
        int to = window * channels + c;
        FloatVector least = broadcast(FLOATS, floor);
        VectorMask<Float> isFloor = best.compare(VectorOperators.LE, least);
        best.blend(least, isFloor).intoArray(y, yAt + to);
        if (places.length > 0) {
          place.blend(broadcast(FLOATS, -1f), isFloor).intoArray(places, at + to);
        }
      }
    }
  }

  /**
   * Passes gradients to the places of the maxima, if they have one.
   *
   * @param dx rows of maps from {@code xAt} on, as in {@link #forward}; what lies in a window is
   *     overwritten
   */
  public static void backward(
      float[] dy,
      int yAt,
      float[] places,
      int at,
      int size,
      int step,
      int channels,
      int windows,
      float[] dx,
      int xAt,
      int row) {
    for (int window = 0; window < windows; window++) {
      for (int c = 0; c < channels; c += LENGTH) {
        int from = window * channels + c;
        FloatVector gradient = fromArray(FLOATS, dy, yAt + from);
        FloatVector place = fromArray(FLOATS, places, at + from);
        int to = xAt + window * step + c;
        int column = 0;
        for (int i = 0; i < size * size; i++) {
          zero(FLOATS)
              .blend(gradient, place.compare(VectorOperators.EQ, (float) i))
              .intoArray(dx, to);
          column++;
          to += channels;
          if (column == size) {
            column = 0;
            to += row - size * channels;
          }
        }
      }
    }
  }
}
