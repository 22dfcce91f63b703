package digitscope.cli;

import digitscope.bundle.RunBundle;
import digitscope.config.LayerSummary;
import digitscope.data.DataException;
import digitscope.data.DataSplits;
import digitscope.data.Dataset;
import digitscope.data.FilmFiles;
import digitscope.data.own.CsvTable;
import digitscope.eval.Evaluation;
import digitscope.eval.EvaluationTables;
import digitscope.exchange.ExchangeException;
import digitscope.exchange.NetworkExport;
import digitscope.io.PlainText;
import digitscope.io.Reason;
import digitscope.probe.PatternSettings;
import digitscope.probe.SaliencyMethod;
import digitscope.report.ReportSource;
import digitscope.report.RunReport;
import digitscope.run.RunException;
import digitscope.run.RunFolder;
import digitscope.session.TrainedNetwork;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "export",
    description = {
      "Exports a run's network, or what it computes for test images, for other programs.",
      "onnx: the whole network, from images (pixels 0..1, white on black) to probabilities.",
      "npz: the weights and biases as named NumPy arrays.",
      "csv: four tables. FILE.csv lists the misclassified images, FILE-correct.csv the "
          + "correctly classified ones, FILE-matrix.csv the confusion matrix (rows actual, "
          + "columns predicted), FILE-classes.csv the metrics of each class.",
      "report: one HTML page with metrics, curves, misclassified images and filters; "
          + "opens offline.",
      "saliency: how much each pixel of test image --image contributes to class --class, "
          + "by --method, as NumPy arrays: 'saliency' [height, width], summed over channels, "
          + "for the logit of the class and pixels in 0..1; 'integrated' adds 'baseline' (the "
          + "black image), 'sum' (over all pixels) and 'difference' (of the logit between image "
          + "and baseline).",
      "maps: the activations of every layer for test image --image, as NumPy arrays: "
          + "'input', for each layer 'LAYER/pre' and 'LAYER/out' (before and after its "
          + "activation function), 'logits', 'probabilities'.",
      "patterns: for each filter of --layer, or of every convolution, the image that "
          + "activates it most, with its activation and that of the best training image, as "
          + "NumPy arrays.",
      "film: how the patterns of --layer, or of the last convolution, developed over the "
          + "stored steps. FILE.gif is an animated GIF; FILE.png is a sheet with a row per "
          + "filter and a column per step.",
      "bundle: the whole run in one zip file, with checksums: settings, provenance, metrics, "
          + "evaluations, notes, checkpoints and stored steps. 'import' and 'open' read it."
    },
    mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
  /** What can be written. */
  enum Format {
    ONNX,
    NPZ,
    CSV,
    REPORT,
    SALIENCY,
    MAPS,
    PATTERNS,
    FILM,
    BUNDLE
  }

  private static final String CSV_ENDING = ".csv";
  private static final int MOST_WITH_REASON = 250;
  private static final int LONGEST_SOURCE = 200;

  private final Environment environment;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "RUN", description = "Folder of the run.")
  private Path run = Path.of("");

  @Option(
      names = "--format",
      required = true,
      paramLabel = "onnx|npz|csv|report|saliency|maps|patterns|film|bundle",
      description = "File format.")
  private Format format = Format.ONNX;

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "File to write.")
  private Path out = Path.of("");

  @Mixin private StepOption step = new StepOption();

  @Option(
      names = "--data",
      paramLabel = "SOURCE",
      description =
          "Location of the images for csv, report, saliency, maps and patterns, if they "
              + "have moved since training; as for 'train --data'.")
  private Optional<String> data = Optional.empty();

  @Option(
      names = "--image",
      paramLabel = "N",
      description = "For saliency and maps: index of the test image, counted from 0.")
  private Optional<Integer> image = Optional.empty();

  @Mixin private SaliencyOptions saliency = new SaliencyOptions();

  @Option(
      names = "--layer",
      paramLabel = "NAME",
      description =
          "For patterns and film: layer to export, named as in npz, such as "
              + "3.convolution; default: every convolution; for film, the last one.")
  private Optional<String> layer = Optional.empty();

  @Mixin private MethodOption method = new MethodOption();

  @Mixin private Trust trust = new Trust();

  ExportCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws RunException, ExchangeException, DataException, CommandException {
    OpenedRun opened = step.open(run, environment);
    for (Path written :
        switch (format) {
          case ONNX -> writeNetwork(opened, NetworkExport.Format.ONNX);
          case NPZ -> writeNetwork(opened, NetworkExport.Format.NPZ);
          case CSV -> writeTables(opened);
          case REPORT -> writeReport(opened);
          case SALIENCY -> writeSaliency(opened);
          case MAPS -> writeMaps(opened);
          case PATTERNS -> writePatterns(opened);
          case FILM -> writeFilm(opened);
          case BUNDLE -> writeBundle(opened);
        }) {
      environment
          .out()
          .println(
              String.format(
                  Locale.ROOT,
                  "%s: %s, step %d",
                  written,
                  opened.folder().config().name(),
                  opened.checkpoint().step()));
    }
    return CommandLine.ExitCode.OK;
  }

  private List<Path> writeNetwork(OpenedRun opened, NetworkExport.Format form)
      throws ExchangeException {
    RunFolder folder = opened.folder();
    NetworkExport.write(
        form,
        folder.config(),
        folder.provenance().imageShape(),
        folder.provenance().classNames(),
        opened.checkpoint(),
        out);
    return List.of(out);
  }

  private List<Path> writeTables(OpenedRun opened) throws DataException, CommandException {
    refuseIfNoFile();
    Dataset images = images(opened).test();
    Evaluation evaluation;
    try (TrainedNetwork network = opened.network()) {
      evaluation = network.evaluate(images);
    }
    List<String> names = images.classNames();
    Path correct = sibling("-correct");
    Path matrix = sibling("-matrix");
    Path classes = sibling("-classes");
    CsvTable.write(out, EvaluationTables.errors(evaluation, names));
    CsvTable.write(correct, EvaluationTables.correct(evaluation, names));
    CsvTable.write(matrix, EvaluationTables.matrix(evaluation.confusion(), names));
    CsvTable.write(classes, EvaluationTables.classes(evaluation.confusion(), names));
    return List.of(out, correct, matrix, classes);
  }

  private List<Path> writeReport(OpenedRun opened) throws RunException, CommandException {
    refuseIfNoFile();
    RunReport.write(
        ReportSource.of(opened.folder(), opened.checkpoint(), images(opened)),
        out,
        new WorkProgress("Report", environment.err(), environment.isInteractive()));
    return List.of(out);
  }

  private List<Path> writeSaliency(OpenedRun opened) throws DataException, CommandException {
    SaliencyMethod wanted = method.ofSaliency();
    byte[] pixels = testImage(opened);
    try (TrainedNetwork network = opened.network()) {
      saliency.write(network, opened.folder().provenance(), wanted, pixels, out);
    }
    return List.of(out);
  }

  private List<Path> writePatterns(OpenedRun opened) throws CommandException {
    refuseIfNoFile();
    PatternSettings.Method wanted = method.ofPatterns();
    List<LayerSummary> layers = opened.layers();
    if (layer.isPresent()) {
      var unused = PatternExport.layer(layers, layer.get());
    }
    Dataset training = images(opened).train();
    long seed = opened.folder().config().training().seed();
    try (TrainedNetwork network = opened.network()) {
      new PatternExport(network, layers, training)
          .write(
              layer,
              PatternSettings.standard(seed).with(wanted),
              out,
              new WorkProgress("Patterns", environment.err(), environment.isInteractive()));
    }
    return List.of(out);
  }

  private List<Path> writeFilm(OpenedRun opened)
      throws RunException, DataException, CommandException {
    if (!FilmFiles.isGif(out) && !out.toString().toLowerCase(Locale.ROOT).endsWith(".png")) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--out must end in .gif for an animated GIF, or in .png for a sheet");
    }
    refuseIfNoFile();
    PatternSettings.Method wanted = method.ofPatterns();
    LayerSummary chosen = FilmExport.layer(opened.layers(), layer);
    new FilmExport(opened, images(opened).train())
        .write(
            chosen,
            wanted,
            out,
            new WorkProgress("Film", environment.err(), environment.isInteractive()));
    return List.of(out);
  }

  private List<Path> writeBundle(OpenedRun opened) throws RunException, CommandException {
    if (!RunBundle.isBundle(out)) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--out must end in .zip for a bundle");
    }
    refuseIfNoFile();
    RunBundle.write(opened.folder(), out);
    return List.of(out);
  }

  private List<Path> writeMaps(OpenedRun opened) throws DataException, CommandException {
    byte[] pixels = testImage(opened);
    try (TrainedNetwork network = opened.network()) {
      MapArrays.of(opened, network.maps(pixels)).write(out);
    }
    return List.of(out);
  }

  private byte[] testImage(OpenedRun opened) throws DataException, CommandException {
    int index = image.orElse(-1);
    if (index < 0) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "Give the index of a test image, counted from 0, with --image");
    }
    refuseIfNoFile();
    Dataset images = images(opened).test();
    if (index >= images.size()) {
      throw new CommandException(
          String.format(
              Locale.ROOT,
              "There is no test image %d: --image must be from 0 to %d",
              index,
              images.size() - 1));
    }
    return images.image(index);
  }

  private DataSplits images(OpenedRun opened) throws CommandException {
    try {
      return opened.data(data, trust, environment);
    } catch (DataException e) {
      throw new CommandException(notAtHand(opened, e), e);
    }
  }

  /** What can be given as data in general is no help here, and too long. */
  private String notAtHand(OpenedRun opened, DataException e) {
    String source = data.orElse(opened.folder().config().data());
    String advice = "if they have moved, give their location with --data";
    String full = "The run's images cannot be read: %s; %s".formatted(Reason.of(e), advice);
    return full.length() <= MOST_WITH_REASON
        ? full
        : "The run's images cannot be read from %s; %s"
            .formatted(PlainText.cut(source, LONGEST_SOURCE), advice);
  }

  /** Before the images are read, which can take a while. */
  private void refuseIfNoFile() throws CommandException {
    Path folder = out.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(out)) {
      throw new CommandException(
          "%s cannot be written: give the name of a file in an existing folder".formatted(out));
    }
  }

  private Path sibling(String suffix) {
    String name = String.valueOf(out.getFileName());
    boolean hasEnding =
        name.regionMatches(
            true, name.length() - CSV_ENDING.length(), CSV_ENDING, 0, CSV_ENDING.length());
    int end = hasEnding ? name.length() - CSV_ENDING.length() : name.length();
    return out.resolveSibling(name.substring(0, end) + suffix + name.substring(end));
  }
}
