package digitscope.cli;

import static java.util.stream.Collectors.joining;

import digitscope.config.ConfigException;
import digitscope.config.InvalidNetworkException;
import digitscope.config.LayerSpec;
import digitscope.config.NetworkSpec;
import digitscope.config.RunConfig;
import digitscope.data.Corrected;
import digitscope.data.DataException;
import digitscope.data.DataSplits;
import digitscope.data.Dataset;
import digitscope.run.Provenance;
import digitscope.run.RunException;
import digitscope.run.RunFolder;
import digitscope.train.Checkpoint;
import digitscope.train.Hardware;
import digitscope.train.MetricLog;
import digitscope.train.TrainingSession;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "train",
    description = {
      "Trains a network and saves the run in a folder.",
      "Ctrl+C stops it; --resume goes on from where it was, to the same weights."
    },
    mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {
  private final Environment environment;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private TrainOptions options = new TrainOptions();

  @Option(
      names = "--run",
      paramLabel = "DIR",
      description = "Folder to save the run in; default: a new one among the user's runs.")
  private Optional<Path> run = Optional.empty();

  @Option(names = "--resume", description = "Go on with the run in --run DIR.")
  private boolean resume;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  TrainCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws ConfigException, DataException, RunException, CommandException {
    try {
      TrainingRun training = resume ? resumed() : fresh();
      environment.err().println("Computing: " + Hardware.detect().description());
      Optional<TrainingResult> result = training.toTheEnd(environment);
      if (result.isEmpty()) {
        return CommandLine.ExitCode.SOFTWARE;
      }
      environment
          .out()
          .println(json ? JsonOutput.format(result.get().toJson()) : result.get().toText());
      return CommandLine.ExitCode.OK;
    } catch (InvalidNetworkException e) {
      throw new CommandException("The network does not fit the images: " + e.getMessage(), e);
    }
  }

  private TrainingRun fresh()
      throws ConfigException, DataException, RunException, CommandException {
    RunConfig config;
    try {
      config = options.fresh();
    } catch (IllegalArgumentException e) {
      throw usage(e);
    }
    Path path = run.orElse(environment.store().newRun(config.name()));
    if (run.isPresent()) {
      RunFolder.refuseIfTaken(path);
    }
    DataSplits data = load(config);
    config = options.isPreset() ? adapted(config, data.train()) : config;
    config.check(data.train().shape(), data.train().classes());
    MetricLog metrics = new MetricLog();
    TrainingSession session = TrainingSession.fresh(data, config, metrics);
    RunFolder folder = RunFolder.create(path, session.config(), Provenance.now(data));
    environment.err().println("Saving the run in " + path);
    return new TrainingRun(folder, data, metrics, 0, session);
  }

  private RunConfig adapted(RunConfig config, Dataset images) {
    NetworkSpec network = config.network().adaptedTo(images.shape(), images.classes());
    if (!network.equals(config.network())) {
      environment
          .err()
          .println(
              "The network is made to fit %d classes of %s: %s"
                  .formatted(
                      images.classes(),
                      images.shape(),
                      network.layers().stream().map(LayerSpec::title).collect(joining(", "))));
    }
    return config.withNetwork(network);
  }

  private TrainingRun resumed()
      throws ConfigException, DataException, RunException, CommandException {
    if (run.isEmpty()) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--resume needs --run DIR, the folder of the run to go on with");
    }
    RunFolder saved = RunFolder.open(run.get());
    Checkpoint from = saved.lastCheckpoint();
    RunConfig config;
    try {
      config = options.resumed(saved.config());
    } catch (IllegalArgumentException e) {
      throw usage(e);
    }
    DataSplits data = load(config);
    if (!data.sha256().equals(saved.provenance().dataSha256())) {
      throw new CommandException(otherImages(config, saved.provenance().corrections(), data));
    }
    if (options.learningRate().isPresent()) {
      from = from.withLearningRate(options.learningRate().get());
    }
    MetricLog metrics = saved.metrics(from.step());
    TrainingSession session =
        TrainingSession.resume(data, config, from, metrics, saved.history(from.step()));
    RunFolder folder = saved.withConfig(session.config());
    environment.err().println("Going on from step %d of %s".formatted(from.step(), run.get()));
    return new TrainingRun(folder, data, metrics, from.step(), session);
  }

  private static String otherImages(RunConfig config, Corrected then, DataSplits data) {
    return then.sha256().equals(data.corrected().sha256())
        ? "The images of %s are not those that the run was begun with: give them with --data, or choose another folder"
            .formatted(config.data())
        : "The run was begun with other corrections of %s (%s) than there are now (%s): take the newer ones back with 'digitscope data corrections', or begin a new run"
            .formatted(config.data(), then.counts(), data.corrected().counts());
  }

  private DataSplits load(RunConfig config) throws DataException {
    PrintWriter err = environment.err();
    err.println("Reading the images of " + config.data());
    err.flush();
    DataSplits data = environment.data(config.corrections()).load(config.data());
    return config.limit() > 0 ? data.limit(config.limit()) : data;
  }

  private CommandLine.ParameterException usage(IllegalArgumentException e) {
    return new CommandLine.ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
  }
}
