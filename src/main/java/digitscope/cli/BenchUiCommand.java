package digitscope.cli;

import digitscope.bench.BenchmarkException;
import digitscope.bench.WindowResult;
import digitscope.config.ConfigException;
import digitscope.config.ConfigFiles;
import digitscope.config.RunConfig;
import digitscope.data.DataException;
import digitscope.data.source.DataSources;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "ui",
    description = {
      "Measures how fast the window responds while a network trains, and how much it "
          + "slows training down.",
      "Opens the window and visits its pages with a simulated mouse: do not use the mouse "
          + "meanwhile.",
      "Without a display, it uses a virtual one."
    },
    mixinStandardHelpOptions = true)
final class BenchUiCommand implements Callable<Integer> {
  private static final double SHORTEST_VISIT = 0.2;
  private static final double LONGEST_VISIT = 600;
  private static final int MILLIS = 1000;

  private final Environment environment;
  private final WindowBenchmark benchmark;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      description = "Preset to train; default: ${DEFAULT-VALUE}.")
  private String preset = "cnn";

  @Option(
      names = "--data",
      paramLabel = "SOURCE",
      description = "Images: digits (the default), or anything that 'train --data' accepts.")
  private String source = DataSources.DIGITS;

  @Option(
      names = "--warm-ups",
      paramLabel = "N",
      description = {
        "Visits to every page before measuring; default: ${DEFAULT-VALUE}.",
        "Java compiles frequently used code first, which takes about a minute during training."
      })
  private int warmUps = 3;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Number of measured rounds; default: ${DEFAULT-VALUE}.")
  private int rounds = 3;

  @Option(
      names = "--seconds",
      paramLabel = "X",
      description = "Time on each page per round, in seconds; default: ${DEFAULT-VALUE}.")
  private double seconds = 3;

  @Option(names = "--json", description = "Print the result as one JSON object.")
  private boolean json;

  BenchUiCommand(Environment environment, WindowBenchmark benchmark) {
    this.environment = environment;
    this.benchmark = benchmark;
  }

  @Override
  public Integer call()
      throws ConfigException,
          DataException,
          CommandException,
          BenchmarkException,
          InterruptedException {
    refuseUnless(warmUps >= 0 && warmUps <= 100, "--warm-ups must be from 0 to 100");
    refuseUnless(rounds >= 1 && rounds <= 100, "--rounds must be from 1 to 100");
    refuseUnless(
        seconds >= SHORTEST_VISIT && seconds <= LONGEST_VISIT, "--seconds must be from 0.2 to 600");
    RunConfig config = new ConfigFiles().preset(preset);
    PrintWriter err = environment.err();
    WindowResult result =
        benchmark.measure(
            new WindowBenchmark.Request(
                () -> environment.data().load(source),
                config,
                warmUps,
                rounds,
                Duration.ofMillis((long) (seconds * MILLIS))),
            sentence -> {
              err.println(sentence);
              err.flush();
            });
    BenchUiReport report = new BenchUiReport(preset, source, result);
    environment.out().println(json ? JsonOutput.format(report.toJson()) : report.toText());
    return CommandLine.ExitCode.OK;
  }

  private void refuseUnless(boolean right, String message) {
    if (!right) {
      throw new CommandLine.ParameterException(spec.commandLine(), message);
    }
  }
}
