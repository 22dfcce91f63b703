package digitscope.cli;

import digitscope.bench.BenchmarkException;
import digitscope.bench.Soak;
import digitscope.bench.SoakResult;
import digitscope.config.ConfigException;
import digitscope.config.ConfigFiles;
import digitscope.config.RunConfig;
import digitscope.data.DataException;
import digitscope.data.source.DataSources;
import digitscope.io.Reason;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "soak",
    description = {
      "Checks that memory use stays flat during training and that training stops at once.",
      "Runs one long training session, then starts and ends many short ones. Exit status "
          + "1 if memory",
      "grows, if ending takes more than 100 ms, or if a session leaves anything behind."
    },
    mixinStandardHelpOptions = true)
final class BenchSoakCommand implements Callable<Integer> {
  /** Fewer do not even warm up. */
  private static final long FEWEST_STEPS = 100;

  private final Environment environment;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      description = "Preset to train; default: ${DEFAULT-VALUE}.")
  private String preset = "cnn";

  @Option(names = "--batch", paramLabel = "N", description = "Images per step.")
  private Optional<Integer> batch = Optional.empty();

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "Steps of the long session; default: ${DEFAULT-VALUE}.")
  private long steps = 10_000;

  @Option(
      names = "--endings",
      paramLabel = "N",
      description = "Number of sessions to stop, and to cancel; default: ${DEFAULT-VALUE}.")
  private int endings = 20;

  @Option(
      names = "--data",
      paramLabel = "SOURCE",
      description = "Images: digits (the default), or anything that 'train --data' accepts.")
  private String data = DataSources.DIGITS;

  @Option(names = "--json", description = "Print the result as one JSON object.")
  private boolean json;

  BenchSoakCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call()
      throws ConfigException, DataException, BenchmarkException, InterruptedException {
    if (steps < FEWEST_STEPS || steps > 10_000_000) {
      throw usage("--steps must be from 100 to 10000000");
    }
    if (endings < 1 || endings > 1000) {
      throw usage("--endings must be from 1 to 1000");
    }
    PrintWriter err = environment.err();
    SoakResult result =
        new Soak(config(), steps, endings)
            .run(
                environment.data().load(data),
                sentence -> {
                  err.println(sentence);
                  err.flush();
                });
    BenchSoakReport report = new BenchSoakReport(result);
    environment.out().println(json ? JsonOutput.format(report.toJson()) : report.toText());
    result.faults().forEach(fault -> err.println("digitscope: " + fault));
    return result.faults().isEmpty() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }

  private RunConfig config() throws ConfigException {
    RunConfig config = new ConfigFiles().preset(preset);
    try {
      return batch.isEmpty()
          ? config
          : config.withTraining(config.training().withBatchSize(batch.get()));
    } catch (IllegalArgumentException e) {
      throw usage(Reason.of(e));
    }
  }

  private CommandLine.ParameterException usage(String message) {
    return new CommandLine.ParameterException(spec.commandLine(), message);
  }
}
