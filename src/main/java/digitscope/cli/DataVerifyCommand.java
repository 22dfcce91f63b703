package digitscope.cli;

import digitscope.data.DataException;
import digitscope.data.DataSplits;
import digitscope.data.Duplicates;
import digitscope.data.download.DataCache;
import digitscope.data.download.DataCache.FileCheck;
import digitscope.data.download.KnownSet;
import digitscope.data.source.DataSources;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "verify",
    description = {
      "Checks a data set: its files, the images of each class, and whether test images "
          + "are also in",
      "the training set. Downloads nothing."
    },
    mixinStandardHelpOptions = true)
final class DataVerifyCommand implements Callable<Integer> {
  private final Environment environment;

  @Parameters(
      paramLabel = "SOURCE",
      description = "Name of a data set, or anything else that 'train --data' accepts.")
  private String source = "";

  @Option(names = "--json", description = "Print the result as one JSON object.")
  private boolean json;

  DataVerifyCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws DataException, CommandException {
    DataSources sources = environment.sources().open();
    Optional<KnownSet> known = sources.cache().catalogue().find(source);
    List<FileCheck> files =
        known.isPresent() ? check(sources.cache(), known.get()) : List.<FileCheck>of();
    DataSplits splits = sources.loadUncorrected(source, environment.progress());
    // The files are judged as they are; that something is changed on the way is said beside.
    sources.correct(splits).corrected().sentence().ifPresent(environment.progress()::note);
    DataReport report = new DataReport(splits, known, files, Duplicates.of(splits));
    environment.out().println(json ? JsonOutput.format(report.toJson()) : report.toText());
    return CommandLine.ExitCode.OK;
  }

  private static List<FileCheck> check(DataCache cache, KnownSet set) throws CommandException {
    if (!cache.holds(set)) {
      throw new CommandException(
          "%s has not been downloaded: run 'digitscope data fetch %s' (%s)"
              .formatted(set.title(), set.name(), DataListCommand.megabytes(set.downloadSize())));
    }
    List<FileCheck> files = cache.check(set);
    String damaged =
        files.stream()
            .filter(file -> file.state() != FileCheck.State.SOUND)
            .map(FileCheck::name)
            .collect(Collectors.joining(", "));
    if (!damaged.isEmpty()) {
      throw new CommandException(
          ("%s in %s differs from what was downloaded: run 'digitscope data fetch %s' to "
                  + "download it again")
              .formatted(damaged, cache.folderOf(set), set.name()));
    }
    return files;
  }

  static List<Map<String, String>> files(List<FileCheck> files) {
    return files.stream()
        .<Map<String, String>>map(
            file -> new TreeMap<>(Map.of("name", file.name(), "sha256", file.sha256())))
        .toList();
  }
}
