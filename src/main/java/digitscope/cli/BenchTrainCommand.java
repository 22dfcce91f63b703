package digitscope.cli;

import digitscope.bench.BenchmarkException;
import digitscope.bench.BenchmarkSetup;
import digitscope.bench.Competitors;
import digitscope.bench.Contest;
import digitscope.bench.Outcome;
import digitscope.bench.Task;
import digitscope.config.ConfigException;
import digitscope.config.ConfigFiles;
import digitscope.config.RunConfig;
import digitscope.data.DataException;
import digitscope.data.source.DataSources;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "train",
    description = {
      "Measures training and evaluation speed, compared with PyTorch and Deeplearning4j.",
      "Each runs in its own process; they take turns.",
      "To build the other two: mvn -Pbench -DskipTests package"
    },
    mixinStandardHelpOptions = true)
final class BenchTrainCommand implements Callable<Integer> {
  private static final int FEWEST_ROUNDS = 5;
  private static final int LARGEST_BATCH = 10_000;

  private final Environment environment;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      description = "One or more presets to train; default: cnn and mlp.")
  private List<String> presets = List.of("cnn", "mlp");

  @Option(
      names = "--batch",
      paramLabel = "N",
      split = ",",
      description = "One or more batch sizes; default: 64,128,500.")
  private List<Integer> batches = List.of(64, 128, 500);

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Number of rounds, at least 5; default: ${DEFAULT-VALUE}.")
  private int rounds = FEWEST_ROUNDS;

  @Option(
      names = "--seconds",
      paramLabel = "X",
      description = "Minimum time of each round, in seconds; default: ${DEFAULT-VALUE}.")
  private double seconds = 2;

  @Option(names = "--loaded", description = "Keep one core busy at the same time.")
  private boolean loaded;

  @Option(
      names = "--data",
      paramLabel = "SOURCE",
      description = {
        "Images: digits (drawn by the program, the default), or a folder with four IDX files,",
        "such as MNIST's."
      })
  private String data = DataSources.DIGITS;

  @Option(names = "--json", description = "Print the result as one JSON object.")
  private boolean json;

  BenchTrainCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws ConfigException, DataException, BenchmarkException {
    checkNumbers();
    List<BenchmarkSetup> setups = setups();
    PrintWriter err = environment.err();
    Competitors competitors = Competitors.find(Competitors.usualPeerLibraries());
    if (competitors.peers().isEmpty()) {
      err.println(Competitors.HOW_TO_BUILD_PEERS);
    }
    err.println("Loading " + data);
    err.flush();
    Contest contest = new Contest(competitors, rounds, (long) (seconds * 1e9), loaded);
    List<Outcome> outcomes =
        contest.run(
            setups,
            environment.data().load(data),
            sentence -> {
              err.println(sentence);
              err.flush();
            });
    BenchTrainReport report = new BenchTrainReport(contest, data, outcomes);
    environment.out().println(json ? JsonOutput.format(report.toJson()) : report.toText());
    return CommandLine.ExitCode.OK;
  }

  private void checkNumbers() {
    refuseUnless(
        rounds >= FEWEST_ROUNDS,
        "--rounds must be 5 or more: the median of fewer rounds says little");
    refuseUnless(seconds > 0 && seconds <= 600, "--seconds must be greater than 0 and at most 600");
    refuseUnless(
        batches.stream().allMatch(batch -> batch >= 1 && batch <= LARGEST_BATCH),
        "--batch must be from 1 to 10000");
  }

  private void refuseUnless(boolean right, String message) {
    if (!right) {
      throw new CommandLine.ParameterException(spec.commandLine(), message);
    }
  }

  /** Training with each size of a mini-batch, then evaluation with the preset's own. */
  private List<BenchmarkSetup> setups() throws ConfigException {
    List<BenchmarkSetup> setups = new ArrayList<>();
    List<BenchmarkSetup> evaluations = new ArrayList<>();
    for (String preset : presets) {
      RunConfig config = new ConfigFiles().preset(preset);
      batches.forEach(batch -> setups.add(new BenchmarkSetup(Task.TRAIN, preset, batch)));
      evaluations.add(new BenchmarkSetup(Task.EVALUATE, preset, config.training().batchSize()));
    }
    setups.addAll(evaluations);
    return setups;
  }
}
