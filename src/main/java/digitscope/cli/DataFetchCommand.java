package digitscope.cli;

import digitscope.data.DataException;
import digitscope.data.download.DataCache;
import digitscope.data.download.KnownSet;
import digitscope.data.source.DataSources;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "fetch",
    description = {
      "Downloads a data set, checks it, and keeps it for this user.",
      "Files that are already here are checked, and downloaded again only if damaged."
    },
    footer = {
      "",
      "The environment variable DIGITSCOPE_MIRROR lists other places to download from:",
      "addresses or folders, separated by spaces, that contain files such as",
      "mnist/train-images-idx3-ubyte.gz. Proxies come from https_proxy, http_proxy and no_proxy,",
      "or from the system settings."
    },
    mixinStandardHelpOptions = true)
final class DataFetchCommand implements Callable<Integer> {
  private final Environment environment;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "NAME", description = "Name of the data set, as listed by 'data list'.")
  private String name = "";

  @Option(names = "--json", description = "Print the result as one JSON object.")
  private boolean json;

  DataFetchCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws DataException {
    DataCache cache = environment.sources().open().cache();
    KnownSet set = cache.catalogue().find(name).orElseThrow(() -> unknown(cache));
    cache.fetch(set, environment.progress());
    environment.out().println(json ? JsonOutput.format(toJson(cache, set)) : toText(cache, set));
    return CommandLine.ExitCode.OK;
  }

  private CommandLine.ParameterException unknown(DataCache cache) {
    String names =
        cache.catalogue().sets().stream().map(KnownSet::name).collect(Collectors.joining(", "));
    return new CommandLine.ParameterException(
        spec.commandLine(),
        name.equals(DataSources.DIGITS)
            ? "The bundled digits need no download. Data sets to download: " + names
            : "There is no data set '%s' to download; choose one of %s".formatted(name, names));
  }

  private static String toText(DataCache cache, KnownSet set) {
    return String.join(
        System.lineSeparator(),
        "%s: %s training and %s test images in %s"
            .formatted(
                set.title(),
                DataListCommand.count(set.trainingImages()),
                DataListCommand.count(set.testImages()),
                cache.folderOf(set)),
        "License: " + set.license(),
        "Cite: " + set.citation());
  }

  private static Map<String, Object> toJson(DataCache cache, KnownSet set) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("name", set.name());
    result.put("title", set.title());
    result.put("folder", cache.folderOf(set).toString());
    result.put("checked_against", DataListCommand.checkedAgainst(set));
    result.put("files", DataVerifyCommand.files(cache.check(set)));
    result.put("licence", set.license());
    result.put("citation", set.citation());
    return result;
  }
}
