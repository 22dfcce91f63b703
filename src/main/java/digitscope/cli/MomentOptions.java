package digitscope.cli;

import digitscope.run.Retention;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How many steps of a run can be looked at later. */
final class MomentOptions {
  @Option(
      names = "--moments-mb",
      paramLabel = "N",
      description = {
        "MB of disk for the moments of the run, the steps that can be looked at later;"
            + " default: 64, or with --resume what they take if that is more; 0: keep no new ones."
      })
  private Optional<Integer> megabytes = Optional.empty();

  /**
   * What the options choose; nothing if they choose nothing.
   *
   * @throws IllegalArgumentException if the number makes no sense
   */
  Optional<Retention> retention() {
    return megabytes.map(Retention::ofMegabytes);
  }
}
