package digitscope.nn.vector.kernels;

import static digitscope.nn.vector.kernels.VectorUnit.Species.FLOATS;
import static digitscope.nn.vector.kernels.VectorUnit.Species.INTS;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/** The logistic function and its slope. */
public final class SigmoidKernels {
  private static final int LENGTH = FLOATS.length();

  /** Beyond it the function is 0 or 1, to the precision of a float. */
  private static final float END = 87;

  private static final float LOG2_E = 1.44269504f;

  /** Added to a number it leaves the nearest integer in the lowest bits. */
  private static final float ROUNDING = 12_582_912; // 1.5 · 2²³

  /** ln 2 in two parts, the first of few digits so that its multiples are exact. */
  private static final float LN2_HIGH = 0.693359375f;

  private static final float LN2_LOW = -2.12194440e-4f;

  private static final int EXPONENT_SHIFT = 23;
  private static final int ONE_BITS = 0x3f800000;

  private SigmoidKernels() {}

  /**
   * x ← 1 / (1 + e⁻ˣ), to a relative error of 3 · 10⁻⁷. What is no number stays so.
   *
   * <p>e⁻ˣ is 2ⁿ eʳ with r in [−½ ln 2, ½ ln 2], and eʳ its Taylor polynomial of degree 7.
   *
   * @param count of values; those up to the next multiple of {@link VectorUnit#length} are
   *     overwritten, too
   */
  public static void apply(float[] x, int count) {
    for (int i = 0; i < count; i += LENGTH) {
      FloatVector t = fromArray(FLOATS, x, i).mul(-1f);
      t = t.blend(broadcast(FLOATS, END), t.compare(VectorOperators.GT, END));
      t = t.blend(broadcast(FLOATS, -END), t.compare(VectorOperators.LT, -END));
      FloatVector rounded = t.fma(broadcast(FLOATS, LOG2_E), broadcast(FLOATS, ROUNDING));
      FloatVector n = rounded.sub(ROUNDING);
      FloatVector r = n.fma(broadcast(FLOATS, -LN2_HIGH), t);
      r = n.fma(broadcast(FLOATS, -LN2_LOW), r);
      FloatVector p = r.fma(broadcast(FLOATS, 1f / 5040), broadcast(FLOATS, 1f / 720));
      p = p.fma(r, broadcast(FLOATS, 1f / 120));
      p = p.fma(r, broadcast(FLOATS, 1f / 24));
      p = p.fma(r, broadcast(FLOATS, 1f / 6));
      p = p.fma(r, broadcast(FLOATS, 0.5f));
      p = p.fma(r, broadcast(FLOATS, 1f));
      p = p.fma(r, broadcast(FLOATS, 1f));
      IntVector bits = rounded.reinterpretAsInts().lanewise(VectorOperators.LSHL, EXPONENT_SHIFT);
      FloatVector power = bits.add(IntVector.broadcast(INTS, ONE_BITS)).reinterpretAsFloats();
      broadcast(FLOATS, 1f).div(p.fma(power, broadcast(FLOATS, 1f))).intoArray(x, i);
    }
  }

  /**
   * dy ← dy · y (1 − y): from the gradient for the function's value y to that for its argument.
   *
   * @param count as in {@link #apply}
   */
  public static void applySlope(float[] y, float[] dy, int count) {
    for (int i = 0; i < count; i += LENGTH) {
      FloatVector value = fromArray(FLOATS, y, i);
      FloatVector slope = value.sub(value.mul(value));
      slope.mul(fromArray(FLOATS, dy, i)).intoArray(dy, i);
    }
  }
}
