package digitscope.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A GPU, as NVIDIA's driver names it.
 *
 * @param name such as {@code "NVIDIA A100-SXM4-40GB"}
 * @param capability compute capability, such as {@code "8.0"}
 * @param driver version of the driver
 */
record GraphicsCard(String name, String capability, String driver) {
  /** A driver that has to be loaded first takes a few seconds. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** The GPUs of this machine; none where the driver's {@code nvidia-smi} is missing or fails. */
  static List<GraphicsCard> find() {
    return find(
        PATIENCE,
        "nvidia-smi",
        "--query-gpu=name,compute_cap,driver_version",
        "--format=csv,noheader");
  }

  /** The GPUs that a program names, unless it takes longer than that. */
  static List<GraphicsCard> find(Duration patience, String... command) {
    try {
      Process query =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      try {
        query.getOutputStream().close();
        // Its few lines fit into the pipe, so it can end before they are read.
        boolean hasEnded = query.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        return hasEnded && query.exitValue() == 0
            ? parse(new String(query.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
            : List.of();
      } finally {
        query.destroyForcibly();
      }
    } catch (IOException e) {
      return List.of(); // there is no such program
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  /** One GPU a line: name, compute capability and driver, with commas between them. */
  static List<GraphicsCard> parse(String table) {
    return table
        .lines()
        .map(line -> line.split(",", -1))
        .filter(cells -> cells.length == 3)
        .map(cells -> Arrays.stream(cells).map(String::strip).toArray(String[]::new))
        .map(cells -> new GraphicsCard(cells[0], cells[1], cells[2]))
        .toList();
  }

  /**
   * Whether ND4J's build for CUDA 11.6 holds code for it: for compute capability 3.7 and 5.0 to
   * 8.x. On newer ones it loads, and then every operation fails.
   */
  boolean isInCudaBuild() {
    return capability.equals("3.7") || capability.matches("[5-8]\\.\\d+");
  }

  /** What is in the way of computing on it, in a sentence; empty if nothing is. */
  Optional<String> obstacle(boolean isCudaBuild) {
    if (!isInCudaBuild()) {
      return Optional.of(
          ("The %s has compute capability %s, which ND4J's CUDA 11.6 build does not "
                  + "support (it supports 3.7 and 5.0 to 8.x), so the processor computes.")
              .formatted(name, capability));
    }
    return isCudaBuild
        ? Optional.empty()
        : Optional.of(
            ("The %s is not used because this program was built for the processor: to use "
                    + "the GPU, build it with 'mvn -Pcuda -DskipTests package'.")
                .formatted(name));
  }

  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", name);
    json.put("compute_capability", capability);
    json.put("driver", driver);
    json.put("in_cuda_build", isInCudaBuild());
    return json;
  }
}
