package digitscope.nn;

/**
 * Random numbers without state: each is a function of a key and a place. The mixing function is
 * that of SplitMix64: Steele, Lea and Flood (2014), "Fast splittable pseudorandom number
 * generators".
 */
public final class Noise {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private boolean on;
  private long key;
  private long firstImage;

  /** Makes the choices of one training step. */
  public void turnOn(long seed, long step, long firstImageOfSlice) {
    on = true;
    key = mix(mix(seed) + step);
    firstImage = firstImageOfSlice;
  }

  /** Makes no choices: for inference. */
  public void turnOff() {
    on = false;
  }

  public boolean isOn() {
    return on;
  }

  /** The numbers of one image of the batch. */
  public long stream(long salt, int image) {
    return mix(key + salt * GOLDEN_GAMMA + firstImage + image);
  }

  /** Uniform in [0, 1) for one element of an image. */
  public static double uniform(long stream, int element) {
    return (mix(stream + element * GOLDEN_GAMMA) >>> 11) * 0x1p-53;
  }

  /** Spreads every bit of {@code value} over the whole result. */
  static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
