package digitscope.cli;

import java.nio.file.Path;
import java.util.Optional;

/** Opens the window for the command line. */
public interface WorkbenchLauncher {
  /**
   * Opens the window and waits until it is closed.
   *
   * @param run folder of a run to show; empty for the last setup
   * @throws CommandException if there is no display to open it on
   */
  void open(Optional<Path> run) throws CommandException;
}
