package digitscope.cli;

import digitscope.config.Dropout;
import digitscope.config.LayerSummary;
import digitscope.config.RunConfig;
import digitscope.data.ImageShape;
import digitscope.io.InvalidValueException;
import digitscope.network.ParameterLayout;
import digitscope.run.TraceFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options for a trace of the first steps. */
final class TraceOptions {
  @Option(
      names = "--trace",
      paramLabel = "FILE.npz",
      description = {
        "Save the first steps in full as NumPy arrays, to recompute them elsewhere: the "
            + "images as trained",
        "on, labels, masks, loss, penalty, gradient, and the weights before and after."
      })
  private Optional<Path> file = Optional.empty();

  @Option(
      names = "--trace-steps",
      paramLabel = "N",
      description = "Number of steps to save with --trace; default: 1.")
  private Optional<Integer> steps = Optional.empty();

  /**
   * The file to write, if one is wanted.
   *
   * @throws IllegalArgumentException if the options do not go together
   * @throws CommandException if the file cannot be written
   */
  Optional<TraceFile> file(RunConfig config, ImageShape images, int classes)
      throws CommandException {
    if (file.isEmpty()) {
      if (steps.isPresent()) {
        throw new InvalidValueException("--trace-steps needs --trace FILE.npz, the file to write");
      }
      return Optional.empty();
    }
    Path target = file.get();
    Path folder = target.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(target)) {
      throw new CommandException(
          "%s cannot be written: give --trace the name of a file in an existing folder"
              .formatted(target));
    }
    long most = Math.max(1, Runtime.getRuntime().maxMemory() / 4 / bytes(config, images, classes));
    int wanted = steps.orElse(1);
    if (wanted < 1 || wanted > most) {
      throw new InvalidValueException(
          String.format(
              Locale.ROOT,
              "--trace-steps is %d, but must be from 1 to %d: more steps of this network "
                  + "do not fit into memory",
              wanted,
              most));
    }
    return Optional.of(new TraceFile(target, wanted));
  }

  /** What a step takes: images, masks, gradient, and the network before and after. */
  private static long bytes(RunConfig config, ImageShape images, int classes) {
    long perImage = images.size();
    for (LayerSummary layer : config.network().summarize(images, classes)) {
      perImage += layer.spec() instanceof Dropout ? layer.input().size() : 0;
    }
    long values = ParameterLayout.of(config.network(), images, classes).size();
    return Float.BYTES * (3 * values + config.training().batchSize() * perImage);
  }
}
