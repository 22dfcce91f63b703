package digitscope.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "doctor",
    description = {
      "Shows what this machine offers, which backend computes each layer, and what is missing.",
      "The table lists the layers of two presets and of other kinds, each with its "
          + "backend and the reason:",
      "vector (Java's vectors), nd4j (the native library), java (loops) or plain (the reference)."
    },
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
  private final Environment environment;

  @Option(names = "--json", description = "Print the result as one JSON object.")
  private boolean json;

  DoctorCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    Diagnosis found = Diagnosis.here();
    environment.out().println(json ? JsonOutput.format(found.toJson()) : found.toText());
    return CommandLine.ExitCode.OK;
  }
}
