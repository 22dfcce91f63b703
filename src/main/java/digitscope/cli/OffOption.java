package digitscope.cli;

import java.util.Optional;
import picocli.CommandLine.Option;

/** Which units of a network are switched off. */
final class OffOption {
  @Option(
      names = "--off",
      paramLabel = "LAYER:UNIT[,UNIT...]",
      converter = SwitchedOffConverter.class,
      description = {
        "Switch filters or units off: their outputs after the activation are 0. LAYER is a name as"
            + " 'export --format npz' has it, such as 1.convolution; units count from 0. The run"
            + " itself stays as it is."
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
