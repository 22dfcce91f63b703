package digitscope.experiment;

import digitscope.config.RunConfig;
import digitscope.experiment.RunGroup.Member;
import digitscope.run.RunException;
import digitscope.run.RunStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * What one set-up came to with several seeds.
 *
 * @param results of the runs that are finished, in the order of the group
 * @param accuracy on the test images
 */
public record Repeats(List<RunResult> results, SampleSpread accuracy) {
  private static final String SEED = "training.seed";

  public Repeats {
    results = List.copyOf(results);
  }

  /** The runs of {@code count} seeds, from that of the configuration on. */
  public static List<Member> plan(RunConfig base, int count) {
    long first = base.training().seed();
    return LongStream.range(first, first + count)
        .mapToObj(
            seed ->
                new Member(
                    String.format(Locale.ROOT, "seed-%s%d", seed < 0 ? "m" : "", Math.abs(seed)),
                    Map.of(SEED, seed)))
        .toList();
  }

  /**
   * Reads what the finished runs of a group came to.
   *
   * @throws RunException if one of them is damaged
   */
  public static Repeats of(RunGroup group) throws RunException {
    List<RunResult> results = new ArrayList<>();
    for (Member member : group.members()) {
      if (member.state() == RunGroup.State.DONE) {
        results.add(RunResult.of(group.folder(member)));
      }
    }
    return new Repeats(
        results, SampleSpread.of(results.stream().mapToDouble(RunResult::testAccuracy).toArray()));
  }

  /**
   * Opens a folder of repeats.
   *
   * @throws RunException if it is none, or damaged
   */
  public static RunGroup group(Path folder) throws RunException {
    RunGroup group = RunGroup.open(folder);
    if (group.kind() != RunGroup.Kind.REPEAT) {
      throw new RunException(
          "%s holds a sweep, not repeats; choose a folder made by 'runs repeat'"
              .formatted(folder.resolve(RunStore.GROUP_FILE)));
    }
    return group;
  }

  /** The accuracy on the test images by seed. */
  public Map<Long, Double> accuracies() {
    Map<Long, Double> bySeed = new TreeMap<>();
    results.forEach(result -> bySeed.put(result.seed(), result.testAccuracy()));
    return bySeed;
  }

  /**
   * The spread of each cell of the confusion matrix, as counts of images: {@code
   * [actual][predicted]}; empty if there are no runs.
   */
  public List<List<SampleSpread>> cells() {
    int classes = results.isEmpty() ? 0 : results.get(0).confusion().classes();
    List<List<SampleSpread>> rows = new ArrayList<>();
    for (int actual = 0; actual < classes; actual++) {
      List<SampleSpread> row = new ArrayList<>();
      for (int predicted = 0; predicted < classes; predicted++) {
        int i = actual;
        int j = predicted;
        row.add(
            SampleSpread.of(
                results.stream().mapToDouble(result -> result.confusion().count(i, j)).toArray()));
      }
      rows.add(List.copyOf(row));
    }
    return List.copyOf(rows);
  }
}
