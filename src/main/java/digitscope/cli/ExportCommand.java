package digitscope.cli;

import digitscope.data.CsvTable;
import digitscope.data.DataException;
import digitscope.data.DataSplits;
import digitscope.data.Dataset;
import digitscope.eval.Evaluation;
import digitscope.eval.EvaluationTables;
import digitscope.exchange.ExchangeException;
import digitscope.exchange.NetworkExport;
import digitscope.report.ReportSource;
import digitscope.report.RunReport;
import digitscope.run.RunException;
import digitscope.run.RunFolder;
import digitscope.train.TrainedNetwork;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "export",
    description = {
      "Writes a run's network, or what it makes of the test images, for other programs.",
      "onnx: the whole network, from images (pixels 0..1, white on black) to probabilities.",
      "npz: its weights and biases as named NumPy arrays.",
      "csv: three tables; FILE.csv has the misread images, and beside it FILE-matrix.csv has the"
          + " confusion matrix (rows actual, columns predicted), FILE-classes.csv the measures of"
          + " each class.",
      "report: one HTML page with the numbers, curves, misread images and filters; opens offline."
    },
    mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
  /** What can be written. */
  enum Format {
    ONNX,
    NPZ,
    CSV,
    REPORT
  }

  private static final String CSV_ENDING = ".csv";

  private final Environment environment;

  @Parameters(paramLabel = "RUN", description = "Folder of the run.")
  private Path run = Path.of("");

  @Option(
      names = "--format",
      required = true,
      paramLabel = "onnx|npz|csv|report",
      description = "Form of the file.")
  private Format format = Format.ONNX;

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "File to write.")
  private Path out = Path.of("");

  @Option(
      names = "--step",
      paramLabel = "N",
      description = "Step of the checkpoint to use; default: what the run came to.")
  private Optional<Long> step = Optional.empty();

  @Option(
      names = "--data",
      paramLabel = "SOURCE",
      description =
          "Where the images are, for csv and report, if not where the run took them from; as --data"
              + " of 'train' takes it.")
  private Optional<String> data = Optional.empty();

  ExportCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws RunException, ExchangeException, DataException, CommandException {
    OpenedRun opened = OpenedRun.open(run, step);
    for (Path written :
        switch (format) {
          case ONNX -> writeNetwork(opened, NetworkExport.Format.ONNX);
          case NPZ -> writeNetwork(opened, NetworkExport.Format.NPZ);
          case CSV -> writeTables(opened);
          case REPORT -> writeReport(opened);
        }) {
      environment
          .out()
          .println(
              "%s: %s, step %d"
                  .formatted(written, opened.folder().config().name(), opened.checkpoint().step()));
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
    Path matrix = sibling("-matrix");
    Path classes = sibling("-classes");
    CsvTable.write(out, EvaluationTables.errors(evaluation, names));
    CsvTable.write(matrix, EvaluationTables.matrix(evaluation.confusion(), names));
    CsvTable.write(classes, EvaluationTables.classes(evaluation.confusion(), names));
    return List.of(out, matrix, classes);
  }

  private List<Path> writeReport(OpenedRun opened) throws RunException, CommandException {
    refuseIfNoFile();
    RunReport.write(
        ReportSource.of(opened.folder(), opened.checkpoint(), images(opened)),
        out,
        new WorkProgress("Report", environment.err(), environment.isInteractive()));
    return List.of(out);
  }

  private DataSplits images(OpenedRun opened) throws CommandException {
    try {
      return opened.data(data, environment);
    } catch (DataException e) {
      throw new CommandException(
          "The images of the run are needed, but not at hand: %s; if they are elsewhere now, say where with --data"
              .formatted(e.getMessage()),
          e);
    }
  }

  /** Before the images are read, which can take a while. */
  private void refuseIfNoFile() throws CommandException {
    Path folder = out.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(out)) {
      throw new CommandException(
          "%s cannot be written: give the name of a file in a folder that exists".formatted(out));
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
