package digitscope.ui.fx;

import digitscope.run.EvaluationRecord;
import digitscope.run.RunException;
import digitscope.run.RunFolder;
import digitscope.run.RunStore;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * A run of the store, as a menu lists it.
 *
 * @param name of its configuration
 * @param created when it began, in ISO 8601, UTC
 * @param accuracy on the test set of the weights that it is opened with, in [0, 1]; empty if it
 *     ended without evaluating them
 * @param compared accuracy at the last evaluation up to these weights, with which one compares, in
 *     [0, 1]; empty if there is none
 */
public record RecentRun(
    Path path, String name, String created, OptionalDouble accuracy, OptionalDouble compared) {
  /**
   * Reads the newest runs, off the JavaFX thread.
   *
   * @throws RunException if the store cannot be read
   */
  public static List<RecentRun> list(RunStore store, int most) throws RunException {
    List<RecentRun> recent = new ArrayList<>();
    for (RunFolder run : store.list().stream().limit(most).toList()) {
      recent.add(of(run));
    }
    return recent;
  }

  /** When it began, in the time zone of the user, the same in every language. */
  public String when() {
    return DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT)
        .withZone(ZoneId.systemDefault())
        .format(Instant.parse(created));
  }

  /** Evaluations that cannot be read are none: they cost themselves, not the list. */
  private static RecentRun of(RunFolder run) {
    OptionalDouble accuracy = OptionalDouble.empty();
    OptionalDouble compared = OptionalDouble.empty();
    try {
      long shown = run.resultStep().orElse(Long.MAX_VALUE);
      for (EvaluationRecord found : run.evaluations()) {
        if (found.step() <= shown) {
          compared = OptionalDouble.of(found.accuracy());
          accuracy = found.step() == shown ? compared : OptionalDouble.empty();
        }
      }
    } catch (RunException e) {
      return new RecentRun(run, OptionalDouble.empty(), OptionalDouble.empty());
    }
    return new RecentRun(run, accuracy, compared);
  }

  private RecentRun(RunFolder run, OptionalDouble accuracy, OptionalDouble compared) {
    this(run.path(), run.config().name(), run.provenance().created(), accuracy, compared);
  }
}
