package digitscope.cli;

import digitscope.data.DataException;
import digitscope.data.ImageShape;
import digitscope.data.Preparation;
import digitscope.engine.Divergence;
import digitscope.io.Reason;
import digitscope.run.Provenance;
import digitscope.run.RunException;
import digitscope.session.Prediction;
import digitscope.session.TrainedNetwork;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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
    name = "predict",
    description = {
      "Predicts the classes of pictures with a run's network.",
      "PNG or JPEG of any size, one digit or object per picture; dark on light or light on dark.",
      "Pictures are prepared like the run's training data; the result says how."
    },
    mixinStandardHelpOptions = true)
final class PredictCommand implements Callable<Integer> {
  /** What came of a picture: what was done to it and read in it, or why it cannot be read. */
  private sealed interface Answer {
    Path file();

    /** What is said of it; empty if that was said before. */
    Optional<String> inWords(List<String> classNames);

    /** Adds what is known of it. */
    void addTo(Map<String, @Nullable Object> json, List<String> classNames);
  }

  private record Read(Path file, Preparation.Prepared prepared, Prediction prediction)
      implements Answer {
    @Override
    public Optional<String> inWords(List<String> classNames) {
      if (!prediction.isFinite()) {
        return Optional.of("no prediction");
      }
      int label = prediction.label();
      return Optional.of(
          String.format(
              Locale.ROOT,
              "%s (%.1f %%); %s",
              classNames.get(label),
              100 * prediction.probabilities()[label],
              prepared.done()));
    }

    @Override
    public void addTo(Map<String, @Nullable Object> json, List<String> classNames) {
      if (prediction.isFinite()) {
        int label = prediction.label();
        json.put("label", label);
        json.put("name", classNames.get(label));
        json.put("probabilities", prediction.probabilities());
      }
      json.put("prepared", prepared.done());
    }
  }

  private record Blank(Path file, Preparation.Prepared prepared) implements Answer {
    @Override
    public Optional<String> inWords(List<String> classNames) {
      return Optional.of(prepared.done());
    }

    @Override
    public void addTo(Map<String, @Nullable Object> json, List<String> classNames) {
      json.put("prepared", prepared.done());
    }
  }

  private record Unreadable(Path file, String why) implements Answer {
    @Override
    public Optional<String> inWords(List<String> classNames) {
      return Optional.empty();
    }

    @Override
    public void addTo(Map<String, @Nullable Object> json, List<String> classNames) {
      json.put("error", why);
    }
  }

  private final Environment environment;

  @Parameters(index = "0", paramLabel = "RUN", description = "Folder of the run.")
  private Path run = Path.of("");

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "IMAGE",
      description = "Pictures to classify.")
  private List<Path> images = new ArrayList<>();

  @Option(
      names = "--prepare",
      paramLabel = "WHEN",
      defaultValue = "auto",
      description = {
        "Whether to invert, scale and center pictures like the run's data:",
        "auto (unless they already look like the training images), always, never."
      })
  private Preparation.Mode prepare = Preparation.Mode.AUTO;

  @Mixin private StepOption step = new StepOption();

  @Option(names = "--json", description = "Print the result as one JSON object.")
  private boolean json;

  PredictCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws RunException, CommandException {
    OpenedRun opened = step.open(run, environment);
    Provenance provenance = opened.folder().provenance();
    Preparation preparation = opened.folder().preparation();
    List<Answer> answers = new ArrayList<>();
    try (TrainedNetwork network = opened.network()) {
      for (Path image : images) {
        answers.add(answer(image, preparation, provenance.imageShape(), network));
      }
    }
    Optional<String> warning = Divergence.warning(opened.checkpoint());
    warning.ifPresent(sentence -> environment.err().println("Warning: " + sentence));
    print(answers, provenance.classNames(), warning);
    List<Unreadable> unreadable =
        answers.stream().filter(Unreadable.class::isInstance).map(Unreadable.class::cast).toList();
    if (!unreadable.isEmpty()) {
      String first = unreadable.get(0).why();
      unreadable.stream().skip(1).forEach(one -> environment.err().println(one.why()));
      throw new CommandException(
          answers.size() == 1
              ? first
              : String.format(
                  Locale.ROOT,
                  "%,d of %,d pictures cannot be read; the first: %s",
                  unreadable.size(),
                  answers.size(),
                  first));
    }
    return CommandLine.ExitCode.OK;
  }

  private Answer answer(
      Path file, Preparation preparation, ImageShape shape, TrainedNetwork network) {
    Preparation.Prepared prepared;
    try {
      prepared = preparation.prepare(preparation.read(file), shape, prepare);
    } catch (DataException e) {
      String why = Reason.of(e);
      return new Unreadable(file, why.contains(file.toString()) ? why : file + ": " + why);
    }
    return prepared.blank()
        ? new Blank(file, prepared)
        : new Read(file, prepared, network.predict(prepared.image()));
  }

  private void print(List<Answer> answers, List<String> classNames, Optional<String> warning) {
    if (json) {
      List<Map<String, @Nullable Object>> entries =
          answers.stream().map(answer -> toJson(answer, classNames)).toList();
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("images", entries);
      warning.ifPresent(sentence -> result.put("warning", sentence));
      environment.out().println(JsonOutput.format(result));
      return;
    }
    for (Answer answer : answers) {
      answer
          .inWords(classNames)
          .ifPresent(words -> environment.out().println(answer.file() + ": " + words));
    }
  }

  /** JSON has no NaN: where the network gives no numbers, label and probabilities are null. */
  private static Map<String, @Nullable Object> toJson(Answer answer, List<String> classNames) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("file", answer.file().toString());
    json.put("label", null);
    json.put("name", null);
    json.put("probabilities", null);
    answer.addTo(json, classNames);
    return json;
  }
}
