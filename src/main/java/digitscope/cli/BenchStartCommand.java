package digitscope.cli;

import digitscope.bench.BenchmarkException;
import digitscope.bench.StartResult;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "start",
    description = {
      "Measures how long the workbench takes from launch to window, to the first training step, and"
          + " to a test accuracy of 97 %%.",
      "Launches it and an empty window in turn. Without a display, it uses a virtual one."
    },
    mixinStandardHelpOptions = true)
final class BenchStartCommand implements Callable<Integer> {
  private final Environment environment;
  private final WindowBenchmark benchmark;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "How often each is launched; default: ${DEFAULT-VALUE}.")
  private int rounds = 7;

  @Option(
      names = "--trainings",
      paramLabel = "N",
      description =
          "In how many of the rounds the bundled digits are trained to 97 %%; default:"
              + " ${DEFAULT-VALUE}.")
  private int trainings = 3;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  BenchStartCommand(Environment environment, WindowBenchmark benchmark) {
    this.environment = environment;
    this.benchmark = benchmark;
  }

  @Override
  public Integer call() throws BenchmarkException {
    refuseUnless(rounds >= 1 && rounds <= 100, "--rounds must be between 1 and 100");
    refuseUnless(trainings >= 0 && trainings <= 100, "--trainings must be between 0 and 100");
    PrintWriter err = environment.err();
    StartResult result =
        benchmark.measureStart(
            new WindowBenchmark.StartRequest(rounds, Math.min(rounds, trainings)),
            sentence -> {
              err.println(sentence);
              err.flush();
            });
    BenchStartReport report = new BenchStartReport(result);
    environment.out().println(json ? JsonOutput.format(report.toJson()) : report.toText());
    return CommandLine.ExitCode.OK;
  }

  private void refuseUnless(boolean right, String message) {
    if (!right) {
      throw new CommandLine.ParameterException(spec.commandLine(), message);
    }
  }
}
