package digitscope.app;

import digitscope.cli.CommandException;
import digitscope.cli.DigitscopeCommand;
import digitscope.cli.Environment;
import digitscope.run.RunStore;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import javafx.application.Application;

/** Entry point of the program; not an Application, so that JavaFX loads from the class path. */
public final class Main {
  private Main() {}

  /** Starts the command line, which opens the workbench when it is given no command. */
  public static void main(String[] arguments) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    Environment environment =
        new Environment(
            out,
            err,
            Boolean.getBoolean("digitscope.terminal"), // said by the launcher
            UserData::sources,
            RunStore.ofUser(),
            Main::open,
            Optional.of(new RunRenderer()),
            Optional.of(new WindowMeter()));
    int status = DigitscopeCommand.commandLine(environment).execute(arguments);
    out.flush();
    // After success the window may still be putting things away on threads that must end.
    if (status != 0) {
      System.exit(status);
    }
  }

  private static void open(Optional<Path> run) throws CommandException {
    Toolkit.prepare();
    try {
      Application.launch(
          WorkbenchApplication.class, run.map(Path::toString).stream().toArray(String[]::new));
    } catch (UnsupportedOperationException e) {
      throw Toolkit.noDisplay(e);
    }
  }
}
