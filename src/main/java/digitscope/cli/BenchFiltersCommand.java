package digitscope.cli;

import digitscope.bench.BenchmarkException;
import digitscope.bench.QuickTraining;
import digitscope.config.ConfigException;
import digitscope.config.ConfigFiles;
import digitscope.config.LayerSummary;
import digitscope.config.RunConfig;
import digitscope.data.DataException;
import digitscope.data.DataSplits;
import digitscope.data.source.DataSources;
import digitscope.io.Reason;
import digitscope.probe.PatternSettings;
import digitscope.run.RunException;
import digitscope.session.TrainedNetwork;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "filters",
    description = {
      "Measures the pattern search for filters: how long it takes, and how much more "
          + "strongly a pattern activates its filter than the best training image does.",
      "Uses the network of a run, or trains a preset first."
    },
    mixinStandardHelpOptions = true)
final class BenchFiltersCommand implements Callable<Integer> {
  private final Environment environment;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--run",
      paramLabel = "RUN",
      description = "Folder of the run to use; by default, a preset is trained.")
  private Optional<Path> run = Optional.empty();

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      description = "Preset to train; default: ${DEFAULT-VALUE}.")
  private String preset = "cnn";

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Number of epochs to train; default: ${DEFAULT-VALUE}.")
  private int epochs = 1;

  @Option(
      names = "--data",
      paramLabel = "SOURCE",
      description = {
        "Images, as for 'train --data'; default: those of the run, or digits.",
      })
  private Optional<String> data = Optional.empty();

  @Option(
      names = "--layer",
      paramLabel = "NAME",
      description =
          "Layer to measure, such as 5.convolution; default: all layers with filters, "
              + "with the last convolution's numbers first.")
  private Optional<String> layer = Optional.empty();

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "Steps of gradient ascent; default: ${DEFAULT-VALUE}.")
  private int steps = 128;

  @Option(
      names = "--restarts",
      paramLabel = "N",
      description = "Starting points per filter; default: ${DEFAULT-VALUE}.")
  private int restarts = 4;

  @Option(
      names = "--method",
      paramLabel = "unit|channel|noise",
      description = "Search method; default: unit. " + PatternExport.METHODS)
  private PatternSettings.Method method = PatternSettings.Method.UNIT;

  @Mixin private Trust trust = new Trust();

  @Option(names = "--json", description = "Print the result as one JSON object.")
  private boolean json;

  BenchFiltersCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call()
      throws ConfigException, DataException, BenchmarkException, RunException, CommandException {
    refuseUnless(epochs >= 1 && epochs <= 1000, "--epochs must be from 1 to 1000");
    refuseUnless(steps >= 1 && steps <= 10_000, "--steps must be from 1 to 10000");
    refuseUnless(restarts >= 1 && restarts <= 100, "--restarts must be from 1 to 100");
    BenchFiltersReport report = run.isPresent() ? ofRun(run.get()) : ofPreset();
    environment.out().println(json ? JsonOutput.format(report.toJson()) : report.toText());
    return CommandLine.ExitCode.OK;
  }

  private BenchFiltersReport ofRun(Path folder)
      throws RunException, CommandException, DataException {
    OpenedRun opened = OpenedRun.open(folder, Optional.empty(), environment);
    DataSplits images = opened.data(data, trust, environment);
    try (TrainedNetwork network = opened.network()) {
      return measure(network, opened.folder().config(), images);
    }
  }

  private BenchFiltersReport ofPreset()
      throws ConfigException, DataException, BenchmarkException, CommandException {
    RunConfig config = config();
    DataSplits images = environment.data().load(data.orElse(DataSources.DIGITS));
    environment.note("Training " + preset);
    try (TrainedNetwork network =
        new TrainedNetwork(
            config,
            images.train().shape(),
            images.train().classes(),
            QuickTraining.train(images, config))) {
      return measure(network, config, images);
    }
  }

  private RunConfig config() throws ConfigException {
    RunConfig config = new ConfigFiles().preset(preset);
    try {
      return config.withTraining(config.training().withEpochs(epochs));
    } catch (IllegalArgumentException e) {
      throw new CommandLine.ParameterException(spec.commandLine(), Reason.of(e));
    }
  }

  private BenchFiltersReport measure(TrainedNetwork network, RunConfig config, DataSplits images)
      throws CommandException {
    List<LayerSummary> all =
        config.network().summarize(images.train().shape(), images.train().classes());
    List<LayerSummary> chosen =
        layer.isPresent()
            ? List.of(PatternExport.layer(all, layer.get()))
            : all.stream().filter(one -> one.spec().hasFilters()).toList();
    PatternSettings settings = new PatternSettings(method, steps, restarts, 1);
    List<BenchFiltersReport.Measured> measured = new ArrayList<>();
    for (LayerSummary one : chosen) {
      environment.note("Measuring " + one.name());
      measured.add(
          BenchFiltersReport.measure(network, one, one.answeringIndex(all), settings, images));
    }
    return new BenchFiltersReport(settings, measured);
  }

  private void refuseUnless(boolean right, String message) {
    if (!right) {
      throw new CommandLine.ParameterException(spec.commandLine(), message);
    }
  }
}
