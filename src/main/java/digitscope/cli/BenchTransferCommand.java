package digitscope.cli;

import digitscope.bench.BenchmarkException;
import digitscope.bench.TransferBenchmark;
import digitscope.bench.TransferResult;
import digitscope.config.ConfigException;
import digitscope.config.ConfigFiles;
import digitscope.config.RunConfig;
import digitscope.data.DataException;
import digitscope.data.DataSplits;
import digitscope.data.Dataset;
import digitscope.data.source.DataSources;
import digitscope.io.Reason;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "transfer",
    description = {
      "Measures how well networks trained only on drawn digits read real handwriting.",
      "Trains one network per seed on the bundled digits, then tests it on real images."
    },
    mixinStandardHelpOptions = true)
final class BenchTransferCommand implements Callable<Integer> {
  private final Environment environment;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--data",
      paramLabel = "SOURCE",
      description = "Real images: mnist (downloaded if needed), or a folder with four IDX files.")
  private Optional<String> data = Optional.empty();

  @Option(
      names = "--split",
      paramLabel = "test|train",
      description = {
        "Part of the real images to test on; default: test.",
        "Use train while you change how digits are drawn, so that the test part stays unseen."
      })
  private EvaluateCommand.Split split = EvaluateCommand.Split.TEST;

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      description = "Preset to train; default: ${DEFAULT-VALUE}.")
  private String preset = "cnn";

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "Number of networks to train, with seeds 1 to N; default: ${DEFAULT-VALUE}.")
  private int seeds = 3;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Epochs to train on the drawn images; default: ${DEFAULT-VALUE}.")
  private int epochs = 4;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Use only the first N drawn images; default: all 60,000.")
  private int limit = Integer.MAX_VALUE;

  @Option(names = "--json", description = "Print the result as one JSON object.")
  private boolean json;

  BenchTransferCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws ConfigException, DataException, BenchmarkException {
    refuseUnless(seeds >= 1 && seeds <= 100, "--seeds must be from 1 to 100");
    refuseUnless(limit >= 1, "--limit must be 1 or more");
    RunConfig config = config();
    PrintWriter err = environment.err();
    Consumer<String> progress =
        sentence -> {
          err.println(sentence);
          err.flush();
        };
    Dataset real = real();
    progress.accept("Drawing digits");
    DataSplits drawn = environment.data().load(DataSources.DIGITS).limit(limit);
    refuseUnless(
        real.shape().equals(drawn.train().shape()) && real.classes() == drawn.train().classes(),
        String.format(
            Locale.ROOT,
            "--data must contain digits: 28×28 pixels in 10 classes, not %s in %d",
            real.shape(),
            real.classes()));
    TransferResult result = new TransferBenchmark(config, seeds).run(drawn, real, progress);
    environment
        .out()
        .println(json ? JsonOutput.format(toJson(drawn, real, result)) : toText(real, result));
    return CommandLine.ExitCode.OK;
  }

  private RunConfig config() throws ConfigException {
    RunConfig config = new ConfigFiles().preset(preset);
    try {
      return config.withTraining(config.training().withEpochs(epochs));
    } catch (IllegalArgumentException e) {
      throw usage(Reason.of(e));
    }
  }

  private Dataset real() throws DataException {
    if (data.isEmpty()) {
      throw usage(
          "Real images are needed: give --data mnist, or a folder with four IDX files "
              + "such as MNIST's");
    }
    DataSplits splits = environment.data().load(data.get());
    return split == EvaluateCommand.Split.TEST ? splits.test() : splits.train();
  }

  private Map<String, Object> toJson(DataSplits drawn, Dataset real, TransferResult result) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("test_accuracy", result.medianAccuracy());
    object.put("readings", result.readings());
    object.put("seconds", result.seconds());
    object.put("preset", preset);
    object.put("epochs", epochs);
    object.put("drawn_images", drawn.train().size());
    object.put("drawn_sha256", drawn.sha256());
    object.put("split", split.name().toLowerCase(Locale.ROOT));
    object.put("real_images", real.size());
    object.put("real_sha256", real.sha256());
    return object;
  }

  private String toText(Dataset real, TransferResult result) {
    return String.format(
        Locale.ROOT,
        "Accuracy %.2f %% on %,d real images after training on drawn digits only (median "
            + "of %d networks, %.0f s in total)",
        100 * result.medianAccuracy(),
        real.size(),
        result.readings().size(),
        result.seconds());
  }

  private void refuseUnless(boolean right, String message) {
    if (!right) {
      throw usage(message);
    }
  }

  private CommandLine.ParameterException usage(String message) {
    return new CommandLine.ParameterException(spec.commandLine(), message);
  }
}
