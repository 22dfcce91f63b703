package digitscope.cli;

import digitscope.data.DataException;
import digitscope.data.DrawingPreparation;
import digitscope.data.ImageFiles;
import digitscope.data.ImageShape;
import digitscope.data.PictureFitting;
import digitscope.run.RunException;
import digitscope.train.Prediction;
import digitscope.train.TrainedNetwork;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "predict",
    description = {
      "Reads pictures with a run's network.",
      "PNG or JPEG of any size, one digit or object each; digits dark on light or light on dark."
    },
    mixinStandardHelpOptions = true)
final class PredictCommand implements Callable<Integer> {
  private record Answer(Path file, Prediction prediction) {}

  private final Environment environment;

  @Parameters(index = "0", paramLabel = "RUN", description = "Folder of the run.")
  private Path run = Path.of("");

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "IMAGE",
      description = "Pictures, one digit each.")
  private List<Path> images = new ArrayList<>();

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  PredictCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws RunException, DataException, CommandException {
    OpenedRun opened = OpenedRun.open(run, Optional.empty());
    ImageShape shape = opened.folder().provenance().imageShape();
    List<byte[]> prepared = new ArrayList<>();
    for (Path image : images) {
      prepared.add(prepared(image, shape));
    }
    List<Answer> answers = new ArrayList<>();
    try (TrainedNetwork network = opened.network()) {
      for (int i = 0; i < prepared.size(); i++) {
        answers.add(new Answer(images.get(i), network.predict(prepared.get(i))));
      }
    }
    print(answers, opened.folder().provenance().classNames());
    return CommandLine.ExitCode.OK;
  }

  /**
   * A picture as an image for a network: its ink, centred, for images like those of MNIST; else the
   * whole picture, which is inverted if it and the images are grey and it is dark on light.
   */
  private static byte[] prepared(Path file, ImageShape shape) throws DataException {
    if (shape.equals(ImageShape.MNIST)) {
      return DrawingPreparation.prepare(ImageFiles.read(file));
    }
    return PictureFitting.fit(ImageFiles.readPicture(file), shape);
  }

  private void print(List<Answer> answers, List<String> classNames) {
    if (json) {
      List<Map<String, Object>> entries =
          answers.stream().map(answer -> toJson(answer, classNames)).toList();
      environment.out().println(JsonOutput.format(Map.of("images", entries)));
      return;
    }
    for (Answer answer : answers) {
      int label = answer.prediction().label();
      environment
          .out()
          .println(
              String.format(
                  Locale.ROOT,
                  "%s: %s (%.1f %%)",
                  answer.file(),
                  classNames.get(label),
                  100 * answer.prediction().probabilities()[label]));
    }
  }

  private static Map<String, Object> toJson(Answer answer, List<String> classNames) {
    Map<String, Object> json = new LinkedHashMap<>();
    int label = answer.prediction().label();
    json.put("file", answer.file().toString());
    json.put("label", label);
    json.put("name", classNames.get(label));
    json.put("probabilities", answer.prediction().probabilities());
    return json;
  }
}
