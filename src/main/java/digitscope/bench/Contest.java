package digitscope.bench;

import digitscope.data.DataException;
import digitscope.data.DataSplits;
import digitscope.data.idx.IdxFiles;
import digitscope.io.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Lets competitors do the same task in turns, so that whatever else the machine does meets them
 * alike.
 *
 * @param rounds how often each works in a setup
 * @param roundNanos how long, at least
 * @param loaded whether another process keeps one core busy meanwhile
 */
public record Contest(Competitors competitors, int rounds, long roundNanos, boolean loaded) {
  /** More only take longer to prepare: this is far beyond the processor's caches as it is. */
  private static final int TRAINING_IMAGES = 20_000;

  /** Warm-up rounds before the first: by then Java has compiled the hot code. */
  private static final int WARM_UP_ROUNDS = 3;

  /**
   * Runs setup after setup.
   *
   * @param progress is told what happens
   * @throws BenchmarkException if a competitor fails
   */
  public List<Outcome> run(List<BenchmarkSetup> setups, DataSplits data, Consumer<String> progress)
      throws BenchmarkException, DataException {
    Path folder = temporaryFolder();
    try {
      Path images = folder.resolve("images");
      IdxFiles.write(data.limit(TRAINING_IMAGES), images);
      List<Outcome> outcomes = new ArrayList<>();
      for (BenchmarkSetup setup : setups) {
        outcomes.add(run(setup, images, folder, progress));
      }
      return outcomes;
    } finally {
      delete(folder);
    }
  }

  private Outcome run(BenchmarkSetup setup, Path images, Path folder, Consumer<String> progress)
      throws BenchmarkException {
    List<ChildProcess> contestants = new ArrayList<>();
    try {
      for (Competitor competitor : all()) {
        progress.accept(
            String.format(
                Locale.ROOT,
                "%s, batch %d: preparing %s",
                title(setup),
                setup.batchSize(),
                competitor.name()));
        contestants.add(
            ChildProcess.start(
                competitor,
                Assignment.words(setup, images, WARM_UP_ROUNDS * roundNanos),
                folder.resolve(competitor.name() + ".log")));
      }
      return compete(setup, contestants, folder, progress);
    } finally {
      contestants.forEach(ChildProcess::close);
    }
  }

  private Outcome compete(
      BenchmarkSetup setup, List<ChildProcess> contestants, Path folder, Consumer<String> progress)
      throws BenchmarkException {
    Optional<ChildProcess> busy =
        loaded ? Optional.of(BusyCore.start(folder.resolve("busy.log"))) : Optional.empty();
    try {
      List<List<Double>> rates = new ArrayList<>();
      contestants.forEach(contestant -> rates.add(new ArrayList<>()));
      List<Integer> order = new ArrayList<>();
      contestants.forEach(contestant -> order.add(order.size()));
      for (int round = 0; round < rounds; round++) {
        progress.accept(
            String.format(
                Locale.ROOT,
                "%s, batch %d: round %d of %d",
                title(setup),
                setup.batchSize(),
                round + 1,
                rounds));
        for (int i : order) {
          rates.get(i).add(contestants.get(i).work(roundNanos).imagesPerSecond());
        }
        Collections.rotate(order, 1); // nobody always works right after the same one
      }
      return outcome(setup, rates);
    } finally {
      busy.ifPresent(ChildProcess::close);
    }
  }

  private Outcome outcome(BenchmarkSetup setup, List<List<Double>> rates) {
    Map<String, Rates> peers = new LinkedHashMap<>();
    for (int i = 1; i < rates.size(); i++) {
      peers.put(competitors.peers().get(i - 1).name(), new Rates(rates.get(i)));
    }
    return new Outcome(setup, new Rates(rates.get(0)), peers);
  }

  private static String title(BenchmarkSetup setup) {
    return (setup.task() == Task.TRAIN ? "Training " : "Evaluating ") + setup.preset();
  }

  private List<Competitor> all() {
    return Stream.concat(Stream.of(competitors.own()), competitors.peers().stream()).toList();
  }

  private static Path temporaryFolder() throws BenchmarkException {
    try {
      return Files.createTempDirectory("digitscope-bench");
    } catch (IOException e) {
      throw new BenchmarkException("A temporary folder could not be created: " + Reason.of(e), e);
    }
  }

  private static void delete(Path folder) throws BenchmarkException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Collections.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new BenchmarkException(
          "The temporary folder %s could not be deleted: %s".formatted(folder, Reason.of(e)), e);
    }
  }
}
