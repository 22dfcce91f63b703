package digitscope.cli;

import digitscope.bench.BenchmarkException;
import digitscope.config.ConfigException;
import digitscope.data.DataException;
import digitscope.exchange.ExchangeException;
import digitscope.run.Provenance;
import digitscope.run.RunException;
import digitscope.train.Hardware;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParseResult;

/** The program's own command, which opens the workbench, and the commands below it. */
@Command(
    name = "digitscope",
    description = {
      "Watch a neural network learn to see handwritten digits.",
      "Without a command, opens the workbench."
    },
    mixinStandardHelpOptions = true,
    versionProvider = DigitscopeCommand.Version.class,
    footer = {
      "",
      "Results go to standard output, log and progress to standard error.",
      "Exit status: 0 done, 1 failed, 2 wrong usage.",
      "'digitscope COMMAND --help' explains a command."
    })
public final class DigitscopeCommand implements Callable<Integer> {
  private static final System.Logger LOG = System.getLogger(DigitscopeCommand.class.getName());

  private final Environment environment;

  private DigitscopeCommand(Environment environment) {
    this.environment = environment;
  }

  /** The whole command line. */
  public static CommandLine commandLine(Environment environment) {
    CommandLine data =
        new CommandLine(new DataCommand())
            .addSubcommand(new DataListCommand(environment))
            .addSubcommand(new DataFetchCommand(environment))
            .addSubcommand(new DataVerifyCommand(environment))
            .addSubcommand(new DataSuspectsCommand(environment))
            .addSubcommand(new DataCorrectionsCommand(environment))
            .addSubcommand(new DataMakeCommand(environment));
    CommandLine bench =
        new CommandLine(new BenchCommand())
            .addSubcommand(new BenchTrainCommand(environment))
            .addSubcommand(new BenchSoakCommand(environment))
            .addSubcommand(new BenchTransferCommand(environment));
    environment
        .windowBenchmark()
        .ifPresent(benchmark -> bench.addSubcommand(new BenchUiCommand(environment, benchmark)));
    CommandLine all = new CommandLine(new DigitscopeCommand(environment));
    all.addSubcommand(new OpenCommand(environment))
        .addSubcommand(new TrainCommand(environment))
        .addSubcommand(new EvaluateCommand(environment))
        .addSubcommand(new PredictCommand(environment))
        .addSubcommand(new ExportCommand(environment))
        .addSubcommand(new ImportCommand(environment))
        .addSubcommand(data)
        .addSubcommand(bench);
    environment
        .renderer()
        .ifPresent(renderer -> all.addSubcommand(new RenderCommand(environment, renderer)));
    return all.setOut(environment.out())
        .setErr(environment.err())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true)
        .setParameterExceptionHandler(DigitscopeCommand::refuse)
        .setExecutionExceptionHandler(DigitscopeCommand::fail);
  }

  @Override
  public Integer call() throws CommandException {
    environment.workbench().open(Optional.empty());
    return CommandLine.ExitCode.OK;
  }

  private static int refuse(CommandLine.ParameterException e, String[] arguments) {
    CommandLine commandLine = e.getCommandLine();
    String name = commandLine.getCommandSpec().qualifiedName();
    PrintWriter err = commandLine.getErr();
    err.println("digitscope: " + e.getMessage());
    err.println("'%s --help' explains the usage.".formatted(name));
    err.flush();
    return CommandLine.ExitCode.USAGE;
  }

  private static int fail(Exception e, CommandLine commandLine, ParseResult parsed) {
    boolean isFault =
        !(e instanceof CommandException
            || e instanceof RunException
            || e instanceof ExchangeException
            || e instanceof DataException
            || e instanceof ConfigException
            || e instanceof BenchmarkException);
    if (isFault) {
      LOG.log(System.Logger.Level.ERROR, "A command failed", e);
    }
    commandLine.getErr().println("digitscope: " + (isFault ? e : e.getMessage()));
    commandLine.getErr().flush();
    return CommandLine.ExitCode.SOFTWARE;
  }

  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {
        "digitscope " + Provenance.programVersion(), Hardware.detect().description()
      };
    }
  }
}
