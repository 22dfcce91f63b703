package digitscope.cli;

import digitscope.data.DataException;
import digitscope.data.DataSplits;
import digitscope.data.Dataset;
import digitscope.eval.CellChoice;
import digitscope.eval.ClassMeasures;
import digitscope.eval.Evaluation;
import digitscope.run.RunException;
import digitscope.train.TrainedNetwork;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
                ? JsonOutput.format(toJson(evaluation))
                : EvaluationText.format(images, evaluation));
    return CommandLine.ExitCode.OK;
  }

  private static Map<String, @Nullable Object> toJson(Evaluation evaluation) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("step", evaluation.step());
    json.put("images", evaluation.size());
    json.put("accuracy", JsonOutput.number(evaluation.accuracy()));
    json.put("loss", JsonOutput.number(evaluation.loss()));
    json.put("confusion", evaluation.confusion().toArray());
    json.put(
        "classes",
        evaluation.confusion().measures().stream().map(EvaluateCommand::toJson).toList());
    List<Integer> errors = evaluation.images(new CellChoice.AllErrors());
    json.put("errors", errors.stream().map(image -> errorToJson(evaluation, image)).toList());
    return json;
  }

  private static Map<String, @Nullable Object> toJson(ClassMeasures measures) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("label", measures.label());
    json.put("precision", JsonOutput.number(measures.precision()));
    json.put("recall", JsonOutput.number(measures.recall()));
    json.put("f1", JsonOutput.number(measures.f1()));
    json.put("tp", measures.truePositives());
    json.put("fp", measures.falsePositives());
    json.put("fn", measures.falseNegatives());
    json.put("actual", measures.actual());
    return json;
  }

  private static Map<String, Object> errorToJson(Evaluation evaluation, int image) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("index", image);
    json.put("actual", evaluation.actual(image));
    json.put("predicted", evaluation.predicted(image));
    json.put("confidence", evaluation.confidence(image));
    return json;
  }
}
