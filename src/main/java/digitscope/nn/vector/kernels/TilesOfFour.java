package digitscope.nn.vector.kernels;

import static digitscope.nn.vector.kernels.VectorUnit.Species.FLOATS;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;

/**
 * F(4×4, 3×3) with the points 0, 1, −1, 2, −2 and ∞: 36 multiplications instead of 144. The
 * matrices are those of Lavin and Gray, section 4.3.
 */
final class TilesOfFour extends WinogradTransforms {
  TilesOfFour() {
    super(4);
  }

  @Override
  void inputLine(float[] from, int at, int step, float[] to, int toAt, int toStep) {
    FloatVector d0 = fromArray(FLOATS, from, at);
    FloatVector d1 = fromArray(FLOATS, from, at + step);
    FloatVector d2 = fromArray(FLOATS, from, at + 2 * step);
    FloatVector d3 = fromArray(FLOATS, from, at + 3 * step);
    FloatVector d4 = fromArray(FLOATS, from, at + 4 * step);
    FloatVector d5 = fromArray(FLOATS, from, at + 5 * step);
    FloatVector minusFour = broadcast(FLOATS, -4f);
    FloatVector minusFive = broadcast(FLOATS, -5f);
    FloatVector two = broadcast(FLOATS, 2f);
    FloatVector even = d2.fma(minusFour, d4);
    FloatVector odd = d1.fma(minusFour, d3);
    FloatVector evenRest = d4.sub(d2);
    FloatVector oddRest = d3.sub(d1);
    d0.fma(broadcast(FLOATS, 4f), d2.fma(minusFive, d4)).intoArray(to, toAt);
    even.add(odd).intoArray(to, toAt + toStep);
    even.sub(odd).intoArray(to, toAt + 2 * toStep);
    oddRest.fma(two, evenRest).intoArray(to, toAt + 3 * toStep);
    oddRest.fma(broadcast(FLOATS, -2f), evenRest).intoArray(to, toAt + 4 * toStep);
    d1.fma(broadcast(FLOATS, 4f), d3.fma(minusFive, d5)).intoArray(to, toAt + 5 * toStep);
  }

  @Override
  void outputLine(float[] from, int at, int step, float[] to, int toAt, int toStep) {
    FloatVector m0 = fromArray(FLOATS, from, at);
    FloatVector m1 = fromArray(FLOATS, from, at + step);
    FloatVector m2 = fromArray(FLOATS, from, at + 2 * step);
    FloatVector m3 = fromArray(FLOATS, from, at + 3 * step);
    FloatVector m4 = fromArray(FLOATS, from, at + 4 * step);
    FloatVector m5 = fromArray(FLOATS, from, at + 5 * step);
    FloatVector sum = m1.add(m2);
    FloatVector difference = m1.sub(m2);
    FloatVector farSum = m3.add(m4);
    FloatVector farDifference = m3.sub(m4);
    m0.add(sum).add(farSum).intoArray(to, toAt);
    farDifference.fma(broadcast(FLOATS, 2f), difference).intoArray(to, toAt + toStep);
    farSum.fma(broadcast(FLOATS, 4f), sum).intoArray(to, toAt + 2 * toStep);
    farDifference.fma(broadcast(FLOATS, 8f), difference).add(m5).intoArray(to, toAt + 3 * toStep);
  }

  @Override
  void outputGradientLine(float[] from, int at, int step, float[] to, int toAt, int toStep) {
    FloatVector y0 = fromArray(FLOATS, from, at);
    FloatVector y1 = fromArray(FLOATS, from, at + step);
    FloatVector y2 = fromArray(FLOATS, from, at + 2 * step);
    FloatVector y3 = fromArray(FLOATS, from, at + 3 * step);
    FloatVector even = y0.add(y2);
    FloatVector odd = y1.add(y3);
    FloatVector farEven = y2.fma(broadcast(FLOATS, 4f), y0);
    FloatVector farOdd = y3.fma(broadcast(FLOATS, 8f), y1.add(y1));
    y0.intoArray(to, toAt);
    even.add(odd).intoArray(to, toAt + toStep);
    even.sub(odd).intoArray(to, toAt + 2 * toStep);
    farEven.add(farOdd).intoArray(to, toAt + 3 * toStep);
    farEven.sub(farOdd).intoArray(to, toAt + 4 * toStep);
    y3.intoArray(to, toAt + 5 * toStep);
  }

  @Override
  void inputGradientLine(float[] from, int at, int step, float[] to, int toAt, int toStep) {
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
    t0.mul(broadcast(FLOATS, 4f)).intoArray(to, toAt);
    t5.sub(difference)
        .fma(broadcast(FLOATS, 4f), farDifference.mul(broadcast(FLOATS, -2f)))
        .intoArray(to, toAt + toStep);
    sum.fma(broadcast(FLOATS, -4f), t0.mul(broadcast(FLOATS, -5f)))
        .sub(farSum)
        .intoArray(to, toAt + 2 * toStep);
    t5.fma(broadcast(FLOATS, -5f), farDifference.fma(broadcast(FLOATS, 2f), difference))
        .intoArray(to, toAt + 3 * toStep);
    t0.add(sum).add(farSum).intoArray(to, toAt + 4 * toStep);
    t5.intoArray(to, toAt + 5 * toStep);
  }

  @Override
  void kernelLine(float[] from, int at, int step, float[] to, int toAt, int toStep) {
    FloatVector w0 = fromArray(FLOATS, from, at);
    FloatVector w1 = fromArray(FLOATS, from, at + step);
    FloatVector w2 = fromArray(FLOATS, from, at + 2 * step);
    FloatVector outer = w0.add(w2).mul(-1 / 6f);
    FloatVector inner = w1.mul(-1 / 6f);
    FloatVector farOuter = w2.fma(broadcast(FLOATS, 4f), w0).mul(1 / 24f);
    FloatVector farInner = w1.mul(1 / 12f);
    w0.mul(1 / 4f).intoArray(to, toAt);
    outer.add(inner).intoArray(to, toAt + toStep);
    outer.sub(inner).intoArray(to, toAt + 2 * toStep);
    farOuter.add(farInner).intoArray(to, toAt + 3 * toStep);
    farOuter.sub(farInner).intoArray(to, toAt + 4 * toStep);
    w2.intoArray(to, toAt + 5 * toStep);
  }

  @Override
  void kernelGradientLine(float[] from, int at, int step, float[] to, int toAt, int toStep) {
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
