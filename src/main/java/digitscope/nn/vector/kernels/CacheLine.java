package digitscope.nn.vector.kernels;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.Optional;

/**
 * Where arrays lie in memory. A wide vector that begins in one line of the processor's cache and
 * ends in the next is read by two accesses, so loops that do little else are faster on values that
 * begin with a line. Java does not say where an array is, but the reference to it does, as it is
 * stored.
 */
public final class CacheLine {
  private static final int BYTES = 64;

  /** With its header of 16 bytes an array of this many floats takes as many bytes as a line. */
  private static final int FLOATS = 12;

  private static final int TRIALS = 65;

  private static final Optional<References> REFERENCES = References.find();

  private CacheLine() {}

  /** Most that {@link #firstIndex} may be. */
  public static int mostIndex() {
    return BYTES / Float.BYTES - 1;
  }

  /**
   * The index of the first value of an array with which a line begins; 0 where that cannot be told.
   * Java may move the array at any time, and then it is another one.
   */
  public static int firstIndex(float[] array) {
    return firstIndex(new Object[] {array});
  }

  /**
   * As {@link #firstIndex(float[])}; creates no object.
   *
   * @param holder holds the array
   */
  static int firstIndex(Object[] holder) {
    return REFERENCES.isPresent() ? REFERENCES.get().firstIndex(holder) : 0;
  }

  /** The same for an array whose values are at an address. */
  static int firstIndexAt(long address) {
    return (int) Math.floorMod(-address, (long) BYTES) / Float.BYTES;
  }

  /**
   * How references are stored.
   *
   * @param read gives the reference to the object in an array of one
   * @param unit number of bytes by which they count
   * @param header bytes of an array of floats before its values
   */
  private record References(MethodHandle read, long unit, int header) {
    static Optional<References> find() {
      try {
        Class<?> type = Class.forName("sun.misc.Unsafe");
        Field field = type.getDeclaredField("theUnsafe");
        field.setAccessible(true);
        Object unsafe = field.get(null);
        int header = number(unsafe, "arrayBaseOffset", float[].class);
        boolean isShort = number(unsafe, "arrayIndexScale", Object[].class) == Integer.BYTES;
        MethodHandle get =
            MethodHandles.lookup()
                .findVirtual(
                    type,
                    isShort ? "getInt" : "getLong",
                    MethodType.methodType(
                        isShort ? int.class : long.class, Object.class, long.class))
                .bindTo(unsafe);
        long first = number(unsafe, "arrayBaseOffset", Object[].class);
        MethodHandle read =
            MethodHandles.insertArguments(get, 1, first)
                .asType(MethodType.methodType(long.class, Object[].class));
        long step = step(read);
        long unit = BYTES / step;
        return unit * step == BYTES && (unit == 1 || unit == Long.BYTES)
            ? Optional.of(new References(read, unit, header))
            : Optional.empty();
      } catch (ReflectiveOperationException | RuntimeException e) {
        return Optional.empty(); // this Java does not tell
      }
    }

    private static int number(Object unsafe, String method, Class<?> array)
        throws ReflectiveOperationException {
      return (int) unsafe.getClass().getMethod(method, Class.class).invoke(unsafe, array);
    }

    /**
     * By how much references differ to arrays that are made one after the other; the collector may
     * have turned their order round.
     */
    private static long step(MethodHandle read) {
      float[][] arrays = new float[TRIALS][FLOATS];
      long[] steps = new long[TRIALS - 1];
      for (int i = 0; i < steps.length; i++) {
        long first = reference(read, new Object[] {arrays[i]});
        long second = reference(read, new Object[] {arrays[i + 1]});
        steps[i] = Math.abs(second - first);
      }
      Arrays.sort(steps);
      return Math.max(1, steps[steps.length / 2]);
    }

    private static long reference(MethodHandle read, Object[] holder) {
      try {
        return (long) read.invokeExact(holder);
      } catch (Throwable e) {
        throw new IllegalStateException(e); // it only reads from an object that is there
      }
    }

    int firstIndex(Object[] holder) {
      return firstIndexAt(reference(read, holder) * unit + header);
    }
  }
}
