package digitscope.cli;

import digitscope.run.Retention;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Option for the disk space of stored steps. */
final class MomentOptions {
  @Option(
      names = "--moments-mb",
      paramLabel = "N",
      description = {
        "Disk space in MB for the stored steps (moments) of the run, which can be viewed "
            + "later; 0 stores no new ones; default: 64, or with --resume what they already use "
            + "if that is more."
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
