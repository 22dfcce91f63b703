package digitscope.nn;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Images as unsigned bytes, which become 0 to 1. Most of a drawing is 0. */
public final class Pixels {
  /** How many are looked at together. */
  public static final int GROUP = Long.BYTES;

  private static final VarHandle GROUPS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  /** What a byte becomes. */
  private static final float[] BRIGHTNESS = new float[256];

  static {
    for (int i = 0; i < BRIGHTNESS.length; i++) {
      BRIGHTNESS[i] = i / 255f;
    }
  }

  private Pixels() {}

  /** What a byte becomes. */
  public static float brightness(byte pixel) {
    return BRIGHTNESS[pixel & 0xff];
  }

  /** Whether the group that begins there is whole and 0. */
  public static boolean isBlack(byte[] image, int from) {
    return from + GROUP <= image.length && (long) GROUPS.get(image, from) == 0;
  }
}
