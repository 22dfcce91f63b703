package digitscope.cli;

import digitscope.config.ConfigException;
import digitscope.config.InvalidNetworkException;
import digitscope.config.RunConfig;
import digitscope.data.DataException;
import digitscope.data.DataSplits;
import digitscope.experiment.Repeats;
import digitscope.experiment.RunGroup;
import digitscope.experiment.RunGroup.Kind;
import digitscope.experiment.RunGroup.Member;
import digitscope.experiment.RunGroup.State;
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
import picocli.CommandLine.Spec;

@Command(
    name = "repeat",
    description = {
      "Trains one network several times with different seeds, to tell skill from luck.",
      "The seeds are --seed (or that of the configuration), the next number, and so on; nothing "
          + "else differs. Prints mean and spread of the test accuracy and of each cell of the "
          + "confusion matrix."
    },
    mixinStandardHelpOptions = true)
final class RunsRepeatCommand implements Callable<Integer> {
  private static final int MOST_SEEDS = 1000;

  private final Environment environment;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--seeds",
      required = true,
      paramLabel = "N",
      description = "Number of seeds, each of which is a run in a folder such as seed-1.")
  private int seeds;

  @Mixin private TrainOptions options = new TrainOptions();
  @Mixin private GroupOptions where = new GroupOptions();
  @Mixin private Trust trust = new Trust();

  @Option(names = "--json", description = "Print the result as one JSON object.")
  private boolean json;

  RunsRepeatCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws ConfigException, DataException, RunException, CommandException {
    if (seeds < 1 || seeds > MOST_SEEDS) {
      throw usage(
          String.format(Locale.ROOT, "--seeds must be from 1 to %d, not %d", MOST_SEEDS, seeds));
    }
    try (GroupTraining training = new GroupTraining(where.jobs(spec), environment)) {
      RunGroup group = group(training);
      if (!training.toTheEnd(group)) {
        return CommandLine.ExitCode.SOFTWARE;
      }
      RepeatReport report = new RepeatReport(group, Repeats.of(group));
      environment.out().println(json ? JsonOutput.format(report.toJson()) : report.toText());
      return status(group);
    } catch (InvalidNetworkException e) {
      throw new CommandException("The network does not fit the images: " + Reason.of(e), e);
    }
  }

  private RunGroup group(GroupTraining training)
      throws ConfigException, DataException, RunException, CommandException {
    RunConfig config;
    try {
      config = where.withThreads(options.fresh());
    } catch (IllegalArgumentException e) {
      throw usage(Reason.of(e));
    }
    if (!options.isPreset()) {
      config = options.asFarAsTrusted(config, trust, environment);
    }
    trust.warn(config, environment);
    DataSplits data = training.images(config);
    if (options.isPreset()) {
      config = TrainingImages.adapted(config, data.train(), environment);
    }
    config.check(data.train().shape(), data.train().classes());
    List<Member> planned = Repeats.plan(config, seeds);
    Optional<RunGroup> known = where.existing(environment.store(), Kind.REPEAT, config, planned);
    if (known.isPresent()) {
      environment.err().println("Continuing the runs in " + known.get().folder());
      known.get().add(planned);
      return known.get();
    }
    Path folder = where.run().orElse(environment.store().newRun(config.name() + "-repeat"));
    environment.err().println("Saving the runs in " + folder);
    return RunGroup.create(folder, Kind.REPEAT, config, planned);
  }

  /** Without one of its runs, the spread is not what was asked for. */
  private int status(RunGroup group) {
    int failed = 0;
    for (Member member : group.members()) {
      if (member.state() == State.FAILED) {
        failed++;
        environment
            .err()
            .println("digitscope: %s failed: %s".formatted(member.run(), member.problem()));
      }
    }
    return failed > 0 ? CommandLine.ExitCode.SOFTWARE : CommandLine.ExitCode.OK;
  }

  private CommandLine.ParameterException usage(String message) {
    return new CommandLine.ParameterException(spec.commandLine(), message);
  }
}
