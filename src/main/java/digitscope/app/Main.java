package digitscope.app;

import digitscope.app.window.NativeLibraries;
import digitscope.app.window.Toolkit;
import digitscope.cli.CommandException;
import digitscope.cli.DigitscopeCommand;
import digitscope.cli.Environment;
import digitscope.cli.ProgramVersion;
import digitscope.cli.ResultWriter;
import digitscope.data.UserFolders;
import digitscope.io.Reason;
import digitscope.run.RunStore;
import digitscope.windowbench.WindowMeter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import javafx.application.Application;
import picocli.CommandLine;

/** Entry point of the program; not an Application, so that JavaFX loads from the class path. */
public final class Main {
  private Main() {}

  /** Starts the command line, which opens the workbench when it is given no command. */
  public static void main(String[] arguments) {
    int status = 1;
    try {
      status = run(arguments);
    } catch (RuntimeException | Error e) {
      System.err.println("digitscope: The program can't continue: " + Reason.of(e));
    } finally {
      // Whatever threads are left; after success the window may still be putting things away on
      // them.
      if (status != 0) {
        System.exit(status);
      }
    }
  }

  private static int run(String[] arguments) {
    // Not System.out, which does not tell why it fails.
    PrintWriter out = new ResultWriter(new FileOutputStream(FileDescriptor.out));
    if (ProgramVersion.isAnswered(arguments, out)) {
      return CommandLine.ExitCode.OK;
    }
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    Optional<Path> home = UserFolders.home(System.getProperty("user.home", ""), System.getenv());
    // The libraries look there.
    home.ifPresent(path -> System.setProperty("user.home", path.toString()));
    Environment environment =
        new Environment(
            out,
            err,
            Boolean.getBoolean("digitscope.terminal"), // said by the launcher
            UserData::sources,
            RunStore.ofUser(),
            Main::open,
            Optional.of(new RunRenderer()),
            Optional.of(new WindowMeter(Main.class.getName())));
    CommandLine commands = DigitscopeCommand.commandLine(environment, arguments);
    commands.setExecutionStrategy(prepared(commands, home.isPresent()));
    int status = commands.execute(arguments);
    out.flush();
    return status;
  }

  /**
   * Makes ready what commands need, unless all they are to do is to explain themselves: help and
   * the version are said at once, also to a user without a folder to keep anything in.
   */
  private static CommandLine.IExecutionStrategy prepared(CommandLine commands, boolean hasHome) {
    CommandLine.IExecutionStrategy usual = commands.getExecutionStrategy();
    return parsed -> {
      if (isQuestion(parsed)) {
        return usual.execute(parsed);
      }
      if (!hasHome) {
        commands
            .getErr()
            .println("digitscope: This user has no home folder; set HOME to a writable folder");
        return CommandLine.ExitCode.SOFTWARE;
      }
      NativeLibraries.prepare().ifPresent(note -> commands.getErr().println("digitscope: " + note));
      return usual.execute(parsed);
    };
  }

  private static boolean isQuestion(CommandLine.ParseResult parsed) {
    return parsed.asCommandLineList().stream()
        .anyMatch(part -> part.isUsageHelpRequested() || part.isVersionHelpRequested());
  }

  private static void open(Optional<Path> run) throws CommandException {
    Toolkit.start();
    try {
      Application.launch(
          WorkbenchApplication.class, run.map(Path::toString).stream().toArray(String[]::new));
    } catch (RuntimeException e) {
      throw new CommandException("The window can't be opened: " + Reason.of(e), e);
    }
  }
}
