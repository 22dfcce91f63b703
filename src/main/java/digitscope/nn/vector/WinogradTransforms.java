package digitscope.nn.vector;

import static digitscope.nn.vector.VectorUnit.Species.FLOATS;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.FloatVector.zero;

import jdk.incubator.vector.FloatVector;

/**
 * The transforms of Winograd's minimal filtering F(4×4, 3×3), each for a tile or kernel of many
 * channels that lie next to each other. The matrices A, B and G are those of Lavin and Gray,
 * <i>Fast Algorithms for Convolutional Neural Networks</i>, CVPR 2016, section 4.3.
 *
 * <p>A transform works on columns, then on rows. A <i>stack</i> holds the 36 places of a
 * transformed tile, {@code stride} floats apart. One instance belongs to one thread.
 */
public final class WinogradTransforms {
  /** Length of a kernel along one axis. */
  public static final int TAPS = 3;

  /** Outputs of a tile along one axis. */
  public static final int OUTPUTS = 4;

  /** Inputs that a tile sees along one axis. */
  public static final int INPUTS = OUTPUTS + TAPS - 1;

  private static final int LENGTH = FLOATS.length();

  /** A line of {@link #half}. */
  private static final int LINE = INPUTS * LENGTH;

  /** What is transformed along one axis: six lines of six vectors. */
  private final float[] half = new float[INPUTS * LINE];

  private final float[] line = new float[LINE];

  /**
   * Bᵀ x B.
   *
   * @param x maps, channels last; the tile starts at {@code xAt}
   * @param row from one row of the maps to the next
   * @param channels a multiple of {@link VectorUnit#length}
   * @param stack receives the tile from {@code at} on
   */
  public void input(float[] x, int xAt, int row, int channels, float[] stack, int at, int stride) {
    for (int c = 0; c < channels; c += LENGTH) {
      for (int i = 0; i < INPUTS; i++) {
        input(x, xAt + i * channels + c, row, half, i * LENGTH, LINE);
      }
      for (int i = 0; i < INPUTS; i++) {
        input(half, i * LINE, LENGTH, stack, at + INPUTS * i * stride + c, stride);
      }
    }
  }

  /**
   * Aᵀ m A + b.
   *
   * @param stack the tile starts at {@code at}
   * @param biases b, one a filter
   * @param y maps, channels last; receives the 4×4 outputs from {@code yAt} on
   */
  public void output(
      float[] stack, int at, int stride, float[] biases, float[] y, int yAt, int row, int filters) {
    for (int f = 0; f < filters; f += LENGTH) {
      for (int i = 0; i < INPUTS; i++) {
        FloatVector zero = zero(FLOATS);
        output(stack, at + i * stride + f, INPUTS * stride, zero, half, i * LENGTH, LINE);
      }
      FloatVector bias = fromArray(FLOATS, biases, f);
      for (int i = 0; i < OUTPUTS; i++) {
        output(half, i * LINE, LENGTH, bias, y, yAt + i * row + f, filters);
      }
    }
  }

  /** A ∂L/∂y Aᵀ, the gradient for what {@link #output} takes. */
  public void outputGradient(
      float[] dy, int yAt, int row, int filters, float[] stack, int at, int stride) {
    for (int f = 0; f < filters; f += LENGTH) {
      for (int i = 0; i < OUTPUTS; i++) {
        outputTransposed(dy, yAt + i * filters + f, row, half, i * LENGTH, LINE);
      }
      for (int i = 0; i < INPUTS; i++) {
        outputTransposed(half, i * LINE, LENGTH, stack, at + INPUTS * i * stride + f, stride);
      }
    }
  }

  /** Adds B v Bᵀ, the gradient for what {@link #input} takes, to {@code dx}. */
  public void addInputGradient(
      float[] stack, int at, int stride, float[] dx, int xAt, int row, int channels) {
    for (int c = 0; c < channels; c += LENGTH) {
      for (int i = 0; i < INPUTS; i++) {
        inputTransposed(stack, at + i * stride + c, INPUTS * stride, half, i * LENGTH, LINE);
      }
      for (int i = 0; i < INPUTS; i++) {
        inputTransposed(half, i * LINE, LENGTH, line, 0, LENGTH);
        for (int j = 0; j < INPUTS; j++) {
          int to = xAt + i * row + j * channels + c;
          fromArray(FLOATS, line, j * LENGTH).add(fromArray(FLOATS, dx, to)).intoArray(dx, to);
        }
      }
    }
  }

