package digitscope.cli;

import digitscope.bundle.RunBundle;
import digitscope.run.RunException;
import digitscope.run.RunFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "open",
    description = {
      "Opens a run in the workbench.",
      "A bundle that 'export --format bundle' wrote is unpacked among the user's runs first, after "
          + "comparing its checksums."
    },
    mixinStandardHelpOptions = true)
final class OpenCommand implements Callable<Integer> {
  private final Environment environment;

  @Parameters(paramLabel = "RUN|BUNDLE.zip", description = "Folder of the run, or a bundle.")
  private Path run = Path.of("");

  OpenCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws RunException, CommandException {
    // Said before the window opens, where the user is looking.
    Path folder =
        RunBundle.isBundle(run) && !Files.isDirectory(run)
            ? new RunBundle(run).openIn(environment.store()).path()
            : run;
    var unused = RunFolder.open(folder, environment::note).result();
    environment.workbench().open(Optional.of(folder.toAbsolutePath()));
    return CommandLine.ExitCode.OK;
  }
}
