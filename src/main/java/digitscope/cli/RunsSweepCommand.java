package digitscope.cli;

import digitscope.config.ConfigException;
import digitscope.config.InvalidNetworkException;
import digitscope.config.RunConfig;
import digitscope.config.SweepFiles;
import digitscope.config.SweepSpec;
import digitscope.data.DataException;
import digitscope.data.DataSplits;
import digitscope.experiment.RunGroup;
import digitscope.experiment.RunGroup.Kind;
import digitscope.experiment.RunGroup.Member;
import digitscope.experiment.Sweep;
import digitscope.io.Reason;
import digitscope.run.RunException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "sweep",
    description = {
      "Trains a network with different settings, and finds the best on held-out images.",
      "FILE is a configuration as of --config in which values may vary; the test set has no "
          + "part in the choice. Repeat the command to continue after an interruption."
    },
    mixinStandardHelpOptions = true)
final class RunsSweepCommand implements Callable<Integer> {
  private final Environment environment;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      index = "0",
      paramLabel = "FILE.json",
      description = {
        "Configuration in which a value may be a list, such as \"learningRate\": [0.01, 0.1], or a "
            + "range, such as {\"from\": 0.001, \"to\": 0.1, \"scale\": \"log\", \"steps\": 5}.",
        "With \"search\": {\"kind\": \"grid\"} or {\"kind\": \"random\", \"number\": 20, "
            + "\"seed\": 1}. \"preset\": \"cnn\" stands for all that it leaves out."
      })
  private Path file = Path.of("");

  @Mixin private GroupOptions where = new GroupOptions();
  @Mixin private Trust trust = new Trust();

  @Option(
      names = "--cancel",
      description = "End the sweep for good, also where another process is training it.")
  private boolean cancel;

  @Option(names = "--json", description = "Print the result as one JSON object.")
  private boolean json;

  RunsSweepCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws ConfigException, DataException, RunException, CommandException {
    SweepSpec sweep = new SweepFiles().read(file);
    RunConfig base = base(sweep);
    try (GroupTraining training = new GroupTraining(where.jobs(spec), environment)) {
      DataSplits data = training.images(base);
      if (sweep.isPreset()) {
        base = TrainingImages.adapted(base, data.train(), environment);
      }
      List<Member> planned = Sweep.plan(sweep);
      Optional<RunGroup> known = where.existing(environment.store(), Kind.SWEEP, base, planned);
      if (cancel) {
        return cancel(known);
      }
      RunGroup group = known.isPresent() ? known.get() : begun(base, planned);
      environment
          .err()
          .println(
              (known.isPresent() ? "Continuing the runs in " : "Saving the runs in ")
                  + group.folder());
      note(sweep, Sweep.of(group));
      if (!training.toTheEnd(group)) {
        return CommandLine.ExitCode.SOFTWARE;
      }
      return report(group);
    } catch (InvalidNetworkException e) {
      throw new CommandException("The network does not fit the images: " + Reason.of(e), e);
    }
  }

  private RunConfig base(SweepSpec sweep) throws DataException, CommandException {
    RunConfig base = sweep.base().withData(TrainOptions.lasting(sweep.base().data()));
    trust.check(base.data(), environment);
    base = trust.withinCores(base, environment);
    trust.warn(base, environment);
    return where.withThreads(base);
  }

  private RunGroup begun(RunConfig base, List<Member> planned) throws RunException {
    Path folder = where.run().orElse(environment.store().newRun(base.name() + "-sweep"));
    return RunGroup.create(folder, Kind.SWEEP, base, planned);
  }

  private int cancel(Optional<RunGroup> known) throws RunException, CommandException {
    RunGroup group =
        known.orElseThrow(
            () ->
                new CommandException(
                    "There is no unfinished sweep of %s; give its folder with --run"
                        .formatted(file)));
    try {
      group.cancelUnfinished();
      environment.err().println("Canceled the sweep in " + group.folder());
    } catch (RunException e) {
      // Another process trains it, and ends it soon.
      group.requestCancel();
      environment.err().println("Canceling the sweep in " + group.folder());
    }
    return CommandLine.ExitCode.OK;
  }

  private void note(SweepSpec spec, Sweep sweep) {
    if (spec.holdsOutByDefault()) {
      environment.note(
          String.format(
              Locale.ROOT,
              "The file holds out no images, so %.0f %% of the training images are held out to"
                  + " choose by.",
              100 * SweepSpec.DEFAULT_VALIDATION));
    }
    if (!sweep.settingsOfTheImages().isEmpty()) {
      environment.note(
          "Runs with another %s are judged by other held-out images, which adds chance to the choice."
              .formatted(String.join(" or ", sweep.settingsOfTheImages())));
    }
  }

  private int report(RunGroup group) throws CommandException {
    SweepReport report = new SweepReport(group, Sweep.of(group));
    environment.out().println(json ? JsonOutput.format(report.toJson()) : report.toText());
    if (report.sweep().best().isEmpty()) {
      throw new CommandException(
          "No run of the sweep has a result; see why in the table, and change the settings");
    }
    return CommandLine.ExitCode.OK;
  }
}
