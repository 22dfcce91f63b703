package digitscope.nn.plan;

import digitscope.nn.Backend;
import digitscope.nn.HeapMemory;
import digitscope.nn.Implementation;
import digitscope.nn.Layer;
import digitscope.nn.Memory;
import digitscope.nn.PlannedBlock;
import digitscope.nn.Planning;
import digitscope.nn.Precision;
import digitscope.nn.SimpleLayer;
import digitscope.nn.nd4j.NativeLayers;
import digitscope.nn.nd4j.NativeLibrary;
import digitscope.nn.nd4j.NativeMemory;
import digitscope.nn.plain.PlainImplementation;
import digitscope.nn.vector.kernels.VectorUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Decides what computes what: by the backend that was chosen, and where that has nothing for a
 * layer, by the fastest other one.
 */
public final class Planner implements Planning {
  private final Backend backend;
  private final boolean isGpu;

  private Planner(Backend backend, boolean isGpu) {
    this.backend = backend;
    this.isGpu = isGpu;
  }

  /** By the fastest backend that this machine has. */
  public static Planner auto() {
    boolean isGpu = NativeLibrary.isGpu();
    return new Planner(!isGpu && VectorUnit.isAvailable() ? Backend.VECTOR : Backend.ND4J, isGpu);
  }

  /** By vectors wherever they fit, if there is no {@link #obstacleToVectors}. */
  public static Planner vector() {
    return new Planner(Backend.VECTOR, false);
  }

  /** By native operations wherever there are any, on the processor or on a GPU. */
  public static Planner nd4j() {
    return new Planner(Backend.ND4J, NativeLibrary.isGpu());
  }

  /** By naive loops throughout. */
  public static Planner plain() {
    return new Planner(Backend.PLAIN, false);
  }

  /** Why Java's vectors cannot be used here, in a sentence; empty if they can. */
  public static Optional<String> obstacleToVectors() {
    if (!VectorUnit.isAvailable()) {
      return Optional.of(
          "Java's vectors can't be used: this Java lacks the module jdk.incubator.vector, "
              + "or does not open it");
    }
    return NativeLibrary.isGpu()
        ? Optional.of("Java's vectors can't be used: this is the CUDA build, and a GPU computes")
        : Optional.empty();
  }

  /** What computes all that it can: vectors, native operations or naive loops. */
  public Backend backend() {
    return backend;
  }

  /** Whether a GPU computes. */
  public boolean isGpu() {
    return isGpu;
  }

  /**
   * What computes, such as {@code "Java vectors, 512 bit"} or {@code "ND4J with oneDNN"}; loads the
   * native library if that is it.
   */
  public String description() {
    return switch (backend) {
      case VECTOR -> String.format(Locale.ROOT, "Java vectors, %d bit", VectorUnit.bits());
      case ND4J -> NativeLibrary.name();
      case JAVA, PLAIN -> "Plain loops in Java";
    };
  }

  @Override
  public PlannedBlock block(List<Layer> layers, int from, Situation situation) {
    SimpleLayer layer = (SimpleLayer) layers.get(from);
    if (backend == Backend.PLAIN) {
      return new PlannedBlock(
          List.of(layer), Backend.PLAIN, "it was chosen", new PlainImplementation(layer));
    }
    Offer vector = vectorOffer(layer, layers, from, situation);
    return vector
        .block()
        .or(() -> isGpu ? nativeBlock(layer, vector.obstacle()) : Optional.empty())
        .or(() -> layer.accept(new LoopOffers()))
        .or(() -> nativeBlock(layer, vector.obstacle()))
        .orElseThrow();
  }

  private Offer vectorOffer(SimpleLayer layer, List<Layer> layers, int from, Situation situation) {
    if (isGpu) {
      return Offer.none("the GPU computes");
    } else if (backend != Backend.VECTOR) {
      return Offer.none(
          VectorUnit.isAvailable() ? "ND4J was chosen" : "Java's vectors are not available");
    } else if (situation.precision() != Precision.FLOAT) {
      return Offer.none("vectors compute in single precision only");
    }
    return layer.accept(new VectorOffers(layers, from, situation));
  }

  private static Optional<PlannedBlock> nativeBlock(SimpleLayer layer, String why) {
    Optional<Implementation> implementation = layer.accept(new NativeLayers());
    return implementation.map(found -> new PlannedBlock(List.of(layer), Backend.ND4J, why, found));
  }

  @Override
  public Memory memory(List<PlannedBlock> blocks, Precision precision) {
    return usesLibrary(blocks) ? new NativeMemory(precision) : new HeapMemory(precision);
  }

  @Override
  public void prepareThread(List<PlannedBlock> blocks) {
    if (usesLibrary(blocks)) {
      NativeLibrary.useFromThisThread();
    }
  }

  private static boolean usesLibrary(List<PlannedBlock> blocks) {
    return blocks.stream().anyMatch(block -> block.backend() == Backend.ND4J);
  }
}
