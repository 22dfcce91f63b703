package digitscope.nn.vector.kernels;

import static digitscope.nn.vector.kernels.VectorUnit.Species.FLOATS;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;

/** F(3×3, 3×3) with the points 0, 1, −1, 2 and ∞: 25 multiplications instead of 81. */
final class TilesOfThree extends WinogradTransforms {
  TilesOfThree() {
    super(3);
  }

  @Override
  void inputLine(float[] from, int at, int step, float[] to, int toAt, int toStep) {
    FloatVector d0 = fromArray(FLOATS, from, at);
    FloatVector d1 = fromArray(FLOATS, from, at + step);
    FloatVector d2 = fromArray(FLOATS, from, at + 2 * step);
    FloatVector d3 = fromArray(FLOATS, from, at + 3 * step);
    FloatVector d4 = fromArray(FLOATS, from, at + 4 * step);
    FloatVector two = broadcast(FLOATS, 2f);
    FloatVector minusTwo = broadcast(FLOATS, -2f);
    FloatVector rest = d3.sub(d1);
    FloatVector twice = d1.add(d1);
    d0.sub(d2).fma(two, rest).intoArray(to, toAt);
    d1.fma(minusTwo, d3.sub(d2)).intoArray(to, toAt + toStep);
    d2.fma(broadcast(FLOATS, -3f), twice.add(d3)).intoArray(to, toAt + 2 * toStep);
    rest.intoArray(to, toAt + 3 * toStep);
    rest.fma(minusTwo, d4.sub(d2)).intoArray(to, toAt + 4 * toStep);
  }

  @Override
  void outputLine(float[] from, int at, int step, float[] to, int toAt, int toStep) {
    FloatVector m0 = fromArray(FLOATS, from, at);
    FloatVector m1 = fromArray(FLOATS, from, at + step);
    FloatVector m2 = fromArray(FLOATS, from, at + 2 * step);
    FloatVector m3 = fromArray(FLOATS, from, at + 3 * step);
    FloatVector m4 = fromArray(FLOATS, from, at + 4 * step);
    FloatVector sum = m1.add(m2);
    m0.add(sum).add(m3).intoArray(to, toAt);
    m3.fma(broadcast(FLOATS, 2f), m1.sub(m2)).intoArray(to, toAt + toStep);
    m3.fma(broadcast(FLOATS, 4f), sum.add(m4)).intoArray(to, toAt + 2 * toStep);
  }

  @Override
  void outputGradientLine(float[] from, int at, int step, float[] to, int toAt, int toStep) {
    FloatVector y0 = fromArray(FLOATS, from, at);
    FloatVector y1 = fromArray(FLOATS, from, at + step);
    FloatVector y2 = fromArray(FLOATS, from, at + 2 * step);
    FloatVector outer = y0.add(y2);
    y0.intoArray(to, toAt);
    outer.add(y1).intoArray(to, toAt + toStep);
    outer.sub(y1).intoArray(to, toAt + 2 * toStep);
    y2.fma(broadcast(FLOATS, 4f), y1.add(y1).add(y0)).intoArray(to, toAt + 3 * toStep);
    y2.intoArray(to, toAt + 4 * toStep);
  }

  @Override
  void inputGradientLine(float[] from, int at, int step, float[] to, int toAt, int toStep) {
    FloatVector t0 = fromArray(FLOATS, from, at);
    FloatVector t1 = fromArray(FLOATS, from, at + step);
    FloatVector t2 = fromArray(FLOATS, from, at + 2 * step);
    FloatVector t3 = fromArray(FLOATS, from, at + 3 * step);
    FloatVector t4 = fromArray(FLOATS, from, at + 4 * step);
    FloatVector minusTwo = broadcast(FLOATS, -2f);
    FloatVector outer = t0.add(t3);
    FloatVector rest = t2.sub(t1).add(t4);
    t0.add(t0).intoArray(to, toAt);
    rest.add(rest).sub(outer).intoArray(to, toAt + toStep);
    t2.fma(broadcast(FLOATS, -3f), t0.mul(-2)).sub(t1.add(t4)).intoArray(to, toAt + 2 * toStep);
    t4.fma(minusTwo, outer.add(t1).add(t2)).intoArray(to, toAt + 3 * toStep);
    t4.intoArray(to, toAt + 4 * toStep);
  }

  @Override
  void kernelLine(float[] from, int at, int step, float[] to, int toAt, int toStep) {
    FloatVector w0 = fromArray(FLOATS, from, at);
    FloatVector w1 = fromArray(FLOATS, from, at + step);
    FloatVector w2 = fromArray(FLOATS, from, at + 2 * step);
    FloatVector outer = w0.add(w2);
    w0.mul(1 / 2f).intoArray(to, toAt);
    outer.add(w1).mul(-1 / 2f).intoArray(to, toAt + toStep);
    outer.sub(w1).mul(-1 / 6f).intoArray(to, toAt + 2 * toStep);
    w2.fma(broadcast(FLOATS, 4f), w1.add(w1).add(w0)).mul(1 / 6f).intoArray(to, toAt + 3 * toStep);
    w2.intoArray(to, toAt + 4 * toStep);
  }

  @Override
  void kernelGradientLine(float[] from, int at, int step, float[] to, int toAt, int toStep) {
    FloatVector u0 = fromArray(FLOATS, from, at);
    FloatVector u1 = fromArray(FLOATS, from, at + step);
    FloatVector u2 = fromArray(FLOATS, from, at + 2 * step);
    FloatVector u3 = fromArray(FLOATS, from, at + 3 * step);
    FloatVector u4 = fromArray(FLOATS, from, at + 4 * step);
    FloatVector one = u1.mul(-1 / 2f);
    FloatVector minusOne = u2.mul(-1 / 6f);
    FloatVector two = u3.mul(1 / 6f);
    FloatVector sum = one.add(minusOne);
    u0.fma(broadcast(FLOATS, 1 / 2f), sum.add(two)).intoArray(to, toAt);
    two.fma(broadcast(FLOATS, 2f), one.sub(minusOne)).intoArray(to, toAt + toStep);
    two.fma(broadcast(FLOATS, 4f), sum.add(u4)).intoArray(to, toAt + 2 * toStep);
  }
}
