package digitscope.run;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import digitscope.config.TrainingSpec;
import digitscope.engine.Hardware;
import digitscope.io.InvalidValueException;
import java.util.Locale;

/**
 * What computes a run. Another backend, width of vectors or number of threads rounds differently,
 * so that the last bits of the weights differ.
 *
 * @param backend such as {@code "Java vectors, 512 bit"}
 * @param vectorBits width of Java's vectors, where they compute; else 0
 * @param threads workers that share each mini-batch
 * @param gpu name of the GPU, empty where none computes
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Computation(String backend, int vectorBits, int threads, String gpu) {
  private static final int LONGEST = 200;

  public Computation {
    if (backend.isBlank() || backend.length() > LONGEST || gpu.length() > LONGEST) {
      throw new InvalidValueException(
          String.format(Locale.ROOT, "the computation name must have 1 to %d characters", LONGEST));
    }
  }

  /**
   * What computes here by these settings.
   *
   * @throws InvalidValueException if this machine does not have the chosen backend
   */
  public static Computation here(TrainingSpec training) {
    Hardware hardware = Hardware.detect(training.backend());
    return new Computation(
        hardware.backend(),
        hardware.vectorBits(),
        training.withDefiniteThreads().threads(),
        hardware.isGpu() ? hardware.device() : "");
  }

  /** In words, such as {@code "Java vectors, 512 bit, 2 threads"}. */
  public String description() {
    String device = gpu.isEmpty() ? "" : ", " + gpu;
    return String.format(
        Locale.ROOT, "%s%s, %d %s", backend, device, threads, threads == 1 ? "thread" : "threads");
  }
}