  /**
   * G w Gᵀ.
   *
   * @param weights [3, 3, values]
   * @param values channels · filters, a multiple of {@link VectorUnit#length}
   * @param stack receives 36 times the values
   */
  public void kernels(float[] weights, int values, float[] stack, int stride) {
    for (int at = 0; at < values; at += LENGTH) {
      for (int i = 0; i < TAPS; i++) {
        kernel(weights, i * values + at, TAPS * values, half, i * LENGTH, LINE);
      }
      for (int i = 0; i < INPUTS; i++) {
        kernel(half, i * LINE, LENGTH, stack, INPUTS * i * stride + at, stride);
      }
    }
  }

  /** Gᵀ ∂L/∂u G, the gradient for what {@link #kernels} takes: [3, 3, values]. */
  public void kernelGradient(float[] stack, int stride, int values, float[] gradient) {
    for (int at = 0; at < values; at += LENGTH) {
      for (int i = 0; i < INPUTS; i++) {
        kernelTransposed(stack, i * stride + at, INPUTS * stride, half, i * LENGTH, LINE);
      }
      for (int i = 0; i < TAPS; i++) {
        kernelTransposed(half, i * LINE, LENGTH, gradient, TAPS * i * values + at, values);
      }
    }
  }

  // Below, one line each: vectors a step apart become vectors another step apart.

  /** Bᵀ d. */
  private static void input(float[] from, int at, int step, float[] to, int toAt, int toStep) {
    FloatVector d0 = fromArray(FLOATS, from, at);
    FloatVector d1 = fromArray(FLOATS, from, at + step);
    FloatVector d2 = fromArray(FLOATS, from, at + 2 * step);
    FloatVector d3 = fromArray(FLOATS, from, at + 3 * step);
    FloatVector d4 = fromArray(FLOATS, from, at + 4 * step);
    FloatVector d5 = fromArray(FLOATS, from, at + 5 * step);
    FloatVector minusFour = broadcast(FLOATS, -4);
    FloatVector minusFive = broadcast(FLOATS, -5);
    FloatVector two = broadcast(FLOATS, 2);
    FloatVector even = d2.fma(minusFour, d4);
    FloatVector odd = d1.fma(minusFour, d3);
    FloatVector evenRest = d4.sub(d2);
    FloatVector oddRest = d3.sub(d1);
    d0.fma(broadcast(FLOATS, 4), d2.fma(minusFive, d4)).intoArray(to, toAt);
    even.add(odd).intoArray(to, toAt + toStep);
    even.sub(odd).intoArray(to, toAt + 2 * toStep);
    oddRest.fma(two, evenRest).intoArray(to, toAt + 3 * toStep);
    oddRest.fma(broadcast(FLOATS, -2), evenRest).intoArray(to, toAt + 4 * toStep);
    d1.fma(broadcast(FLOATS, 4), d3.fma(minusFive, d5)).intoArray(to, toAt + 5 * toStep);
  }

  /** Aᵀ m + b. */
  private static void output(
      float[] from, int at, int step, FloatVector bias, float[] to, int toAt, int toStep) {
    FloatVector m0 = fromArray(FLOATS, from, at);
    FloatVector m1 = fromArray(FLOATS, from, at + step);
    FloatVector m2 = fromArray(FLOATS, from, at + 2 * step);
    FloatVector m3 = fromArray(FLOATS, from, at + 3 * step);
    FloatVector m4 = fromArray(FLOATS, from, at + 4 * step);
    FloatVector m5 = fromArray(FLOATS, from, at + 5 * step);
    FloatVector sum = m1.add(m2);
    FloatVector difference = m1.sub(m2).add(bias);
    FloatVector farSum = m3.add(m4);
    FloatVector farDifference = m3.sub(m4);
    m0.add(sum).add(farSum.add(bias)).intoArray(to, toAt);
    farDifference.fma(broadcast(FLOATS, 2), difference).intoArray(to, toAt + toStep);
    farSum.fma(broadcast(FLOATS, 4), sum.add(bias)).intoArray(to, toAt + 2 * toStep);
    farDifference.fma(broadcast(FLOATS, 8), difference).add(m5).intoArray(to, toAt + 3 * toStep);
  }

