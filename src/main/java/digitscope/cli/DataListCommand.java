package digitscope.cli;

import digitscope.data.DataException;
import digitscope.data.download.DataCache;
import digitscope.data.download.Download;
import digitscope.data.download.KnownSet;
import digitscope.data.source.DataSources;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "list",
    description = "Lists the data sets that you can train on by name.",
    mixinStandardHelpOptions = true)
final class DataListCommand implements Callable<Integer> {
  private final Environment environment;

  @Option(
      names = "--details",
      description = "Also show contents, license, citation and source of each.")
  private boolean details;

  @Option(names = "--json", description = "Print the result as one JSON object.")
  private boolean json;

  DataListCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws DataException {
    DataCache cache = environment.sources().open().cache();
    environment.out().println(json ? JsonOutput.format(toJson(cache)) : toText(cache));
    return CommandLine.ExitCode.OK;
  }

  private String toText(DataCache cache) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("name", "title", "here", "download", "training", "test", "classes"));
    rows.add(
        List.of(DataSources.DIGITS, "Bundled digits", "yes", "none", "60,000", "10,000", "10"));
    for (KnownSet set : cache.catalogue().sets()) {
      rows.add(
          List.of(
              set.name(),
              set.title(),
              cache.holds(set) ? "yes" : "no",
              megabytes(set.downloadSize()),
              count(set.trainingImages()),
              count(set.testImages()),
              count(set.classNames().size())));
    }
    StringBuilder text = new StringBuilder(TextTable.markdown(rows, 3));
    if (details) {
      cache.catalogue().sets().forEach(set -> text.append("\n\n").append(describe(set)));
    }
    return text.toString();
  }

  private static String describe(KnownSet set) {
    return String.join(
        System.lineSeparator(),
        set.title() + ": " + set.about(),
        "  classes   " + String.join(", ", set.classNames()),
        "  license   " + set.license(),
        "  cite      " + set.citation(),
        "  home      " + set.homepage(),
        "  from      " + String.join(" ", mirrors(set)),
        "  checked   " + checkedAgainst(set));
  }

  private Map<String, Object> toJson(DataCache cache) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("bundled", DataSources.DIGITS);
    result.put("sets", cache.catalogue().sets().stream().map(set -> toJson(set, cache)).toList());
    return result;
  }

  private static Map<String, Object> toJson(KnownSet set, DataCache cache) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("name", set.name());
    result.put("title", set.title());
    result.put("about", set.about());
    result.put("cached", cache.holds(set));
    result.put("folder", cache.folderOf(set).toString());
    result.put("download_bytes", set.downloadSize());
    result.put("training_images", set.trainingImages());
    result.put("test_images", set.testImages());
    result.put("classes", set.classNames());
    result.put("licence", set.license());
    result.put("citation", set.citation());
    result.put("homepage", set.homepage());
    result.put("mirrors", mirrors(set));
    result.put("checked_against", checkedAgainst(set));
    return result;
  }

  private static List<String> mirrors(KnownSet set) {
    return set.downloads().get(0).mirrors().stream()
        .map(mirror -> mirror.resolve(".").toString())
        .toList();
  }

  /** What a download is held against: what was published, or what came first. */
  static String checkedAgainst(KnownSet set) {
    return set.downloads().stream()
        .map(Download::checksum)
        .map(
            sum ->
                sum.map(s -> "published " + s)
                    .orElse("no published checksum: whatever arrives first"))
        .distinct()
        .reduce((one, other) -> one + "; " + other)
        .orElse("");
  }

  static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%,.0f MB", Math.max(1, bytes / 1e6));
  }

  static String count(int number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
