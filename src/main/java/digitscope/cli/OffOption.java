package digitscope.cli;

import java.util.Optional;
import picocli.CommandLine.Option;

/** Option that switches units of a network off. */
final class OffOption {
  @Option(
      names = "--off",
      paramLabel = "LAYER:UNIT[,UNIT...]",
      converter = SwitchedOffConverter.class,
      description = {
        "Switch off filters or units: their outputs after the activation function become "
            + "0. LAYER is a name as in 'export --format npz', such as 1.convolution; units "
            + "count from 0. The run itself does not change."
      })
  private Optional<SwitchedOffConverter.Wish> off = Optional.empty();

  /**
   * What is switched off in a run's network; empty if nothing is.
   *
   * @throws CommandException if the network has no such layer or unit
   */
  Optional<SwitchedOff> of(OpenedRun run) throws CommandException {
    return off.isPresent()
        ? Optional.of(SwitchedOff.of(off.get(), run.layers()))
        : Optional.empty();
  }
}
