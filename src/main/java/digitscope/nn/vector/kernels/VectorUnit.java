package digitscope.nn.vector.kernels;

import java.lang.reflect.InvocationTargetException;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/** Whether vector instructions can be used here, and how wide they are. */
public final class VectorUnit {
  private static final String MODULE = "jdk.incubator.vector";
  private static final boolean IS_AVAILABLE = load();

  private VectorUnit() {}

  /** Whether the kernels of this package can be used: the running Java has what they need. */
  public static boolean isAvailable() {
    return IS_AVAILABLE;
  }

  /** Number of floats that one instruction works on. */
  public static int length() {
    return Species.FLOATS.length();
  }

  /** Width of a vector in bits. */
  public static int bits() {
    return length() * Float.SIZE;
  }

  /** The columns of a matrix product must be a multiple of this. */
  public static int productColumns() {
    return 2 * length();
  }

  /** The vectors that the processor is best at; a constant, on which their speed depends. */
  static final class Species {
    static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;

    /** As wide. */
    static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;

    private Species() {}
  }

  /**
   * Loads the module, unless Java was started with {@code --add-modules} for it. That option would
   * make Java print a warning at each start, before any line of a program runs.
   */
  private static boolean load() {
    try {
      Class.forName("jdk.internal.module.Modules")
          .getMethod("loadModule", String.class)
          .invoke(null, MODULE);
    } catch (InvocationTargetException e) {
      return false; // this Java has no such module
    } catch (ReflectiveOperationException e) {
      return ModuleLayer.boot().findModule(MODULE).isPresent();
    }
    return true;
  }
}
