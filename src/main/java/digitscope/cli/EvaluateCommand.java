package digitscope.cli;

import digitscope.data.DataException;
import digitscope.data.DataSplits;
import digitscope.data.Dataset;
import digitscope.eval.Evaluation;
import digitscope.report.EvaluationJson;
import digitscope.run.RunException;
import digitscope.train.TrainedNetwork;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "evaluate",
    description = "Measures how well a run's network reads a set of labelled images.",
    mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {
  enum Split {
    TEST,
    TRAIN
  }

  private final Environment environment;

  @Parameters(paramLabel = "RUN", description = "Folder of the run.")
  private Path run = Path.of("");

  @Option(
      names = "--data",
      paramLabel = "SOURCE",
      description = "Images to use instead of the run's own, as --data of 'train' takes them.")
  private Optional<String> data = Optional.empty();

  @Option(
      names = "--split",
      paramLabel = "test|train",
      description = "Which of the two sets; default: test.")
  private Split split = Split.TEST;

  @Option(
      names = "--step",
      paramLabel = "N",
      description = "Step of the checkpoint to use; default: what the run came to.")
  private Optional<Long> step = Optional.empty();

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  EvaluateCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws RunException, DataException, CommandException {
    OpenedRun opened = OpenedRun.open(run, step);
    DataSplits splits = opened.data(data, environment);
    Dataset images = split == Split.TEST ? splits.test() : splits.train();
    Evaluation evaluation;
    try (TrainedNetwork network = opened.network()) {
      evaluation = network.evaluate(images);
    }
    environment
        .out()
        .println(
            json
                ? JsonOutput.format(EvaluationJson.of(evaluation))
                : EvaluationText.format(images, evaluation));
    return CommandLine.ExitCode.OK;
  }
}
