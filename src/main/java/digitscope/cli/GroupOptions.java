package digitscope.cli;

import digitscope.config.RunConfig;
import digitscope.experiment.RunGroup;
import digitscope.experiment.RunGroup.Kind;
import digitscope.experiment.RunGroup.Member;
import digitscope.run.RunException;
import digitscope.run.RunStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Where several runs go, and how many are trained at a time. */
final class GroupOptions {
  private static final int MOST_JOBS = 64;

  @Option(
      names = "--run",
      paramLabel = "DIR",
      description =
          "Folder to save the runs in; default: a new one among the user's runs. Repeat the "
              + "command to continue after an interruption: finished runs are not trained again.")
  private Optional<Path> run = Optional.empty();

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = "Number of runs to train at a time, which share the cores; default: 1.")
  private int jobs = 1;

  /**
   * How many runs are trained at a time.
   *
   * @throws CommandLine.ParameterException if that number makes no sense
   */
  int jobs(CommandSpec command) {
    if (jobs < 1 || jobs > MOST_JOBS) {
      throw new CommandLine.ParameterException(
          command.commandLine(),
          String.format(Locale.ROOT, "--jobs must be from 1 to %d, not %d", MOST_JOBS, jobs));
    }
    return jobs;
  }

  /** Where the runs are to go, if that was said. */
  Optional<Path> run() {
    return run;
  }

  /** The configuration with definite threads: the cores shared by all jobs, if it says none. */
  RunConfig withThreads(RunConfig config) {
    int cores = Runtime.getRuntime().availableProcessors();
    return config.training().threads() > 0
        ? config
        : config.withTraining(config.training().withThreads(Math.max(1, cores / jobs)));
  }

  /**
   * The group to continue; empty if a new one is to be begun.
   *
   * @param planned its runs; those of the group may be more or fewer if it is a repeat
   * @throws RunException if the folder that was given has other runs
   */
  Optional<RunGroup> existing(RunStore store, Kind kind, RunConfig config, List<Member> planned)
      throws RunException {
    Predicate<RunGroup> fits = group -> kind == Kind.REPEAT || group.hasRuns(planned);
    if (run.isPresent()) {
      if (!RunGroup.isGroup(run.get())) {
        return Optional.empty();
      }
      RunGroup group = RunGroup.open(run.get());
      group.refuseOther(kind, config);
      if (!fits.test(group)) {
        throw new RunException(
            "%s was begun with other values to try; choose another folder".formatted(run.get()));
      }
      return Optional.of(group);
    }
    return interrupted(store, kind, config, fits);
  }

  /** The newest group of the store that is not finished and has the same runs. */
  private static Optional<RunGroup> interrupted(
      RunStore store, Kind kind, RunConfig config, Predicate<RunGroup> fits) throws RunException {
    List<Path> folders =
        store.groups().stream()
            .sorted(Comparator.comparing(GroupOptions::changed).reversed())
            .toList();
    for (Path folder : folders) {
      try {
        RunGroup group = RunGroup.open(folder);
        if (!group.isSettled() && group.isOf(kind, config) && fits.test(group)) {
          return Optional.of(group);
        }
      } catch (RunException e) {
        // A damaged one is in nobody's way.
      }
    }
    return Optional.empty();
  }

  private static long changed(Path folder) {
    try {
      return Files.getLastModifiedTime(folder.resolve(RunStore.GROUP_FILE)).toMillis();
    } catch (IOException e) {
      return 0;
    }
  }
}
