package digitscope.cli;

import digitscope.config.RunConfig;
import digitscope.data.DataException;
import digitscope.data.DataSplits;
import digitscope.experiment.JobQueue;
import digitscope.experiment.JobQueue.QueueProgress;
import digitscope.experiment.LocalExecutor;
import digitscope.experiment.RunGroup;
import digitscope.experiment.RunGroup.Member;
import digitscope.experiment.RunGroup.State;
import digitscope.run.RunException;
import digitscope.run.RunFolder;
import java.util.Locale;
import java.util.Optional;

/** Trains the runs of a group, saying on {@code err} how it goes. */
final class GroupTraining implements AutoCloseable {
  private final Environment environment;
  private final LocalExecutor executor;
  private Optional<RunConfig> loaded = Optional.empty();
  private Optional<DataSplits> images = Optional.empty();

  /**
   * @param jobs how many are trained at a time
   */
  GroupTraining(int jobs, Environment environment) {
    this.environment = environment;
    this.executor = new LocalExecutor(this::load, jobs);
  }

  /** The images of a configuration, without its limit, which are then there for the runs. */
  DataSplits images(RunConfig config) throws DataException {
    DataSplits read =
        TrainingImages.load(
            config.withLimit(0), environment.data(config.corrections()), environment);
    loaded = Optional.of(config);
    images = Optional.of(read);
    return read;
  }

  private DataSplits load(RunConfig config, Optional<RunFolder> run) throws DataException {
    if (run.isPresent()) {
      return environment.data(config.corrections(), run.get()).load(config.data());
    }
    boolean isKnown =
        loaded
            .filter(known -> known.data().equals(config.data()))
            .filter(known -> known.corrections() == config.corrections())
            .isPresent();
    return isKnown
        ? images.orElseThrow()
        : environment.data(config.corrections()).load(config.data());
  }

  /**
   * Trains what is not finished.
   *
   * @return whether all was trained, or it was stopped, which then has been said
   */
  boolean toTheEnd(RunGroup group) throws RunException, CommandException {
    Printer printer = new Printer(group.kind() == RunGroup.Kind.REPEAT);
    JobQueue queue = new JobQueue(group, executor, printer);
    OnInterrupt interrupt = new OnInterrupt(queue::pause);
    try {
      queue.run();
      boolean isCanceled =
          group.members().stream().anyMatch(member -> member.state() == State.CANCELED);
      if (queue.isPaused() && !isCanceled) {
        environment
            .err()
            .println(
                String.format(
                    Locale.ROOT,
                    "digitscope: Stopped with %d of %d runs finished. To continue, repeat the"
                        + " command.",
                    group.members().stream().filter(m -> m.state() == State.DONE).count(),
                    group.members().size()));
        return false;
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandException("The training was interrupted; repeat the command", e);
    } finally {
      interrupt.over();
    }
  }

  @Override
  public void close() {
    executor.close();
  }

  /** A line for each run that ends, and one that changes where a user watches. */
  private final class Printer implements JobQueue.Watcher {
    private static final long REDRAW_NANOS = 200_000_000L;

    private final boolean isRepeat;
    private long drawnAt;

    Printer(boolean isRepeat) {
      this.isRepeat = isRepeat;
    }

    @Override
    public synchronized void changed(QueueProgress progress) {
      long now = System.nanoTime();
      if (environment.isInteractive() && now - drawnAt >= REDRAW_NANOS) {
        drawnAt = now;
        print(
            String.format(
                Locale.ROOT,
                "%d of %d runs finished, %d in training, %.0f %%",
                progress.done(),
                progress.total(),
                progress.running(),
                100 * progress.fraction()),
            false);
      }
    }

    @Override
    public synchronized void changed(Member member) {
      String name = isRepeat ? member.run() : member.run() + " " + settings(member);
      switch (member.state()) {
        case DONE -> print(name + ": finished", true);
        case FAILED -> print(name + ": failed: " + member.problem(), true);
        case CANCELED -> print(name + ": canceled", true);
        case WAITING, RUNNING -> {}
      }
    }

    private void print(String line, boolean stays) {
      if (environment.isInteractive()) {
        environment.err().print(PlainWriter.SAME_LINE + line + (stays ? "\n" : ""));
      } else {
        environment.err().println(line);
      }
      environment.err().flush();
    }
  }

  /** The settings of a run, such as {@code (training.learningRate 0.1)}. */
  static String settings(Member member) {
    StringBuilder text = new StringBuilder();
    member
        .settings()
        .forEach(
            (setting, value) ->
                text.append(text.isEmpty() ? "" : ", ")
                    .append(setting)
                    .append(' ')
                    .append(TextTable.name(JsonOutput.format(value))));
    return "(" + text + ")";
  }
}
