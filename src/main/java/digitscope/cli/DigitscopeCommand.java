package digitscope.cli;

import digitscope.io.PlainText;
import digitscope.io.Reason;
import digitscope.io.Worded;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
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
      "Results go to standard output; log and progress go to standard error.",
      "Exit status: 0 success, 1 failure, 2 wrong usage.",
      "For help on a command, run 'digitscope COMMAND --help'."
    })
public final class DigitscopeCommand implements Callable<Integer> {
  private static final System.Logger LOG = System.getLogger(DigitscopeCommand.class.getName());

  /** What Java puts in the place of bytes that it cannot decode. */
  private static final char NO_CHARACTER = '\uFFFD';

  private final Environment environment;

  private DigitscopeCommand(Environment environment) {
    this.environment = environment;
  }

  /** The whole command line. */
  public static CommandLine commandLine(Environment given) {
    return commandLine(given, name -> true);
  }

  /** As much of the command line as some arguments can need: making a command takes a while. */
  public static CommandLine commandLine(Environment given, String... arguments) {
    return commandLine(
        given, new NeededCommands(subcommands(given, name -> true).keySet(), arguments));
  }

  private static CommandLine commandLine(Environment given, Predicate<String> isNeeded) {
    Environment environment = given.plain();
    CommandLine all = new CommandLine(new DigitscopeCommand(environment));
    subcommands(environment, isNeeded)
        .forEach(
            (name, maker) -> {
              if (isNeeded.test(name)) {
                all.addSubcommand(maker.get());
              }
            });
    convertNumbers(all);
    return all.setOut(given.out())
        .setErr(given.err())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true)
        .setExecutionStrategy(parsed -> execute(parsed, given.out()))
        .setParameterExceptionHandler(DigitscopeCommand::refuse)
        .setExecutionExceptionHandler(DigitscopeCommand::fail);
  }

  /** What makes each command, by its name, in the order of the help. */
  private static Map<String, Supplier<Object>> subcommands(
      Environment environment, Predicate<String> isNeeded) {
    Map<String, Supplier<Object>> makers = new LinkedHashMap<>();
    makers.put("open", () -> new OpenCommand(environment));
    makers.put("train", () -> new TrainCommand(environment));
    makers.put("evaluate", () -> new EvaluateCommand(environment));
    makers.put("predict", () -> new PredictCommand(environment));
    makers.put("compare", () -> new CompareCommand(environment));
    makers.put("export", () -> new ExportCommand(environment));
    makers.put("import", () -> new ImportCommand(environment));
    makers.put(
        "runs",
        () -> isNeeded.test("runs list") ? runs(environment) : new CommandLine(new RunsCommand()));
    makers.put("doctor", () -> new DoctorCommand(environment));
    makers.put(
        "data",
        () -> isNeeded.test("data list") ? data(environment) : new CommandLine(new DataCommand()));
    makers.put(
        "bench",
        () ->
            isNeeded.test("bench train")
                ? bench(environment)
                : new CommandLine(new BenchCommand()));
    environment
        .renderer()
        .ifPresent(
            renderer -> makers.put("render", () -> new RenderCommand(environment, renderer)));
    return makers;
  }

  private static CommandLine runs(Environment environment) {
    return new CommandLine(new RunsCommand())
        .addSubcommand(new RunsListCommand(environment))
        .addSubcommand(new RunsDiffCommand(environment))
        .addSubcommand(new RunsRepeatCommand(environment))
        .addSubcommand(new RunsSweepCommand(environment));
  }

  private static CommandLine data(Environment environment) {
    return new CommandLine(new DataCommand())
        .addSubcommand(new DataListCommand(environment))
        .addSubcommand(new DataFetchCommand(environment))
        .addSubcommand(new DataVerifyCommand(environment))
        .addSubcommand(new DataSuspectsCommand(environment))
        .addSubcommand(new DataCorrectionsCommand(environment))
        .addSubcommand(new DataMakeCommand(environment));
  }

  private static CommandLine bench(Environment environment) {
    CommandLine bench =
        new CommandLine(new BenchCommand())
            .addSubcommand(new BenchTrainCommand(environment))
            .addSubcommand(new BenchSoakCommand(environment))
            .addSubcommand(new BenchTransferCommand(environment))
            .addSubcommand(new BenchFiltersCommand(environment));
    environment
        .windowBenchmark()
        .ifPresent(
            benchmark ->
                bench
                    .addSubcommand(new BenchUiCommand(environment, benchmark))
                    .addSubcommand(new BenchStartCommand(environment, benchmark)));
    return bench;
  }

  /** Refuses what is no number in words, not by the names of Java's types. */
  private static void convertNumbers(CommandLine all) {
    all.registerConverter(Integer.class, text -> number(text, Integer::valueOf, "whole number"))
        .registerConverter(Integer.TYPE, text -> number(text, Integer::valueOf, "whole number"))
        .registerConverter(Long.class, text -> number(text, Long::valueOf, "whole number"))
        .registerConverter(Long.TYPE, text -> number(text, Long::valueOf, "whole number"))
        .registerConverter(Double.class, text -> number(text, Double::valueOf, "number"))
        .registerConverter(Double.TYPE, text -> number(text, Double::valueOf, "number"));
  }

  private static <N> N number(String text, Function<String, N> parser, String kind) {
    try {
      return parser.apply(text);
    } catch (NumberFormatException e) {
      throw new CommandLine.TypeConversionException(
          text.matches("[+-]?\\d+")
              ? "%s is too large".formatted(text)
              : "'%s' is not a %s".formatted(text, kind));
    }
  }

  @Override
  public Integer call() throws CommandException {
    environment.workbench().open(Optional.empty());
    return CommandLine.ExitCode.OK;
  }

  /** Runs a command; what the virtual machine throws ends it as an exception would. */
  private static int execute(ParseResult parsed, PrintWriter results) {
    refuseUnreadable(parsed);
    try {
      int status = new CommandLine.RunLast().execute(parsed);
      if (status == CommandLine.ExitCode.OK && results.checkError()) {
        throw lost(parsed.commandSpec().commandLine(), results);
      }
      return status;
    } catch (Error e) {
      LOG.log(System.Logger.Level.DEBUG, "A command failed", e);
      String message = "The program can't continue: " + Reason.of(e);
      throw new CommandLine.ExecutionException(
          parsed.commandSpec().commandLine(), message, new CommandException(message, e));
    }
  }

  private static CommandLine.ExecutionException lost(CommandLine command, PrintWriter results) {
    String message = "The results could not be written to standard output";
    if (results instanceof ResultWriter known && known.failure().isPresent()) {
      message += ": " + Reason.of(known.failure().get());
    }
    return new CommandLine.ExecutionException(command, message, new CommandException(message));
  }

  /** Another name than the one that was given would be used, for a file to write as well. */
  private static void refuseUnreadable(ParseResult parsed) {
    for (String argument : parsed.originalArgs()) {
      if (argument.indexOf(NO_CHARACTER) >= 0) {
        throw new CommandLine.ParameterException(
            parsed.commandSpec().commandLine(),
            ("'%s' contains bytes that are not text in this locale; rename the file, or "
                    + "set LC_ALL to a UTF-8 locale such as C.UTF-8")
                .formatted(argument));
      }
    }
  }

  private static int refuse(CommandLine.ParameterException e, String[] arguments) {
    CommandLine commandLine = e.getCommandLine();
    String name = commandLine.getCommandSpec().qualifiedName();
    PrintWriter err = commandLine.getErr();
    err.println("digitscope: " + PlainText.sentence(String.valueOf(e.getMessage())));
    err.println("For help, run '%s --help'.".formatted(name));
    err.flush();
    return CommandLine.ExitCode.USAGE;
  }

  private static int fail(Exception e, CommandLine commandLine, ParseResult parsed) {
    if (!(e instanceof Worded)) {
      LOG.log(System.Logger.Level.ERROR, "A command failed", e);
    }
    commandLine.getErr().println("digitscope: " + Reason.of(e));
    commandLine.getErr().flush();
    return CommandLine.ExitCode.SOFTWARE;
  }

  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return ProgramVersion.lines().toArray(String[]::new);
    }
  }
}
