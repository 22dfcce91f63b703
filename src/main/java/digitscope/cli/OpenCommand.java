package digitscope.cli;

import digitscope.run.RunException;
import digitscope.run.RunFolder;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "open",
    description = "Opens a run in the workbench.",
    mixinStandardHelpOptions = true)
final class OpenCommand implements Callable<Integer> {
  private final Environment environment;

  @Parameters(paramLabel = "RUN", description = "Folder of the run.")
  private Path run = Path.of("");

  OpenCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws RunException, CommandException {
    // Said before the window opens, where the user is looking.
    RunFolder.open(run, environment::note).lastCheckpoint();
    environment.workbench().open(Optional.of(run.toAbsolutePath()));
    return CommandLine.ExitCode.OK;
  }
}
