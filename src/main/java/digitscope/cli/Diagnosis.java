package digitscope.cli;

import digitscope.engine.Hardware;
import digitscope.io.Reason;
import digitscope.network.PlannedLayer;
import digitscope.nn.plan.Machine;
import digitscope.nn.plan.Planner;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The capabilities of a machine, the backend of each layer on it, and what is missing.
 *
 * @param backend what computes where nothing was chosen
 * @param vectorBits width of Java's vectors; 0 where they cannot be used
 * @param library what came of loading ND4J's native library: its name, or why it cannot be loaded
 * @param gpu the first one, if there is any
 * @param display where windows open, if anywhere
 */
record Diagnosis(
    String java,
    String os,
    int cores,
    long memoryBytes,
    String backend,
    int vectorBits,
    Library library,
    Optional<GraphicsCard> gpu,
    Optional<String> display,
    List<PlannedLayer> kernels,
    Optional<String> obstacleToVectors) {
  private static final double GIBIBYTE = 1L << 30;

  /**
   * ND4J's native library.
   *
   * @param name such as {@code "ND4J with oneDNN"}; empty if it cannot be loaded
   * @param failure why it cannot be loaded, to go on after a colon
   * @param isForGpu whether it is the build for a GPU
   */
  record Library(String name, Optional<String> failure, boolean isForGpu) {}

  /** Looks at this machine, which loads the native library. */
  static Diagnosis here() {
    Optional<String> failure = Machine.libraryFailure().map(Reason::of);
    Library library =
        new Library(failure.isPresent() ? "" : Machine.library(), failure, Machine.isBuiltForGpu());
    return new Diagnosis(
        System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ")",
        "%s %s (%s)"
            .formatted(
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("os.arch")),
        Runtime.getRuntime().availableProcessors(),
        Machine.memoryBytes(),
        Hardware.detect().backend(),
        Machine.vectorBits(),
        library,
        GraphicsCard.find().stream().findFirst(),
        findDisplay(),
        SampleLayers.planned(),
        Planner.obstacleToVectors());
  }

  private static Optional<String> findDisplay() {
    if (!System.getProperty("os.name").startsWith("Linux")) {
      return Optional.of("of the system");
    }
    return Optional.ofNullable(System.getenv("DISPLAY")).filter(name -> !name.isBlank());
  }

  /** What is missing and how to get it, in sentences. */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    if (vectorBits == 0) {
      obstacleToVectors.ifPresent(
          why ->
              problems.add(
                  why
                      + ", so slower operations are used. Start the program with its launcher"
                      + " (bin/digitscope) and Java 17 or newer."));
    }
    library
        .failure()
        .ifPresent(
            why ->
                problems.add(
                    "ND4J can't be used: %s. Layers that need it (nd4j in the table) can't be trained; --backend plain works without it, slowly."
                        .formatted(why)));
    gpu.flatMap(found -> found.obstacle(library.isForGpu())).ifPresent(problems::add);
    if (library.isForGpu() && gpu.isEmpty()) {
      problems.add(
          "This program was built for a GPU, but nvidia-smi finds none: install NVIDIA's "
              + "driver, or use the build for the processor.");
    }
    if (display.isEmpty()) {
      problems.add(
          "There is no display, so the window can't open: start it in a desktop session, "
              + "or over ssh -X. The commands render and bench ui need at least a virtual "
              + "display (on Debian: apt install xvfb xauth).");
    }
    return problems;
  }

  Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("java", java);
    json.put("os", os);
    json.put("cores", cores);
    json.put("memory_bytes", memoryBytes);
    json.put("backend", backend);
    json.put("vector_bits", vectorBits);
    json.put("native_library", library.name().isEmpty() ? null : library.name());
    json.put("gpu", gpu.map(GraphicsCard::toJson).orElse(null));
    json.put("display", display.orElse(null));
    json.put("kernels", kernels.stream().map(Diagnosis::toJson).toList());
    json.put("problems", problems());
    return json;
  }

  private static Map<String, Object> toJson(PlannedLayer kernel) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("layer", kernel.layer());
    json.put("backend", kernel.backend());
    json.put("why", kernel.why());
    return json;
  }

  String toText() {
    List<String> lines = new ArrayList<>();
    lines.add("Java      " + java);
    lines.add("System    " + os);
    lines.add(
        String.format(
            Locale.ROOT, "Machine   %d cores, %.1f GiB of memory", cores, memoryBytes / GIBIBYTE));
    lines.add("Backend   " + backend);
    lines.add("Library   " + (library.name().isEmpty() ? "ND4J, not loaded" : library.name()));
    lines.add("GPU       " + gpu.map(Diagnosis::inWords).orElse("none found"));
    lines.add("Display   " + display.orElse("none"));
    lines.add("");
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("layer", "backend", "why"));
    kernels.forEach(row -> rows.add(List.of(row.layer(), row.backend(), row.why())));
    lines.add(TextTable.markdown(rows, 3));
    lines.add("");
    List<String> problems = problems();
    if (problems.isEmpty()) {
      lines.add("Nothing is missing.");
    }
    problems.forEach(problem -> lines.add("! " + problem));
    return String.join(System.lineSeparator(), lines);
  }

  private static String inWords(GraphicsCard gpu) {
    return "%s, compute capability %s (%s the CUDA 11.6 build), driver %s"
        .formatted(
            gpu.name(), gpu.capability(), gpu.isInCudaBuild() ? "in" : "not in", gpu.driver());
  }
}
