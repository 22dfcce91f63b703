package digitscope.cli;

import digitscope.exchange.ExchangeException;
import digitscope.exchange.NetworkExport;
import digitscope.run.RunException;
import digitscope.run.RunFolder;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "export",
    description = {
      "Writes a run's network for other programs.",
      "onnx: the whole network, from images (pixels 0..1, white on black) to probabilities.",
      "npz: its weights and biases as named NumPy arrays."
    },
    mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
  private final Environment environment;

  @Parameters(paramLabel = "RUN", description = "Folder of the run.")
  private Path run = Path.of("");

  @Option(
      names = "--format",
      required = true,
      paramLabel = "onnx|npz",
      description = "Form of the file.")
  private NetworkExport.Format format = NetworkExport.Format.ONNX;

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "File to write.")
  private Path out = Path.of("");

  @Option(
      names = "--step",
      paramLabel = "N",
      description = "Step of the checkpoint to use; default: the newest.")
  private Optional<Long> step = Optional.empty();

  ExportCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws RunException, ExchangeException {
    OpenedRun opened = OpenedRun.open(run, step);
    RunFolder folder = opened.folder();
    NetworkExport.write(
        format,
        folder.config(),
        folder.provenance().imageShape(),
        folder.provenance().classNames(),
        opened.checkpoint(),
        out);
    environment
        .out()
        .println(
            "%s: %s, step %d".formatted(out, folder.config().name(), opened.checkpoint().step()));
    return CommandLine.ExitCode.OK;
  }
}
