package digitscope.cli;

import digitscope.config.ConfigException;
import digitscope.config.ConfigFiles;
import digitscope.config.InvalidNetworkException;
import digitscope.config.RunConfig;
import digitscope.data.Corrections;
import digitscope.data.DataException;
import digitscope.data.DataSplits;
import digitscope.data.Dataset;
import digitscope.data.Progress;
import digitscope.data.Split;
import digitscope.eval.Evaluation;
import digitscope.eval.SuspectLabels;
import digitscope.eval.SuspectLabels.Suspect;
import digitscope.io.Reason;
import digitscope.session.CrossValidation;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "suspects",
    description = {
      "Finds images whose label looks wrong, using confident learning.",
      "Each training image is judged by a network that was not trained on it;",
      "each test image by a network trained on the training images.",
      "To act on the results, use 'digitscope data corrections'."
    },
    mixinStandardHelpOptions = true)
final class DataSuspectsCommand implements Callable<Integer> {
  private static final int MOST_FOLDS = 100;

  private final Environment environment;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "SOURCE", description = "Images, as for 'train --data'.")
  private String source = "";

  @Option(
      names = "--split",
      paramLabel = "train|test",
      description = "Part to check; default: train.")
  private Split split = Split.TRAIN;

  @Option(
      names = "--folds",
      paramLabel = "N",
      description =
          "Number of networks for the training images (cross-validation folds); default: 4.")
  private int folds = 4;

  @Option(names = "--preset", paramLabel = "NAME", description = "Preset to train; default: cnn.")
  private String preset = "cnn";

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Epochs to train each network; default: 2.")
  private int epochs = 2;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Use only the first N training images; default: all.")
  private int limit;

  @Option(names = "--seed", paramLabel = "N", description = "Random seed.")
  private Optional<Long> seed = Optional.empty();

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Number of threads; default: one per core.")
  private int threads;

  @Option(
      names = "--most",
      paramLabel = "N",
      description =
          "List the N most doubtful images; 0 lists all; default: 50. --json always has all.")
  private int most = 50;

  @Option(names = "--json", description = "Print the result as one JSON object.")
  private boolean json;

  DataSuspectsCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws DataException, ConfigException, CommandException {
    if (folds < 2 || folds > MOST_FOLDS) {
      throw usage(
          String.format(Locale.ROOT, "--folds must be from 2 to %d, not %d", MOST_FOLDS, folds));
    }
    DataSplits loaded = environment.data().load(source);
    DataSplits splits = limit > 0 ? loaded.limit(limit) : loaded;
    Dataset judged = split.of(splits);
    Evaluation evaluation = evaluation(splits, config(splits.train()));
    Corrections decided = environment.sources().open().corrections().read(source);
    Predicate<Suspect> isOpen = suspect -> decided.of(split, judged, suspect.image()).isEmpty();
    SuspectLabels.Queue all = SuspectLabels.queue(evaluation);
    SuspectLabels.Queue queue =
        new SuspectLabels.Queue(
            all.suspects().stream().filter(isOpen).toList(),
            all.misread().stream().filter(isOpen).toList());
    environment
        .out()
        .println(
            json
                ? JsonOutput.format(toJson(judged, evaluation, queue))
                : toText(judged, evaluation, queue));
    return CommandLine.ExitCode.OK;
  }

  private RunConfig config(Dataset images) throws ConfigException {
    RunConfig config = new ConfigFiles().preset(preset);
    try {
      return config
          .withData(source)
          .withNetwork(config.network().adaptedTo(images.shape(), images.classes()))
          .withTraining(
              config
                  .training()
                  .withEpochs(epochs)
                  .withThreads(threads)
                  .withSeed(seed.orElse(config.training().seed())));
    } catch (IllegalArgumentException e) {
      throw usage(Reason.of(e));
    }
  }

  private CommandLine.ParameterException usage(String message) {
    return new CommandLine.ParameterException(spec.commandLine(), message);
  }

  private Evaluation evaluation(DataSplits splits, RunConfig config) throws CommandException {
    Progress progress = new Tenths(environment.err());
    try {
      return split == Split.TRAIN
          ? CrossValidation.judge(splits.train(), config, folds, progress)
          : CrossValidation.judge(splits.train(), splits.test(), config, progress);
    } catch (InvalidNetworkException e) {
      throw new CommandException("The network does not fit the images: " + Reason.of(e), e);
    } catch (IllegalStateException | IllegalArgumentException e) {
      throw new CommandException(Reason.of(e), e);
    }
  }

  /** Says each tenth of the work. */
  private static final class Tenths implements Progress {
    private final PrintWriter err;
    private int tenth;

    Tenths(PrintWriter err) {
      this.err = err;
    }

    @Override
    public void advance(double fraction) {
      int now = (int) (10 * fraction);
      if (now > tenth) {
        tenth = now;
        err.println(String.format(Locale.ROOT, "Checking: %d %%", 10 * now));
        err.flush();
      }
    }

    @Override
    public boolean isCancelled() {
      return false;
    }
  }

  private String toText(Dataset set, Evaluation evaluation, SuspectLabels.Queue queue) {
    List<Suspect> shown = queue.all().subList(0, shown(queue.all().size()));
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("image", "label", "predicted", "sure", "label"));
    for (Suspect suspect : shown) {
      rows.add(
          List.of(
              name(set, suspect),
              TextTable.name(set.classNames().get(suspect.label())),
              TextTable.name(set.classNames().get(suspect.suggestion())),
              percent(evaluation.probability(suspect.image(), suspect.suggestion())),
              percent(evaluation.probability(suspect.image(), suspect.label()))));
    }
    String summary =
        ("%s of %s images have a label that looks wrong; for %s more, the prediction "
                + "differs from the label (%s of all are predicted as labeled)")
            .formatted(
                DataListCommand.count(queue.suspects().size()),
                DataListCommand.count(set.size()),
                DataListCommand.count(queue.misread().size()),
                percent(evaluation.accuracy()));
    return shown.isEmpty()
        ? summary
        : String.join(
            System.lineSeparator(),
            TextTable.markdown(rows, 3),
            "",
            summary,
            ("To correct them: digitscope data corrections %s --relabel IMAGE=CLASS, "
                    + "--leave-out IMAGE or --keep IMAGE")
                .formatted(source));
  }

  private int shown(int found) {
    return most == 0 ? found : Math.min(most, found);
  }

  private String name(Dataset set, Suspect suspect) {
    return DataCorrectionsCommand.name(split) + ":" + set.origin(suspect.image());
  }

  private static String percent(double part) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * part);
  }

  private Map<String, Object> toJson(
      Dataset set, Evaluation evaluation, SuspectLabels.Queue queue) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("source", source);
    result.put("split", DataCorrectionsCommand.name(split));
    result.put("judged", set.size());
    result.put("accuracy", evaluation.accuracy());
    result.put("suspects", toJson(set, evaluation, queue.suspects()));
    result.put("misread", toJson(set, evaluation, queue.misread()));
    return result;
  }

  private List<Map<String, Object>> toJson(
      Dataset set, Evaluation evaluation, List<Suspect> suspects) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (Suspect suspect : suspects) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("image", name(set, suspect));
      one.put("label", set.classNames().get(suspect.label()));
      one.put("suggestion", set.classNames().get(suspect.suggestion()));
      one.put(
          "probability", (double) evaluation.probability(suspect.image(), suspect.suggestion()));
      one.put(
          "label_probability", (double) evaluation.probability(suspect.image(), suspect.label()));
      all.add(one);
    }
    return all;
  }
}
