package digitscope.cli;

import digitscope.bundle.RunBundle;
import digitscope.data.DataException;
import digitscope.data.DataSplits;
import digitscope.data.source.DataSources;
import digitscope.exchange.ExchangeException;
import digitscope.exchange.NetworkImport;
import digitscope.network.Checkpoint;
import digitscope.run.RunException;
import digitscope.run.RunFolder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "import",
    description = {
      "Imports a network from an ONNX file as a run that can be opened, evaluated and "
          + "trained further.",
      "The network must take images with pixels 0..1, white on black, and consist of "
          + "layers that the program supports. PyTorch's exporter writes such files.",
      "Or unpacks a bundle, a whole run that 'export --format bundle' wrote, after comparing its "
          + "checksums."
    },
    mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {
  private final Environment environment;

  @Parameters(paramLabel = "FILE.onnx|BUNDLE.zip", description = "ONNX file or bundle to import.")
  private Path file = Path.of("");

  @Option(
      names = "--data",
      paramLabel = "SOURCE",
      description = {
        "Images for a network from an ONNX file: digits (the default), or anything that 'train --data' accepts."
      })
  private String data = DataSources.DIGITS;

  @Option(
      names = "--run",
      paramLabel = "DIR",
      description = "Folder to save the run in; default: a new one among the user's runs.")
  private Optional<Path> run = Optional.empty();

  @Mixin private Trust trust = new Trust();

  @Option(names = "--json", description = "Print the result as one JSON object.")
  private boolean json;

  ImportCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws DataException, ExchangeException, RunException {
    if (RunBundle.isBundle(file)) {
      importBundle();
      return CommandLine.ExitCode.OK;
    }
    Path path = run.orElse(environment.store().newRun(NetworkImport.name(file)));
    if (run.isPresent()) {
      RunFolder.refuseIfTaken(path);
    }
    DataSplits splits = environment.data().load(data);
    NetworkImport.Imported imported =
        NetworkImport.read(file, splits, TrainOptions.lasting(data), path);
    trust.warn(imported.folder().config(), environment);
    environment.out().println(json ? JsonOutput.format(toJson(imported)) : toText(imported));
    return CommandLine.ExitCode.OK;
  }

  private void importBundle() throws RunException {
    RunBundle bundle = new RunBundle(file);
    Path path = run.isPresent() ? run.get() : environment.store().newRun(bundle.name());
    RunFolder folder = bundle.unpack(path);
    trust.warn(folder.config(), environment);
    Checkpoint result = folder.result();
    Map<String, Object> found = new LinkedHashMap<>();
    found.put("run", path.toAbsolutePath().normalize().toString());
    found.put("program", folder.provenance().program());
    found.put("layers", folder.config().network().layers().size());
    found.put("steps", result.step());
    found.put("weights_sha256", result.sha256());
    environment
        .out()
        .println(
            json
                ? JsonOutput.format(found)
                : String.format(
                    Locale.ROOT,
                    "Imported %s, %d steps; all checksums match%nRun: %s",
                    folder.config().name(),
                    result.step(),
                    path));
  }

  private static Map<String, Object> toJson(NetworkImport.Imported imported) {
    RunFolder folder = imported.folder();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("run", folder.path().toAbsolutePath().normalize().toString());
    json.put("program", folder.provenance().program());
    json.put("layers", folder.config().network().layers().size());
    json.put("test_accuracy", imported.evaluation().accuracy());
    json.put("test_loss", imported.evaluation().loss());
    return json;
  }

  private static String toText(NetworkImport.Imported imported) {
    return String.format(
        Locale.ROOT,
        "Imported %s: test accuracy %.2f %%, test loss %.4f%nRun: %s",
        imported.folder().config().name(),
        100 * imported.evaluation().accuracy(),
        imported.evaluation().loss(),
        imported.folder().path());
  }
}
