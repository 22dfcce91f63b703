package digitscope.cli;

import digitscope.run.RunException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Option for the step of a run. */
final class StepOption {
  @Option(
      names = "--step",
      paramLabel = "N",
      description = {
        "Step to use: 0, the end of an epoch, or any other stored step; default: the "
            + "run's final weights."
      })
  private Optional<Long> step = Optional.empty();

  /**
   * Opens a run at that step, saying what is left out because it is damaged.
   *
   * @throws RunException if it cannot be opened, or the step is not stored: then it names those
   *     that are near
   */
  OpenedRun open(Path run, Environment environment) throws RunException {
    return OpenedRun.open(run, step, environment);
  }
}
