package digitscope.cli;

import digitscope.config.BackendChoice;
import digitscope.config.ConfigException;
import digitscope.config.InvalidNetworkException;
import digitscope.config.RunConfig;
import digitscope.config.TrainingSpec;
import digitscope.data.Corrected;
import digitscope.data.DataException;
import digitscope.data.DataSplits;
import digitscope.data.Dataset;
import digitscope.data.HeldOut;
import digitscope.engine.Hardware;
import digitscope.experiment.RecordedTraining;
import digitscope.io.Reason;
import digitscope.network.Checkpoint;
import digitscope.network.LearningRates;
import digitscope.run.Computation;
import digitscope.run.Provenance;
import digitscope.run.RunException;
import digitscope.run.RunFolder;
import java.nio.file.Path;
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
    name = "train",
    description = {
      "Trains a network and saves the run in a folder.",
      "Press Ctrl+C to stop; --resume continues from there, to the same weights."
    },
    mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {
  private final Environment environment;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private TrainOptions options = new TrainOptions();
  @Mixin private TraceOptions tracing = new TraceOptions();
  @Mixin private MomentOptions moments = new MomentOptions();

  @Option(
      names = "--run",
      paramLabel = "DIR",
      description = "Folder to save the run in; default: a new one among the user's runs.")
  private Optional<Path> run = Optional.empty();

  @Option(names = "--resume", description = "Continue the run in --run DIR.")
  private boolean resume;

  @Mixin private Trust trust = new Trust();

  @Option(names = "--json", description = "Print the result as one JSON object.")
  private boolean json;

  TrainCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws ConfigException, DataException, RunException, CommandException {
    try {
      TrainingRun training = resume ? resumed() : fresh();
      Optional<TrainingResult> result = toTheEnd(training);
      if (result.isEmpty()) {
        return CommandLine.ExitCode.SOFTWARE;
      }
      environment
          .out()
          .println(json ? JsonOutput.format(result.get().toJson()) : result.get().toText());
      return CommandLine.ExitCode.OK;
    } catch (InvalidNetworkException e) {
      throw new CommandException("The network does not fit the images: " + Reason.of(e), e);
    }
  }

  private Optional<TrainingResult> toTheEnd(TrainingRun training)
      throws RunException, CommandException {
    boolean hasFailed = true;
    try {
      BackendChoice backend = training.folder().config().training().backend();
      environment.err().println("Computing: " + Hardware.detect(backend).description());
      Optional<TrainingResult> result = training.toTheEnd(environment);
      hasFailed = false;
      return result;
    } finally {
      if (hasFailed && !resume && training.session().imagesTrained() == 0) {
        training.folder().discardUntrained();
      }
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
    if (!options.isPreset()) {
      config = options.asFarAsTrusted(config, trust, environment);
    }
    trust.warn(config, environment);
    DataSplits data =
        TrainingImages.load(config, environment.data(config.corrections()), environment);
    config =
        options.isPreset() ? TrainingImages.adapted(config, data.train(), environment) : config;
    config.check(data.train().shape(), data.train().classes());
    RecordedTraining training =
        RecordedTraining.begin(path, config, data, extras(config, data.train()));
    environment.err().println("Saving the run in " + path);
    return new TrainingRun(training);
  }

  private TrainingRun resumed()
      throws ConfigException, DataException, RunException, CommandException {
    if (run.isEmpty()) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--resume needs --run DIR, the folder of the run to continue");
    }
    RunFolder saved = RunFolder.openToTrain(run.get(), environment::note);
    Optional<TrainingRun> resumed = Optional.empty();
    try {
      resumed = Optional.of(resumed(saved));
      return resumed.get();
    } finally {
      if (resumed.isEmpty()) {
        saved.release();
      }
    }
  }

  private TrainingRun resumed(RunFolder saved)
      throws ConfigException, DataException, RunException, CommandException {
    Checkpoint from = saved.lastCheckpoint();
    RunConfig config;
    try {
      config = options.resumed(saved.config());
    } catch (IllegalArgumentException e) {
      throw usage(e);
    }
    config = options.asFarAsTrusted(config, trust, environment);
    DataSplits data =
        TrainingImages.load(config, environment.data(config.corrections(), saved), environment);
    if (!data.sha256().equals(saved.provenance().dataSha256())) {
      throw new CommandException(otherImages(config, saved.provenance(), data));
    }
    noteRisingRate(saved.config().training(), config.training(), from.step(), data.train());
    if (options.learningRate().isPresent()) {
      from = from.withLearningRate(options.learningRate().get());
    }
    RecordedTraining training =
        RecordedTraining.resume(saved, config, data, from, extras(config, data.train()));
    saved
        .provenance()
        .noteOnComputation(Computation.here(config.training()))
        .ifPresent(environment::note);
    environment
        .err()
        .println(
            String.format(Locale.ROOT, "Continuing from step %d of %s", from.step(), run.get()));
    return new TrainingRun(training);
  }

  private RecordedTraining.Extras extras(RunConfig config, Dataset images) throws CommandException {
    try {
      return new RecordedTraining.Extras(
          tracing.file(config, images.shape(), images.classes()), moments.retention());
    } catch (IllegalArgumentException e) {
      throw usage(e);
    }
  }

  /** A schedule over the whole run begins, with more epochs, at an earlier place of it. */
  private void noteRisingRate(TrainingSpec before, TrainingSpec now, long step, Dataset images) {
    int trained = HeldOut.of(images, now.validation().fraction(), now.seed()).training().size();
    double epoch = step / Math.ceil((double) trained / now.batchSize());
    double rate = LearningRates.at(before, epoch);
    double stretched = LearningRates.at(before.withEpochs(now.epochs()), epoch);
    if (stretched > rate * 1.01) {
      environment.note(
          String.format(
              Locale.ROOT,
              "The learning rate rises again, from %.3g to %.3g: its schedule now ends after %d"
                  + " epochs, not %d.",
              rate,
              stretched,
              now.epochs(),
              before.epochs()));
    }
  }

  private static String otherImages(RunConfig config, Provenance provenance, DataSplits data) {
    Corrected then = provenance.corrections();
    if (then.sha256().equals(data.corrected().sha256()) && provenance.isFromOldReading(data)) {
      return ("Gray pictures are now read with their true brightness, or the files of %s have "
              + "changed: the run was started with other images; start a new run")
          .formatted(config.data());
    }
    return then.sha256().equals(data.corrected().sha256())
        ? ("The images of %s are not those the run was started with: give the original ones "
                + "with --data, or start a new run in another folder")
            .formatted(config.data())
        : ("The run was started with other label corrections for %s (%s) than there are now "
                + "(%s): remove the newer ones with 'digitscope data corrections', or start a new "
                + "run")
            .formatted(config.data(), then.counts(), data.corrected().counts());
  }

  private CommandLine.ParameterException usage(IllegalArgumentException e) {
    return new CommandLine.ParameterException(spec.commandLine(), Reason.of(e));
  }
}
