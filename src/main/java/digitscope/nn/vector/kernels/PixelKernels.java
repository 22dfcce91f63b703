package digitscope.nn.vector.kernels;

import static digitscope.nn.vector.kernels.VectorUnit.Species.FLOATS;
import static digitscope.nn.vector.kernels.VectorUnit.Species.INTS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/** Pixels that are kept together with their places. */
public final class PixelKernels {
  /** The lowest bits of a number have the pixel, those above its place. */
  public static final int PIXEL_BITS = 8;

  private static final int PIXEL = 0xff;
  private static final float WHITE = 255;
  private static final int LENGTH = FLOATS.length();

  private PixelKernels() {}

  /**
   * Takes pixels and places apart.
   *
   * @param packed {@code count} of them from {@code from} on
   * @param brightness receives the pixels as 0 to 1, from {@code at} on
   * @param places likewise
   */
  public static void unpack(
      int[] packed, int from, int count, float[] brightness, int[] places, int at) {
    int i = 0;
    for (; i <= count - LENGTH; i += LENGTH) {
      IntVector both = IntVector.fromArray(INTS, packed, from + i);
      both.lanewise(VectorOperators.LSHR, PIXEL_BITS).intoArray(places, at + i);
      FloatVector pixel =
          (FloatVector) both.lanewise(VectorOperators.AND, PIXEL).convert(VectorOperators.I2F, 0);
      pixel.div(WHITE).intoArray(brightness, at + i);
    }
    for (; i < count; i++) {
      places[at + i] = packed[from + i] >>> PIXEL_BITS;
      brightness[at + i] = (packed[from + i] & PIXEL) / WHITE;
    }
  }
}
