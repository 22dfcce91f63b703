package digitscope.cli;

import digitscope.config.Excess;
import digitscope.config.RunConfig;
import digitscope.data.DataException;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Whether what a run's own files ask for is done as it stands: a run may come from anybody. */
final class Trust {
  @Option(
      names = "--trust",
      description = {
        "Allow everything that the run's files ask for: downloads, images from other machines,",
        "more threads than there are cores."
      })
  private boolean isGiven;

  /**
   * Refuses to read images beyond this machine because a run's files say so.
   *
   * @param source as the files name it
   * @throws CommandException if there is no trust
   */
  void check(String source, Environment environment) throws DataException, CommandException {
    Optional<String> reach =
        isGiven ? Optional.empty() : environment.sources().open().reach(source);
    if (reach.isPresent()) {
      throw new CommandException(
          "The run's settings ask for %s, which needs your permission: add --trust to allow it"
              .formatted(reach.get()));
    }
  }

  /** A run's settings with no more threads than there are cores, which is said. */
  RunConfig withinCores(RunConfig config, Environment environment) {
    int cores = Runtime.getRuntime().availableProcessors();
    int threads = config.training().threads();
    if (isGiven || threads <= cores) {
      return config;
    }
    environment
        .err()
        .println(
            String.format(
                Locale.ROOT,
                "The run's settings ask for %d threads; this machine has %d cores, so %d "
                    + "are used (--threads %d uses all, for the same weights)",
                threads,
                cores,
                cores,
                threads));
    return config.withTraining(config.training().withThreadsAtMost(cores));
  }

  /** Warns of settings that are allowed and hardly meant. */
  void warn(RunConfig config, Environment environment) {
    if (isGiven) {
      return;
    }
    int cores = Runtime.getRuntime().availableProcessors();
    Stream.concat(Excess.ofThreads(config, cores).stream(), Excess.ofLayers(config).stream())
        .forEach(sentence -> environment.err().println("Warning: " + sentence));
  }
}
