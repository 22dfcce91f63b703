package digitscope.cli;

import digitscope.data.DataException;
import digitscope.data.DataSplits;
import digitscope.data.Dataset;
import digitscope.engine.AblationEffect;
import digitscope.engine.Divergence;
import digitscope.eval.Evaluation;
import digitscope.report.EvaluationJson;
import digitscope.run.RunException;
import digitscope.session.TrainedNetwork;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "evaluate",
    description = "Evaluates a run's network on labeled images.",
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
      description = "Images to use instead of the run's own, as for 'train --data'.")
  private Optional<String> data = Optional.empty();

  @Option(
      names = "--split",
      paramLabel = "test|train",
      description = "Part to evaluate on; default: test.")
  private Split split = Split.TEST;

  @Mixin private StepOption step = new StepOption();

  @Mixin private OffOption off = new OffOption();

  @Option(names = "--json", description = "Print the result as one JSON object.")
  private boolean json;

  @Mixin private Trust trust = new Trust();

  EvaluateCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws RunException, DataException, CommandException {
    OpenedRun opened = step.open(run, environment);
    Optional<SwitchedOff> without = off.of(opened);
    DataSplits splits = opened.data(data, trust, environment);
    Dataset images = split == Split.TEST ? splits.test() : splits.train();
    Evaluation before;
    Evaluation evaluation;
    try (TrainedNetwork network = opened.network()) {
      if (without.isPresent()) {
        AblationEffect effect = network.evaluate(images, without.get().ablation());
        before = effect.before();
        evaluation = effect.after();
      } else {
        before = network.evaluate(images);
        evaluation = before;
      }
    }
    Optional<String> warning = Divergence.warning(opened.checkpoint(), before);
    warning.ifPresent(sentence -> environment.err().println("Warning: " + sentence));
    Map<String, @Nullable Object> result = EvaluationJson.of(evaluation);
    warning.ifPresent(sentence -> result.put("warning", sentence));
    without.ifPresent(some -> some.addTo(result, before));
    String heading = without.map(some -> some.sentence(before, evaluation) + "\n").orElse("");
    environment
        .out()
        .println(
            json ? JsonOutput.format(result) : heading + EvaluationText.format(images, evaluation));
    return CommandLine.ExitCode.OK;
  }
}