  /** A y. */
  private static void outputTransposed(
      float[] from, int at, int step, float[] to, int toAt, int toStep) {
    FloatVector y0 = fromArray(FLOATS, from, at);
    FloatVector y1 = fromArray(FLOATS, from, at + step);
    FloatVector y2 = fromArray(FLOATS, from, at + 2 * step);
    FloatVector y3 = fromArray(FLOATS, from, at + 3 * step);
    FloatVector even = y0.add(y2);
    FloatVector odd = y1.add(y3);
    FloatVector farEven = y2.fma(broadcast(FLOATS, 4), y0);
    FloatVector farOdd = y3.fma(broadcast(FLOATS, 8), y1.add(y1));
    y0.intoArray(to, toAt);
    even.add(odd).intoArray(to, toAt + toStep);
    even.sub(odd).intoArray(to, toAt + 2 * toStep);
    farEven.add(farOdd).intoArray(to, toAt + 3 * toStep);
    farEven.sub(farOdd).intoArray(to, toAt + 4 * toStep);
    y3.intoArray(to, toAt + 5 * toStep);
  }

  /** B t. */
  private static void inputTransposed(
      float[] from, int at, int step, float[] to, int toAt, int toStep) {
    FloatVector t0 = fromArray(FLOATS, from, at);
    FloatVector t1 = fromArray(FLOATS, from, at + step);
    FloatVector t2 = fromArray(FLOATS, from, at + 2 * step);
    FloatVector t3 = fromArray(FLOATS, from, at + 3 * step);
    FloatVector t4 = fromArray(FLOATS, from, at + 4 * step);
    FloatVector t5 = fromArray(FLOATS, from, at + 5 * step);
    FloatVector sum = t1.add(t2);
    FloatVector difference = t1.sub(t2);
    FloatVector farSum = t3.add(t4);
    FloatVector farDifference = t3.sub(t4);
    t0.mul(broadcast(FLOATS, 4)).intoArray(to, toAt);
    t5.sub(difference)
        .fma(broadcast(FLOATS, 4), farDifference.mul(broadcast(FLOATS, -2)))
        .intoArray(to, toAt + toStep);
    sum.fma(broadcast(FLOATS, -4), t0.mul(broadcast(FLOATS, -5)))
        .sub(farSum)
        .intoArray(to, toAt + 2 * toStep);
    t5.fma(broadcast(FLOATS, -5), farDifference.fma(broadcast(FLOATS, 2), difference))
        .intoArray(to, toAt + 3 * toStep);
    t0.add(sum).add(farSum).intoArray(to, toAt + 4 * toStep);
    t5.intoArray(to, toAt + 5 * toStep);
  }

  /** G w. */
  private static void kernel(float[] from, int at, int step, float[] to, int toAt, int toStep) {
    FloatVector w0 = fromArray(FLOATS, from, at);
    FloatVector w1 = fromArray(FLOATS, from, at + step);
    FloatVector w2 = fromArray(FLOATS, from, at + 2 * step);
    FloatVector outer = w0.add(w2).mul(-1 / 6f);
    FloatVector inner = w1.mul(-1 / 6f);
    FloatVector farOuter = w2.fma(broadcast(FLOATS, 4), w0).mul(1 / 24f);
    FloatVector farInner = w1.mul(1 / 12f);
    w0.mul(1 / 4f).intoArray(to, toAt);
    outer.add(inner).intoArray(to, toAt + toStep);
    outer.sub(inner).intoArray(to, toAt + 2 * toStep);
    farOuter.add(farInner).intoArray(to, toAt + 3 * toStep);
    farOuter.sub(farInner).intoArray(to, toAt + 4 * toStep);
    w2.intoArray(to, toAt + 5 * toStep);
  }

  /** Gᵀ u. */
  private static void kernelTransposed(
      float[] from, int at, int step, float[] to, int toAt, int toStep) {
    FloatVector u1 = fromArray(FLOATS, from, at + step);
    FloatVector u2 = fromArray(FLOATS, from, at + 2 * step);
    FloatVector u3 = fromArray(FLOATS, from, at + 3 * step);
    FloatVector u4 = fromArray(FLOATS, from, at + 4 * step);
    FloatVector near = u1.add(u2).mul(-1 / 6f);
    FloatVector far = u3.add(u4);
    FloatVector nearDifference = u2.sub(u1).mul(1 / 6f);
    fromArray(FLOATS, from, at)
        .fma(broadcast(FLOATS, 1 / 4f), far.fma(broadcast(FLOATS, 1 / 24f), near))
        .intoArray(to, toAt);
    u3.sub(u4).fma(broadcast(FLOATS, 1 / 12f), nearDifference).intoArray(to, toAt + toStep);
    far.fma(broadcast(FLOATS, 1 / 6f), near.add(fromArray(FLOATS, from, at + 5 * step)))
        .intoArray(to, toAt + 2 * toStep);
  }
}
