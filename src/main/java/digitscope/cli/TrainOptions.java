package digitscope.cli;

import digitscope.config.BackendChoice;
import digitscope.config.CatalogueFiles;
import digitscope.config.ConfigException;
import digitscope.config.ConfigFiles;
import digitscope.config.RunConfig;
import digitscope.config.TrainingSpec;
import digitscope.data.DataException;
import digitscope.data.source.DataSources;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What to train, as options: a preset or a file, and what to change of it. */
final class TrainOptions {
  static final class Network {
    @Option(
        names = "--preset",
        paramLabel = "NAME",
        description =
            "Built-in network and training settings: cnn (the default), mlp, lenet5, "
                + "cnn-bn or resnet-mini.")
    private Optional<String> preset = Optional.empty();

    @Option(
        names = "--config",
        paramLabel = "FILE",
        description =
            "JSON file with network and training settings, such as the config.json of a run.")
    private Optional<Path> config = Optional.empty();
  }

  @ArgGroup(exclusive = true)
  private Network network = new Network();

  @Option(
      names = "--data",
      paramLabel = "SOURCE",
      description = {
        "Images: digits (drawn by the program), a set from 'data list' such as mnist,",
        "a folder of IDX files, a folder that has",
        "a folder of pictures per class, a CSV file, or the name of imported images."
      })
  private Optional<String> data = Optional.empty();

  @Option(
      names = "--no-corrections",
      description = "Use labels and images as they are, without corrections.")
  private boolean withoutCorrections;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Number of passes over the training images; with --resume, the total.")
  private Optional<Integer> epochs = Optional.empty();

  @Option(names = "--batch", paramLabel = "N", description = "Batch size: images per step.")
  private Optional<Integer> batch = Optional.empty();

  @Option(
      names = "--learning-rate",
      paramLabel = "X",
      description = "Base learning rate, which the schedule multiplies.")
  private Optional<Double> learningRate = Optional.empty();

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Random seed; the same seed, threads and backend give the same weights.")
  private Optional<Long> seed = Optional.empty();

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Number of threads that share each step; default: one per core.")
  private Optional<Integer> threads = Optional.empty();

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      description = {
        "Backend: auto (the default: the fastest available), vector (Java's vectors),",
        "nd4j (ND4J on the processor or, with the CUDA build, on the GPU) or plain (the",
        "reference, slow)."
      })
  private Optional<BackendChoice> backend = Optional.empty();

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Use only the first N training images; 0 for all.")
  private Optional<Integer> limit = Optional.empty();

  @Mixin private GeneralizationOptions generalization = new GeneralizationOptions();

  Optional<Double> learningRate() {
    return learningRate;
  }

  /**
   * The configuration of a new run.
   *
   * @throws ConfigException if there is no such preset or file
   * @throws IllegalArgumentException if a value is out of its range
   */
  RunConfig fresh() throws ConfigException {
    return changed(named().orElse(new ConfigFiles().preset("cnn")));
  }

  /**
   * The configuration with which a run goes on. Only epochs, rate, threads, backend and what ends
   * it early may differ.
   *
   * @throws CommandException if an option says otherwise than the run
   * @throws IllegalArgumentException if a value is out of its range
   */
  RunConfig resumed(RunConfig saved) throws ConfigException, CommandException {
    Optional<RunConfig> named = named();
    if (named.isPresent() && !sameExceptOptions(named.get(), saved)) {
      throw otherSettings("network or training settings", "--preset or --config");
    }
    refuseChange(batch, saved.training().batchSize(), "batch size", "--batch");
    refuseChange(seed, saved.training().seed(), "seed", "--seed");
    refuseChange(limit, saved.limit(), "number of training images", "--limit");
    if (withoutCorrections && saved.corrections()) {
      throw otherSettings("choice of labels (with corrections)", "--no-corrections");
    }
    generalization.refuseChange(saved.training());
    return changed(saved);
  }

  /** What is to be done of what a file says, and no option. */
  RunConfig asFarAsTrusted(RunConfig config, Trust trust, Environment environment)
      throws DataException, CommandException {
    if (data.isEmpty()) {
      trust.check(config.data(), environment);
    }
    return threads.isPresent() ? config : trust.withinCores(config, environment);
  }

  /** Whether the network is one of the program, which may be made to fit the images. */
  boolean isPreset() {
    return network.config.isEmpty();
  }

  private Optional<RunConfig> named() throws ConfigException {
    ConfigFiles files = new ConfigFiles();
    if (network.config.isPresent()) {
      return Optional.of(files.read(network.config.get()));
    }
    return network.preset.isPresent()
        ? Optional.of(files.preset(network.preset.get()))
        : Optional.empty();
  }

  private RunConfig changed(RunConfig config) {
    TrainingSpec training = config.training();
    training = training.withEpochs(epochs.orElse(training.epochs()));
    training = training.withBatchSize(batch.orElse(training.batchSize()));
    training = training.withLearningRate(learningRate.orElse(training.learningRate()));
    training = training.withSeed(seed.orElse(training.seed()));
    training = training.withThreads(threads.orElse(training.threads()));
    training = training.withBackend(backend.orElse(training.backend()));
    return config
        .withTraining(generalization.changed(training))
        .withLimit(limit.orElse(config.limit()))
        .withCorrections(config.corrections() && !withoutCorrections)
        .withData(lasting(data.orElse(config.data())));
  }

  /**
   * A file or folder is saved by its full path, so that the run finds it from anywhere; the name of
   * a set stays that name, also where there is a folder of the same name.
   */
  static String lasting(String source) {
    if (source.equals(DataSources.DIGITS)
        || new CatalogueFiles().bundled().find(source).isPresent()) {
      return source;
    }
    try {
      Path path = Path.of(source);
      return Files.exists(path) ? path.toAbsolutePath().normalize().toString() : source;
    } catch (InvalidPathException e) {
      // Loading it reports that there is no such data.
      return source;
    }
  }

  private static boolean sameExceptOptions(RunConfig named, RunConfig saved) {
    TrainingSpec own = saved.training();
    TrainingSpec adjusted =
        named
            .training()
            .withEpochs(own.epochs())
            .withBatchSize(own.batchSize())
            .withLearningRate(own.learningRate())
            .withValidation(own.validation())
            .withAugmentation(own.augmentation())
            .withSeed(own.seed())
            .withThreads(own.threads())
            .withBackend(own.backend());
    return named.network().equals(saved.network()) && adjusted.equals(own);
  }

  static <T> void refuseChange(Optional<T> wanted, T saved, String what, String option)
      throws CommandException {
    if (wanted.isPresent() && !wanted.get().equals(saved)) {
      throw otherSettings("%s (%s, not %s)".formatted(what, saved, wanted.get()), option);
    }
  }

  private static CommandException otherSettings(String what, String option) {
    return new CommandException(
        "The run was started with a different %s: omit %s to continue, or choose another folder"
            .formatted(what, option));
  }
}
